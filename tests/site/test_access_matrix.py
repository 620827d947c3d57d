"""Every route × every role × own and foreign objects. The list of routes comes from the resolver itself."""

import datetime
import uuid

import pytest
from allauth.usersessions.models import UserSession
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve, reverse

from cms.catalogue import get_catalogue, lesson_block
from learning.domain import attempts, datasets, placement, runs
from learning.domain.people import Person
from learning.models import Note, ReviewCard
from portfolio.models import Campaign, CampaignImage, CampaignText, Portfolio, PortfolioText, ResultFile
from skills.models import Tier
from tests.factories.learner import block as block_key
from tests.factories.learner import lesson as lesson_of
from tests.factories.rehearsals import finished
from tests.factories.work import send, submission, write_report
from tests.site.access_matrix import BY_PREFIX, MATRIX

ROLES = ("ada", "ben", "mira", "cleo", "root")


def routes(patterns, prefix="", namespaces=()):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from routes(pattern.url_patterns, prefix + str(pattern.pattern), inner)
        else:
            yield ":".join([*namespaces, pattern.name or "?"]), prefix + str(pattern.pattern)


def own_routes():
    return {
        name for name, path in routes(get_resolver().url_patterns) if name in MATRIX or not path.startswith(BY_PREFIX)
    }


def test_every_route_has_a_row_and_every_row_a_route():
    assert own_routes() == set(MATRIX)


@pytest.fixture
def objects(mini_pack, ada, settings, tmp_path):
    """One of everything, all ada's, all private: arguments by route."""
    place = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "private": place}
    catalogue = get_catalogue()
    lesson = next(entry for entry in catalogue.lessons.values() if entry.quizzes)
    attempt = attempts.start(Person(user_id=ada.pk), lesson=lesson, quiz=lesson.quizzes[0], locale="fr")
    played = next(entry for entry in catalogue.lessons.values() if entry.scenarios)
    drawn = {"lesson_key": played.key, "block_id": block_key("tri", "donnees-a-soi")}
    exercise = lesson_block(*drawn.values(), "fr")
    datasets.draw(Person(user_id=ada.pk), lesson_key=played.key, block=exercise, after=0)
    run = runs.begin(Person(user_id=ada.pk), lesson=played, info=played.scenarios[0], locale="fr")
    module = next(iter(catalogue.modules.values()))
    test = placement.start(Person(user_id=ada.pk), module=module, locale="fr")
    portfolio = Portfolio.objects.create(user=ada, handle="ada-l", language="fr")
    PortfolioText.objects.create(portfolio=portfolio, locale="fr", headline="Ada")
    day = datetime.date(2026, 3, 1)
    campaign = Campaign.objects.create(portfolio=portfolio, slug="levain", starts_on=day, ends_on=day, published=True)
    CampaignText.objects.create(campaign=campaign, locale="fr", title="T", role="R", goal="G", actions="A")
    image = CampaignImage.objects.create(campaign=campaign, path="none.webp", width=1, height=1, alt="x")
    file = ResultFile.objects.create(
        campaign=campaign,
        name="f.csv",
        path="f",
        digest="d",
        dialect="generic-daily",
        rows_read=1,
        rows_stored=1,
        rows_refused=0,
        period_start=day,
        period_end=day,
    )
    block = lesson.quizzes[0].block_id
    work = handed_in(ada)
    own = {"campaign": campaign.uuid}
    note = Note.objects.create(user=ada, lesson_key=lesson.key, block_id=block, text="n", locale="fr")
    card = ReviewCard.objects.create(user=ada, question_key=lesson.quizzes[0].question_keys[0], source="wrong")
    rehearsal = finished(ada)
    session = UserSession.objects.create(user=ada, ip="192.0.2.7", session_key="elsewhere", user_agent="Firefox/1")
    return {
        **{f"learning:{name}": {"note_uuid": note.uuid} for name in ("note", "note_delete", "note_restore")},
        "accounts:session_end": {"session": session.pk},
        "career:question": {"code": "reseaux"},
        **{f"career:{name}": {"rehearsal": rehearsal} for name in REHEARSALS},
        **{f"career:{name}": {"rehearsal": rehearsal, "number": 1} for name in ("answer", "self_review")},
        "unsubscribe": {"token": "x"},
        "cms_password_reset_rest": {"rest": "x"},
        "lesson_or_page": {"index": "lecons", "slug": lesson.slug["fr"]},
        "learning:why_path": {"code": next(iter(catalogue.paths.values())).code},
        "learning:why_module": {"code": next(iter(catalogue.modules.values())).code},
        **{f"learning:{name}": {"lesson_key": lesson.key} for name in ("position", "complete", "undo", "update_seen")},
        "learning:activity": {"lesson_key": lesson_of("taux").key, "block_id": block_key("taux", "avant")},
        "learning:begin": {"lesson_key": lesson.key, "block_id": block},
        "learning:placement": {"code": module.code},
        **{f"learning:{name}": {"placement_uuid": test.uuid} for name in ("placement_test", "placement_result")},
        "learning:task": work["task"],
        **{f"learning:document{name}": work["paper"] for name in ("", "_restore", "_md", "_pdf", "_csv")},
        **{f"learning:{name}": {"submission": work["submission"]} for name in ("work", "work_withdraw")},
        "learning:work_file": {"file": work["file"]},
        **{f"skills:{name}": {"review": work["review"]} for name in ("review", "review_claim", "review_release")},
        **{f"learning:{name}": {"attempt_uuid": attempt.uuid} for name in ("attempt", "result", "repeat")},
        "learning:dataset_file": drawn | {"number": 1},
        "learning:play": {"lesson_key": played.key, "block_id": played.scenarios[0].block_id},
        **{f"learning:{name}": {"run_uuid": run.uuid} for name in ("run", "debrief")},
        "learning:turn": {"run_uuid": run.uuid, "turn": 1},
        "learning:review_keep": {"question_key": card.question_key},
        **{f"learning:{name}": {"card": card.uuid} for name in ("review_answer", "review_rate")},
        "skills:why_tier": {"slug": Tier.objects.filter(ladder__current=True).first().code},
        **{name: own for name in MATRIX if name.startswith("portfolio:") and name not in NO_ARGUMENT},
        "portfolio:image": {**own, "image": image.uuid},
        "portfolio:figure": {**own, "code": "ctr"},
        "portfolio:import_undo": {**own, "file": file.uuid},
        "portfolio:preview_campaign": {"slug": "levain"},
        "campaign_image": {"image": image.uuid},
        "portfolio_public": {"handle": "ada-l"},
        "campaign_public": {"handle": "ada-l", "slug": "levain"},
        "portfolio_unlisted": {"token": portfolio.token},
        "campaign_unlisted": {"token": portfolio.token, "slug": "levain"},
        "campaign_image_unlisted": {"token": portfolio.token, "image": image.uuid},
    }


def handed_in(ada) -> dict:
    """A filled-in document and a file handed in for the task of the lesson `tri`."""
    client = signed_in(ada)
    write_report(client)
    pdf = SimpleUploadedFile("a.pdf", b"%PDF-1.7 x", "application/pdf")
    assert send(client, kind="file", file=pdf).status_code == 302
    row = submission()
    place = {"lesson_key": row.lesson_key}
    return {
        "task": place | {"block_id": row.block_id},
        "paper": place | {"block_id": block_key("tri", "rapport")},
        "submission": row.uuid,
        "review": row.review.uuid,
        "file": row.versions.get().file.uuid,
    }


REHEARSALS = ("rehearsal", "finish", "rehearsal_delete", "ask", "withdraw")
NO_ARGUMENT = {
    "portfolio:gallery", "portfolio:edit", "portfolio:create", "portfolio:visibility", "portfolio:renew",
    "portfolio:preview", "portfolio:campaigns", "portfolio:campaign_new", "portfolio:preview_campaign",
}  # fmt: skip


def to_login(response) -> bool:
    return response.status_code == 302 and reverse("account_login") in response["Location"]


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def statuses(rule: str, url: str, people: dict[str, Client]) -> dict[str, str]:
    """Role → what it got: `ok` (200, or on its way inside), `login`, or the number."""
    post = rule.endswith("POST")
    found = {}
    for role, client in people.items():
        if rule.endswith("POST"):
            assert client.get(url).status_code in (302, 404, 405), (rule, url)
        response = client.post(url) if post else client.get(url)
        inside = response.status_code in (200, 204, 302, 303, 400, 409, 422) and not to_login(response)
        found[role] = "login" if to_login(response) else "ok" if inside else str(response.status_code)
    return found


EVERYBODY = {"anonymous", *ROLES}
EXPECTED = {
    "PUBLIC": lambda role: {"ok", "login", "404", "503"},
    "REFUSED": lambda role: {"login"} if role == "anonymous" else {"403"},
    "LOGIN": lambda role: {"login"} if role == "anonymous" else {"ok", "404"},
    "LOGIN_POST": lambda role: {"login"} if role == "anonymous" else {"ok", "404"},
    "POST": lambda role: {"ok", "404"},
    "OWN": lambda role: {"login"} if role == "anonymous" else {"ok"} if role == "ada" else {"404"},
    "OWN_POST": lambda role: {"login"} if role == "anonymous" else {"ok", "404"} if role == "ada" else {"404"},
    "VISITOR": lambda role: {"ok"} if role == "ada" else {"404"},
    "DESK": lambda role: {"login"} if role == "anonymous" else {"ok"} if role in ("mira", "root") else {"404"},
    "DESK_POST": lambda role: {"login"} if role == "anonymous" else {"ok"} if role in ("mira", "root") else {"404"},
    "REVIEWED": lambda role: (
        {"login"} if role == "anonymous" else {"ok"} if role in ("ada", "mira", "root") else {"404"}
    ),
    "PRIVATE": lambda role: {"ok", "404"} if role == "ada" else {"404"},
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(MATRIX))
def test_matrix(name, objects, ada, ben, mira, cleo, root):
    rule = MATRIX[name]
    url = reverse(name, kwargs=objects.get(name, {}))
    people = {"anonymous": Client()}
    people |= {role: signed_in(user) for role, user in zip(ROLES, (ada, ben, mira, cleo, root), strict=True)}
    # Foreign hands first: what ada may do could delete what they must not reach.
    order = ["anonymous", "ben", "mira", "cleo", "root", "ada"]
    found = statuses(rule, url, {role: people[role] for role in order})
    assert {role: value for role, value in found.items() if value not in EXPECTED[rule](role)} == {}


SCRIPTS = {"learning:position"}  # nobody lands on the address of what only a script sends


@pytest.mark.django_db
def test_addresses_of_forms_lead_to_the_page_of_the_form(objects, ada, ben):
    own, other, refused = signed_in(ada), signed_in(ben), set()
    for name, rule in MATRIX.items():
        url = reverse(name, kwargs=objects.get(name, {}))
        answer = own.get(url)
        if answer.status_code == 405:
            refused.add(name)
        if not hasattr(resolve(url).func, "page"):
            continue
        assert own.put(url).status_code == own.delete(url).status_code == 405, name
        if rule.startswith("DESK"):
            assert answer.status_code == 404, name
            continue
        assert (answer.status_code, own.head(url).status_code) == (302, 302), name
        assert own.get(answer["Location"]).status_code in (200, 302), name
        if rule in ("OWN_POST", "VISITOR"):
            assert other.get(url).status_code == 404, name
    assert refused == SCRIPTS


EDITING = (
    "/cms/",
    "/cms/pages/",
    "/cms/images/",
    "/cms/account/",
    "/cms/reports/locked/",
    "/cms/users/",
    "/cms/jsi18n/",
)


@pytest.mark.django_db
def test_editing_pages_are_closed_to_learners_and_to_staff_without_second_factor(ada, mira, cleo):
    for path in EDITING[:-1]:
        answer = Client().get(path)
        assert (answer.status_code, answer["Location"]) == (302, f"/account/go/login/?next={path}")
    mira.authenticator_set.all().delete()
    for user in (ada, mira):
        client = signed_in(user)
        for path in (*EDITING, "/cms/no/such/page/"):
            for answer in (
                client.get(path),
                client.post(path),
                client.get(path, headers={"X-Requested-With": "XMLHttpRequest"}),
            ):
                assert answer.status_code == 403, (user, path)
                assert 'href="/fr/me/"' in answer.content.decode()  # a way out
    assert signed_in(cleo).get("/cms/").status_code == 200
    cleo.authenticator_set.all().delete()
    for path in ("/cms/", "/cms/pages/"):
        response = signed_in(cleo).get(path)
        assert (response.status_code, response["Location"]) == (302, reverse("mfa_index"))


@pytest.mark.django_db
def test_no_way_around_leads_whoever_is_signed_in_to_sign_in_again(ada, cleo):
    """Refused and sent to sign in, sent back as signed in, refused: the browser gave up after twenty turns."""
    for path in ("/cms/", "/cms/pages/", "/account/go/login/?next=/cms/", "/fr/_util/login/?next=/fr/"):
        answer = signed_in(ada).get(path, follow=True)
        assert (answer.status_code, len(answer.redirect_chain)) == (403, 0), path
    for path in ("/cms/login/?next=/cms/", "/fr/account/login/?next=/cms/"):
        assert signed_in(ada).get(path, follow=True).status_code == 403
        assert signed_in(cleo).get(path, follow=True).status_code == 200


@pytest.mark.django_db
def test_unknown_and_foreign_look_the_same(objects, ben):
    client = signed_in(ben)
    foreign = client.get(reverse("portfolio:campaign", kwargs=objects["portfolio:campaign"]))
    unknown = client.get(reverse("portfolio:campaign", kwargs={"campaign": uuid.uuid4()}))
    assert (foreign.status_code, len(foreign.content)) == (unknown.status_code, len(unknown.content))
