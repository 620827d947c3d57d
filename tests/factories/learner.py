"""A learner at work on the mini pack, through the pages as a browser would."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cms.catalogue import LessonInfo, ModuleInfo, PathInfo, get_catalogue, latest_versions
from cms.models import LessonPage
from cms.packs.schema import block_id, item_id
from learning.domain import runs, scenario
from learning.models import BlockProgress, LessonProgress, Placement, QuizAttempt, ScenarioRun


def lesson(code: str) -> LessonInfo:
    return next(entry for entry in get_catalogue().lessons.values() if entry.code == code)


def module(code: str = "mesure") -> ModuleInfo:
    return next(entry for entry in get_catalogue().modules.values() if entry.code == code)


def path() -> PathInfo:
    return next(iter(get_catalogue().paths.values()))


def block(lesson_code: str, key: str) -> uuid.UUID:
    return block_id(lesson(lesson_code).key, key)


def item(lesson_code: str, key: str, item_key: str) -> str:
    return str(item_id(block(lesson_code, key), item_key))


def page(lesson_code: str, language: str = "fr") -> LessonPage:
    return LessonPage.objects.get(translation_key=lesson(lesson_code).key, locale__language_code=language)


def url(name: str, *args: Any, language: str = "fr") -> str:
    with translation.override(language):
        return reverse(f"learning:{name}", args=args)


def hand_in(client: Client, lesson_code: str, key: str, data: dict[str, Any], language: str = "fr") -> HttpResponse:
    return client.post(url("activity", lesson(lesson_code).key, block(lesson_code, key), language=language), data)


def right_option() -> str:
    """The right option of the self-check of `taux`."""
    key = lesson("taux").questions[0][1]
    return next(o["id"] for o in latest_versions([key], "fr")[key].payload["options"] if o["correct"])


def tick_all(client: Client) -> HttpResponse:
    """The required checklist of the lesson `taux`."""
    ticks = [item("taux", "avant", "ecrite"), item("taux", "avant", "datee")]
    return hand_in(client, "taux", "avant", {"item": ticks})


def begin(client: Client, lesson_code: str = "taux", language: str = "fr") -> QuizAttempt:
    quiz = lesson(lesson_code).quizzes[0]
    answer = client.post(url("begin", lesson(lesson_code).key, quiz.block_id, language=language))
    assert answer.status_code == 302, answer.status_code
    return QuizAttempt.objects.get(uuid=answer["Location"].rstrip("/").rsplit("/", 1)[1])


def answers(attempt: QuizAttempt | Placement, *, right: bool = True) -> dict[str, Any]:
    """What a form sends: all right, or all wrong."""
    data: dict[str, Any] = {}
    for answer in attempt.answers.select_related("version"):
        name, payload = str(answer.question_key), answer.version.payload
        if payload["kind"] in ("single", "multiple"):
            data[name] = [o["id"] for o in payload["options"] if o["correct"] is right]
        elif payload["kind"] == "numeric":
            data[name] = payload["answer"] if right else "12"
        elif payload["kind"] == "short":
            data[name] = payload["accepted"][0] if right else "rien"
        elif payload["kind"] == "truefalse":
            data[name] = payload["answer"] if right else {"true": "false", "false": "true"}[payload["answer"]]
        elif payload["kind"] == "long":
            data[name] = "Parce que la base manque."
        elif payload["kind"] == "order":
            items = payload["items"] if right else payload["items"][::-1]
            data |= {f"{name}-{row['id']}": str(place) for place, row in enumerate(items, 1)}
        else:
            wrong = {t["id"]: o["id"] for t, o in zip(payload["targets"], payload["targets"][::-1], strict=True)}
            data |= {f"{name}-{p['id']}": p["target"] if right else wrong[p["target"]] for p in payload["pairs"]}
    return data


def take_quiz(client: Client, lesson_code: str = "taux", *, right: bool = True, language: str = "fr") -> QuizAttempt:
    attempt = begin(client, lesson_code, language)
    answer = client.post(url("attempt", attempt.uuid, language=language), answers(attempt, right=right))
    assert answer.status_code == 302, answer.content.decode()[:2000]
    attempt.refresh_from_db()
    return attempt


def complete(client: Client, lesson_code: str = "taux", language: str = "fr") -> HttpResponse:
    return client.post(url("complete", lesson(lesson_code).key, language=language))


def finish_taux(client: Client, *, right: bool = True) -> None:
    """Everything the lesson `taux` asks, then the button."""
    tick_all(client)
    take_quiz(client, right=right)
    complete(client)


def completed(user: Any) -> list[str]:
    """The codes of the lessons that somebody has completed, also of those that left the pack."""
    codes = dict(LessonPage.objects.filter(locale__language_code="fr").values_list("translation_key", "code"))
    rows = LessonProgress.objects.filter(user=user, completed_at__isnull=False)
    return sorted(codes[key] for key in rows.values_list("lesson_key", flat=True))


def done_kinds() -> list[str]:
    """The kinds of the activities that are done, whoever did them."""
    return sorted(BlockProgress.objects.filter(done_at__isnull=False).values_list("kind", flat=True))


def play(client: Client, language: str = "fr") -> ScenarioRun:
    """Begin (or go on with) the scenario of the lesson `tri`."""
    answer = client.post(url("play", lesson("tri").key, block("tri", "colis"), language=language))
    assert answer.status_code == 302, answer.status_code
    return ScenarioRun.objects.get(uuid=answer["Location"].rstrip("/").rsplit("/", 1)[1])


def option(run: ScenarioRun, choice: str) -> str:
    """The number under which a run offers a choice of its step to come, or of the step where it was made."""
    state = runs.told(ScenarioRun.objects.get(pk=run.pk))
    steps = [*(d.step for d in state.decisions), *([state.step] if state.step else [])]
    step = next(s for s in steps if choice in {row["key"] for row in s["choices"]})
    return str(scenario.offered(step, run.seed).index(choice) + 1)


def decide(client: Client, run: ScenarioRun, *choices: str, turn: int = 1, language: str = "fr") -> HttpResponse:
    """Post choices one after another from `turn` on; gives the last answer."""
    for number, choice in enumerate(choices, turn):
        data = {"choice": option(run, choice)}
        answer = client.post(url("turn", run.uuid, number, language=language), data)
    return answer


def play_best(client: Client) -> ScenarioRun:
    """The scenario of `tri`, passed."""
    run = play(client)
    decide(client, run, "relire", "date")
    run.refresh_from_db()
    return run
