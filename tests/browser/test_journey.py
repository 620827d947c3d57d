"""The whole story, in French, then in English with the same account, which goes on where it was."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acting import answer_rightly
from tests.browser.conftest import ROOT, Site
from tests.browser.looking import look

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("rows")]
EXPORT = ROOT / "tests" / "files" / "exports" / "facebook-posts-fr.csv"


def place_all(page: Page) -> None:
    """Put every line of the lesson's boards somewhere; the verdict comes without leaving the page."""
    boards = page.locator("section[data-activity]:has(.place-row)")
    for index in range(boards.count()):
        for select in boards.nth(index).locator("select").all():
            select.select_option(index=1)
        boards.nth(index).locator("button[type=submit]").click()
        expect(boards.nth(index).locator("[role=status]")).to_be_visible()


def progress(page: Page, language: str) -> tuple[str, str]:
    """The tier's percentage on the dashboard, and the level of the KPI skill over the one asked on the tracker."""
    page.goto(f"/{language}/me/")
    percent = page.locator("main a[href$='/me/why/tier/stagiaire/']").first.inner_text()
    page.goto(f"/{language}/me/skills/")
    return re.sub(r"\D.*", "", percent), page.locator("#mesure-kpi .ratio").inner_text().strip()


def test_the_whole_story(page: Page, site: Site) -> None:
    # A visitor chooses a tier, reads a lesson and passes its quiz.
    page.goto("/")
    expect(page).to_have_url(re.compile(r"/fr/$"))
    look(page, "home-fr")
    page.locator("label[for=t1]").click()
    expect(page.locator("input[name=tier][value=stagiaire]")).to_be_checked()
    page.locator("form.hero button[type=submit]").click()
    expect(page).to_have_url(re.compile(r"/fr/echelle/\?tier=stagiaire#tier$"))
    page.goto("/fr/lecons/clics-conversions/")
    look(page, "lesson-fr")
    page.get_by_role("button", name=re.compile("Commencer le quiz")).click()
    look(page, "quiz-fr")
    answer_rightly(page, by_way_of=("en", "fr"))
    expect(page).to_have_url(re.compile(r"/result/$"))
    expect(page.locator("main")).to_contain_text(re.compile(r"100\s%"))
    look(page, "result-fr")

    # Signs up; what was done comes along.
    address = "ines@journey.test"
    page.goto("/fr/account/signup/")
    look(page, "signup-fr")
    page.locator("input[name=display_name]").fill("Inès Journey")
    page.locator("input[name=email]").fill(address)
    page.locator("input[name=password1]").fill("un-long-mot-de-passe-42")
    page.locator("main form button[type=submit]").first.click()
    page.locator("input[name=code]").fill(site.mail.code_for(address))
    page.locator("main form button[type=submit]").first.click()
    expect(page).to_have_url(re.compile(r"/fr/me/$"))
    look(page, "dashboard-fr")
    assert progress(page, "fr") == ("0", "0 / 1")
    page.goto("/fr/lecons/clics-conversions/")
    expect(page.get_by_text(re.compile("Essai 1"))).to_be_visible()

    # Completes the lesson, undoes it, completes it again: the skill and the tier's percentage move with it.
    place_all(page)
    page.get_by_role("button", name=re.compile("Marquer comme terminée")).click()
    expect(page.locator("#end")).to_contain_text("Leçon terminée")
    page.locator("#end").get_by_role("button").click()
    expect(page.locator("#end")).to_contain_text("Marquer comme terminée")
    assert progress(page, "fr") == ("0", "0 / 1")
    page.goto("/fr/lecons/clics-conversions/")
    page.get_by_role("button", name=re.compile("Marquer comme terminée")).click()
    expect(page.locator("#end")).to_contain_text("Leçon terminée")
    assert progress(page, "fr") == ("4", "2 / 1")

    # The figure explains itself.
    page.goto("/fr/me/why/module/kpi/")
    expect(page.locator("h1")).to_contain_text("16")
    look(page, "why-fr")
    page.goto("/fr/me/skills/")
    look(page, "tracker-fr")
    page.goto("/fr/echelle/")
    look(page, "ladder-fr")

    portfolio(page)

    # English: the same account, the same progress, with the published campaign in it.
    assert progress(page, "en") == ("8", "2 / 1")
    page.goto("/en/me/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    look(page, "dashboard-en")
    page.goto("/en/me/why/module/kpi/")
    expect(page.locator("h1")).to_contain_text("16")
    page.goto("/en/lessons/clicks-conversions/")
    expect(page.locator("#end")).to_contain_text("Lesson complete")
    look(page, "lesson-en")
    page.goto("/en/me/campaigns/")
    expect(page.locator("main")).to_contain_text("Le mois du levain")
    assert site.manage("rebuild_standings", "--check").returncode == 0


def portfolio(page: Page) -> None:
    """A campaign with the results of a real export, published, then read by a recruiter who has no account."""
    page.goto("/fr/me/portfolio/new/")
    look(page, "portfolio-new-fr")
    page.locator("[name=handle]").fill("ines-journey")
    page.locator("[name=headline]").fill("Je fais parler les boulangeries de quartier")
    page.locator("main form button[type=submit]").first.click()
    page.goto("/fr/me/campaigns/new/")
    for name, text in TEXTS.items():
        page.locator(f"[name=fr-{name}]").fill(text)
    page.locator("[name=starts_on]").fill("2025-08-01")
    page.locator("[name=ends_on]").fill("2025-08-31")
    look(page, "campaign-new-fr")
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("h1")).to_contain_text("Le mois du levain")
    campaign = page.url
    page.goto(campaign + "import/")
    look(page, "import-empty-fr")
    page.locator("input[type=file]").set_input_files(str(EXPORT))
    page.locator("main form button[type=submit]").first.click()
    look(page, "import-preview-fr")
    page.locator("form[action$='/import/apply/'] button[type=submit]").click()
    page.goto(campaign + "figures/engagement-rate-reach/")
    look(page, "figure-fr")
    page.goto(campaign)
    look(page, "campaign-edit-fr")
    # What is typed is not left in silence, and publishing stores it.
    page.locator("[name=fr-lessons]").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Filmer plus tôt.")
    page.once("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog") as asked:
        page.locator("a[href$='/delete/']").click()
    assert (asked.value.type, page.url) == ("beforeunload", campaign)
    page.locator("button[formaction$='/publish/']").click()
    expect(page.locator("button[formaction$='/publish/'][value=hide]")).to_be_visible()
    expect(page.locator("[name=fr-lessons]")).to_have_value(f"{TEXTS['lessons']} Filmer plus tôt.")
    page.goto("/fr/me/portfolio/")
    look(page, "portfolio-edit-fr")
    form = page.locator("form[action$='/visibility/']")
    form.locator("input[value=public]").check()
    form.locator("button[type=submit]").click()
    visitor = page.context.browser.new_context(
        base_url=page.url.split("/fr/")[0], viewport={"width": 390, "height": 844}, reduced_motion="reduce"
    )
    recruiter = visitor.new_page()
    recruiter.goto("/p/ines-journey/")
    expect(recruiter.locator("main")).to_contain_text("Le mois du levain")
    look(recruiter, "portfolio-public")
    recruiter.get_by_role("link", name=re.compile("Le mois du levain")).first.click()
    expect(recruiter.locator("main")).to_contain_text("Portée")
    look(recruiter, "campaign-public")
    visitor.close()


TEXTS = {
    "title": "Le mois du levain",
    "role": "Idée, calendrier, mesure",
    "goal": "Faire venir le matin les habitantes et habitants du quartier.",
    "audience": "Le quartier de la gare",
    "actions": "Douze publications, deux vidéos du four à cinq heures.",
    "lessons": "Publier la veille au soir plutôt que le matin.",
}
