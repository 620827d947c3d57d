"""What people do in a browser: answer, decide, sign in. Which answers are right is read from the site's own rows."""

import re
from collections import Counter
from collections.abc import Collection

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import Group
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from learning.domain import runs, scenario
from learning.models import QuizAttempt, ScenarioRun
from tests.factories.learner import answers

DEMO_PASSWORD = "tremplin-demo"


def named_in(page: Page) -> str:
    """The uuid in the address of an attempt or a run."""
    found = re.search(r"/([0-9a-f-]{36})/", page.url)
    assert found, page.url
    return found[1]


def answer_rightly(page: Page, *, but: Collection[str] = (), by_way_of: Collection[str] = ()) -> dict[str, int]:
    """Every question of the open quiz, from the versions that the attempt froze; those of the kinds `but` wrongly.
    Before they are handed in, the page is opened in each of the languages `by_way_of`.

    Gives how many there are of each kind.
    """
    attempt = QuizAttempt.objects.get(uuid=named_in(page))
    right, wrong = answers(attempt), answers(attempt, right=False)
    rows = attempt.answers.filter(carried_from=None).select_related("version")
    asked = {str(row.question_key): row.version.payload["kind"] for row in rows}
    form = page.locator("form#quiz")
    for key, kind in asked.items():
        for name in (name for name in right if name.startswith(key)):
            enter(form.locator(f"[name='{name}']"), (wrong if kind in but else right)[name])
    for language in by_way_of:
        page.locator(f".lang a[hreflang={language}]").click()
        page.wait_for_url(f"**/{language}/**")
    form.locator("button[type=submit]").first.click()
    return Counter(asked.values())


def enter(field: Locator, value: str | list[str]) -> None:
    """Into a box, a list or the options of one name."""
    if field.first.get_attribute("type") in ("radio", "checkbox"):
        for option in [value] if isinstance(value, str) else value:
            field.and_(field.page.locator(f"[value='{option}']")).check()
    elif field.evaluate("e => e.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(str(value))


def best_choice(page: Page) -> str:
    """The value of the best answer at the decision shown."""
    run = ScenarioRun.objects.select_related("version").prefetch_related("choices").get(uuid=named_in(page))
    step = runs.told(run).step
    assert step is not None
    best = next(choice["key"] for choice in step["choices"] if choice["best"])
    return str(scenario.offered(step, run.seed).index(best) + 1)


def play_to_the_end(page: Page) -> int:
    """The best choice at every decision until the debrief; how many decisions that took."""
    count = 0
    while "/debrief/" not in page.url:
        page.locator(f"input[name=choice][value='{best_choice(page)}']").check()
        page.locator("main form button[type=submit]").click()
        expect(page.locator(".outcome")).to_be_visible()
        page.locator("main .btn").first.click()
        count += 1
    return count


def newcomer(address: str, name: str, role: str = "") -> str:
    """An account with the demo password; of staff with a second factor, whose secret comes back."""
    user = User.objects.create_user(address, display_name=name)
    # As the site hashes: tests hash in another way, faster.
    user.password = User.objects.get(email="learner@demo.test").password
    user.save(update_fields=["password"])
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    if not role:
        return ""
    user.groups.add(Group.objects.get(name=role))
    secret = str(totp.generate_totp_secret())
    totp.TOTP.activate(user, secret)
    return secret


def sign_in(page: Page, address: str, secret: str = "") -> None:
    """By password, then the second factor of staff."""
    page.goto("/fr/account/login/")
    page.locator("main details summary", has_text="mot de passe").click()
    page.locator("#id_login").fill(address)
    page.locator("#id_password").fill(DEMO_PASSWORD)
    page.locator("#id_password").press("Enter")
    if secret:
        page.locator("input[name=code]").fill(code_of(secret))
        page.locator("input[name=code]").press("Enter")
    page.wait_for_url(re.compile(r"/fr/me/$"))


def code_of(secret: str) -> str:
    """What an authenticator shows now."""
    return str(totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())))))
