"""What the newer activities are for: one's own numbers, an answer that a person reads, a rehearsal, a lesson that changed."""

import csv
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from accounts.models import User
from accounts.roles import MENTOR, PUBLISHER
from cms.models import LessonPage
from learning.domain import datasets
from learning.models import BlockProgress
from lib.datasets import expected
from lib.numbers import format_number
from tests.browser.acting import answer_rightly, newcomer, sign_in
from tests.browser.conftest import Site, watched
from tests.browser.keys import press_on
from tests.browser.looking import axe, look, narrow
from tests.factories.finishing import finish
from tests.factories.learner import lesson

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("rows")]

SELECT_WORDS = """(e, count) => {
    const text = document.createTreeWalker(e, NodeFilter.SHOW_TEXT).nextNode(), range = document.createRange()
    range.setStart(text, 0)
    range.setEnd(text, count)
    getSelection().removeAllRanges()
    getSelection().addRange(range)
    return getSelection().toString()
}"""


@pytest.fixture
def staff(chromium: Browser, site: Site, page: Page) -> Iterator[Page]:
    """A second browser, for whoever reads or publishes what the learner does."""
    with watched(chromium, site) as other:
        yield other


def activity(page: Page, inside: str) -> Locator:
    return page.locator(f"section[data-activity]:has({inside})").first


def own_numbers(page: Page) -> None:
    """Draw a data set, download its file, answer from it."""
    page.goto("/fr/lecons/engagement-croissance/")
    check = activity(page, "fieldset legend")
    check.locator("input[type=radio]").first.check()
    check.locator("button[type=submit]").click()
    expect(check.locator("[role=status]")).to_be_visible()
    sums = activity(page, "output, .grid input[inputmode=decimal]")
    for field, value in zip(sums.locator("input[inputmode=decimal]").all(), ("640", "16000"), strict=True):
        field.fill(value)
    sums.locator("button[type=submit]").click()
    expect(sums.locator("output")).to_contain_text("4")
    ticks = activity(page, "input[name=item]")
    for box in ticks.locator("input[name=item]").all():
        box.check()
    ticks.locator("button[type=submit]").click()
    expect(ticks.locator("[role=status]")).to_contain_text("enregistré.")

    own = activity(page, "input[name=act]")
    own.get_by_role("button", name="Tirer mon jeu de données").click()
    with page.expect_download() as downloading:
        own.get_by_role("link", name="Télécharger mon fichier (CSV)").click()
    with downloading.value.path().open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    kept = BlockProgress.objects.get(user__email="lea@journey.test", state__has_key="sets").state["sets"][0]
    data = datasets.data_of(kept)
    assert len(lines) == 1 + len(data.lines)
    look(page, "dataset-fr")
    for field in own.locator("[name^='a-']").all():
        value = expected((field.get_attribute("name") or "")[2:], data).value
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value if isinstance(value, str) else format_number(value, "fr", 2))
    own.get_by_role("button", name="Vérifier mes réponses").click()
    expect(own.locator(".own-questions .tag.water")).to_have_count(4)


def test_a_learner_with_numbers_a_quiz_cards_and_notes(page: Page, site: Site) -> None:
    newcomer("lea@journey.test", "Léa Journey")
    sign_in(page, "lea@journey.test")
    own_numbers(page)

    # Every line of a board is put somewhere.
    page.goto("/fr/lecons/six-responsabilites/")
    board = activity(page, ".place-row")
    for field in board.locator("select").all():
        field.select_option(index=1)
    board.locator("button[type=submit]").click()
    expect(board.locator("[role=status]").first).to_be_visible()

    # A grid and a reflection are kept for oneself.
    page.goto("/fr/lecons/premiers-postes/")
    for inside in ("table.cells", ".reflect textarea"):
        paper = activity(page, inside) if "table" in inside else page.locator("section.reflect").first
        for field in paper.locator("select").all():
            field.select_option(index=1)
        for field in paper.locator("textarea").all():
            field.fill("Deux mois, à la bibliothèque.")
        paper.locator("button[type=submit]").first.click()
        expect(paper.locator("[data-saved]")).to_contain_text("enregistré.")

    # Words are highlighted, a note is written beside a passage, and both are found again.
    page.goto("/fr/lecons/traverser-crise/")
    opening = page.locator(".prose p", has_text="une question au conseil municipal").first
    opening.scroll_into_view_if_needed()
    words = opening.evaluate(SELECT_WORDS, 18)
    page.get_by_role("button", name="Surligner").click()
    expect(page.locator(".prose mark").first).to_have_text(words)
    page.locator("[data-beside] [data-new]").nth(2).click()
    page.locator("#note-text").fill("L’heure annoncée est une promesse.")
    page.get_by_role("button", name="Enregistrer la note").click()
    expect(page.locator(".notes", has_text="L’heure annoncée est une promesse.")).to_be_visible()
    look(page, "lesson-noted-fr")

    # A quiz of six kinds; what was wrong is asked again, with its hint, and nothing else.
    page.locator("form[action$='/begin/'] button").click()
    look(page, "quiz-kinds-fr")
    kinds = answer_rightly(page, but=("order", "truefalse"))
    assert set(kinds) == {"multiple", "order", "single", "numeric", "truefalse", "long"}
    missed = kinds["order"] + kinds["truefalse"]
    result = page.locator("main")
    expect(result).to_contain_text("1 réponse attend un lecteur.")
    look(page, "result-wrong-fr")
    page.get_by_role("button", name=f"Reprendre seulement les {missed} questions manquées").click()
    expect(page.locator("h1")).to_have_text(f"{missed} questions")
    expect(page.locator("form#quiz")).to_contain_text("Indice")
    assert answer_rightly(page).total() == missed
    expect(page.locator("h1")).to_contain_text(re.compile(r"90\s%"))

    # The questions missed come back as cards; a card is turned and rated by keys alone.
    page.goto("/fr/me/review/")
    press_on(page, page.locator("button[name=unknown]"))
    expect(page.locator("button[name=rating]")).to_have_count(1)
    look(page, "review-answer-fr")
    page.keyboard.press("1")
    expect(page.get_by_role("button", name="Annuler la dernière note")).to_be_visible()

    page.goto("/fr/me/notes/")
    expect(page.locator("main")).to_contain_text(words)
    expect(page.locator("main")).to_contain_text("L’heure annoncée est une promesse.")
    look(page, "notes-fr")


def rehearse(page: Page) -> None:
    """Two questions: hints beside the words they are about, one's own view, the debrief."""
    page.goto("/en/me/career/rehearsals/")
    look(page, "rehearsals-en")
    page.locator("label:has(input[name=count][value='2'])").click()
    page.get_by_role("button", name="Begin").click()
    for number in (1, 2):
        expect(page.locator("h1")).to_be_visible()
        if number == 1:
            look(page, "rehearsal-question-en")
        page.locator("#text").fill("I am a very motivated person. We did a lot of things and it went well.")
        page.get_by_role("button", name="That is my answer").click()
        expect(page.locator(".hints li").first).to_be_visible()
        for group in page.locator(".anchors:visible").all():
            group.locator("input").nth(number).check()
        page.locator("#note").fill("Begin with the figure.")
        if number == 1:
            look(page, "rehearsal-review-en")
        page.locator("form:has(.anchors) button[name=do]").click()
    page.get_by_role("button", name="Finish, and read the debrief").click()
    expect(page.locator("main")).to_contain_text("2 of 2 questions answered")
    expect(page.get_by_text("Begin with the figure.")).to_have_count(2)
    look(page, "debrief-en")


def test_a_long_answer_is_read_and_an_interview_rehearsed(page: Page, staff: Page) -> None:
    newcomer("nora@journey.test", "Nora Journey")
    secret = newcomer("reader@journey.test", "Rita Reader", MENTOR)
    sign_in(page, "nora@journey.test")
    page.goto("/en/lessons/getting-through-a-crisis/")
    page.locator("form[action$='/begin/'] button").click()
    answer_rightly(page)
    expect(page.locator("main")).to_contain_text("1 answer waits for a reader.")
    expect(page.locator("h1")).to_contain_text("90%")
    result = page.url

    sign_in(staff, "reader@journey.test", secret)
    staff.goto("/en/desk/")
    staff.locator("ol.requests li", has_text="Nora Journey").get_by_role("link").click()
    expect(staff.locator("main")).to_contain_text("Parce que la base manque.")
    look(staff, "desk-points-en")
    staff.locator("input[name=points][value='1']").check()
    staff.locator("textarea[name=reasons]").fill("The hour is there, and you say what you left out.")
    staff.get_by_role("button", name="Send the decision").click()
    expect(staff).to_have_url(re.compile(r"/en/desk/$"))

    page.goto(result)
    expect(page.locator("h1")).to_contain_text("100%")
    expect(page.locator("main")).to_contain_text("Points: 1 of 1")
    expect(page.locator("main")).to_contain_text("The hour is there, and you say what you left out.")
    look(page, "result-read-en")
    rehearse(page)


STAFF_PAGES = (
    "attempts/",
    "prerequisites/",
    "reports/regrade/",
    "reports/stale-facts/",
    "snippets/cms/question/",
)
GIFT = "::vrai::Un fait. {TRUE}\n\n::taux::Combien ? {#4.5:0.25}\n\nmal { =a"


def test_pages_of_staff_in_both_languages(staff: Page) -> None:
    """Also at the width of a phone: headings, labels and tables of what publishers do beside writing."""
    secret = newcomer("pages@journey.test", "Paule Pages", PUBLISHER)
    sign_in(staff, "pages@journey.test", secret)
    for language in ("fr", "en"):
        User.objects.filter(email="pages@journey.test").update(locale=language)
        for address in STAFF_PAGES:
            staff.goto(f"/cms/{address}")
            expect(staff.locator("html")).to_have_attribute("lang", language)
            expect(staff.locator("h1")).to_have_count(1)
            axe(staff, f"{address} {language}")
            narrow(staff, f"{address} {language}")
        staff.goto("/cms/snippets/cms/question/import/")
        staff.locator("#id_text").fill(GIFT)
        expect(staff.locator(".question-key")).to_have_count(2)
        axe(staff, f"import {language}")
        narrow(staff, f"import {language}")


def test_a_major_change_is_told_to_those_who_completed_the_lesson(page: Page, staff: Page) -> None:
    newcomer("tom@journey.test", "Tom Journey")
    secret = newcomer("press@journey.test", "Paule Presse", PUBLISHER)
    finish(User.objects.get(email="tom@journey.test"), lesson("environnements"))
    found = LessonPage.objects.get(slug="environnements", locale__language_code="fr")

    sign_in(staff, "press@journey.test", secret)
    staff.goto(f"/cms/pages/{found.pk}/edit/")
    staff.locator("[name=minutes]").fill(str(found.minutes + 5))
    staff.locator(
        "footer [data-w-dropdown-target=toggle], .w-dropdown-button [data-w-dropdown-target=toggle]"
    ).first.click()
    staff.locator("button[name=action-publish]").click()
    expect(staff).to_have_url(re.compile(r"/impact/$"))
    expect(staff.locator("main")).to_contain_text("la durée a changé")
    axe(staff, "impact-fr")
    staff.locator("input[name=kind][value=major]").check()
    staff.locator("[name=words_fr]").fill("Un exercice de plus.")
    staff.locator("[name=words_en]").fill("One more exercise.")
    staff.get_by_role("button", name="Publier").click()
    expect(staff.locator("main")).to_contain_text("est publié comme changement majeur")

    sign_in(page, "tom@journey.test")
    expect(page.locator("main")).to_contain_text("Un exercice de plus.")
    page.goto("/fr/lecons/environnements/")
    told = page.locator("section:has(#update-title)")
    expect(told).to_contain_text("Mise à jour depuis que vous l’avez terminée")
    expect(page.locator("#end")).to_contain_text("Leçon terminée")
    look(page, "lesson-updated-fr")
    told.get_by_role("button").click()
    expect(page.locator("#update-title")).to_have_count(0)
