"""At the desk work that comes back is read beside what it was before."""

from html import unescape

import pytest
from django.test import Client

from learning.models import BlockProgress
from tests.factories.learner import block
from tests.factories.work import decide, hand_in_link, hand_in_report, picture, review_url, send, submission, task_url
from tests.integration.learning.test_papers import paper_url

pytestmark = pytest.mark.django_db
SAME = "Word for word what was handed in before."


def kept(key: str) -> str:
    """The version of the draft, as its form names it."""
    return str(BlockProgress.objects.get(block_id=block("tri", key), kind="task").version)


def desk(client: Client, address: str) -> str:
    answer = client.get(address.replace("/fr/", "/en/", 1))
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@pytest.mark.parametrize("changed", [False, True])
def test_what_comes_back_stands_beside_what_it_was(ada_client: Client, mira_client: Client, *, changed: bool) -> None:
    review = hand_in_link(ada_client, link="https://example.org/un")
    assert "handed in before" not in desk(mira_client, review_url(review))
    decide(mira_client, review, "returned", "Le chiffre manque.")
    link = "https://example.org/deux" if changed else "https://example.org/un"
    again = hand_in_link(ada_client, link=link, note="!", version=kept("lien"))
    page = desk(mira_client, review_url(again))
    assert "Version 1, handed in before" in page
    assert (SAME in page) is not changed
    assert page.count('href="https://example.org/un"') == (1 if changed else 2)


def test_a_document_that_came_back_is_corrected_where_it_was_written(ada_client: Client, mira_client: Client) -> None:
    review = hand_in_report(ada_client)
    link = paper_url("document", "rapport")
    assert link not in ada_client.get(task_url()).content.decode()
    decide(mira_client, review, "returned", "Le chiffre manque.")
    page = ada_client.get(task_url()).content.decode()
    assert f'<a class="b" href="{link}">Corriger le document</a>' in page
    assert ada_client.get(link).status_code == 200


def test_the_file_of_before_is_shown_too(ada_client: Client, mira_client: Client, ben_client: Client) -> None:
    send(ada_client, kind="file", file=picture("un.jpg"))
    review = submission().review
    assert review
    decide(mira_client, review, "returned", "Plus net.")
    send(ada_client, kind="file", file=picture("deux.jpg"), version=kept("remise"))
    review.refresh_from_db()
    page = desk(mira_client, review_url(review))
    files = {part.split('"')[0] for part in page.split('src="')[1:] if "/documents/work/" in part or "/file" in part}
    assert len(files) == 2
    for address in files:
        assert mira_client.get(address).status_code == 200
        assert ben_client.get(address).status_code == 404
