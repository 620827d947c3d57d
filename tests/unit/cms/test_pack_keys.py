from cms.packs.schema import block_id, item_id, key_for

LESSON = key_for("social-media-manager", "lesson", "engagement-croissance")


def test_ids_are_frozen() -> None:
    assert [
        str(LESSON),
        str(key_for("mini", "question", "taux-q1")),
        str(block_id(LESSON, "quiz")),
        str(block_id(LESSON, "intro.1")),
        str(item_id(block_id(LESSON, "avant-envoi"), "base")),
    ] == [
        "cef4ac40-9d16-517c-8c58-9cc6da8d5699",
        "63623cf2-f97e-5231-9081-0de21ce64ef2",
        "c3b5f259-dcd0-5b81-8dcd-1b0fc9aaae62",
        "fd02572c-133f-5e0d-b3d6-f3d5d464abaf",
        "e4a6602b-6614-5cec-9ddd-cbda96eddc78",
    ]
