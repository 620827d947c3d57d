from accounts.personal_data import Holding, register, rows_of
from skills.models import Evidence, LearnerLadder, Review, ReviewDecision


def register_own() -> None:
    """The ledger and the tier aimed at."""
    fields = (
        "uuid",
        "claim_kind",
        "claim_code",
        "level",
        "grade",
        "source_kind",
        "source_key",
        "practice",
        "created_at",
        "withdrawn_at",
        "withdrawn_reason",
    )
    register(Holding("evidence", lambda user: rows_of(Evidence.objects.filter(user=user), *fields)))
    register(
        Holding(
            "ladder",
            lambda user: rows_of(
                LearnerLadder.objects.filter(user=user), "ladder__version", "target_code", "joined_at"
            ),
        )
    )
    asked = ("uuid", "kind", "title", "asked", "practice", "state", "round", "waiting_since")
    register(Holding("reviews", lambda user: rows_of(Review.objects.filter(learner=user), *asked)))
    decided = ("review__uuid", "round", "outcome", "levels", "points", "reasons", "comments", "created_at")
    register(
        Holding("review_decisions", lambda user: rows_of(ReviewDecision.objects.filter(review__learner=user), *decided))
    )
    register(Holding("reviews_given", lambda user: rows_of(ReviewDecision.objects.filter(reviewer=user), *decided)))
