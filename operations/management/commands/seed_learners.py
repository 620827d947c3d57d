"""Learners by the thousand for measurements: rows made by the database itself, never used outside tests and benches."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from accounts.models import User
from cms.catalogue import get_catalogue
from operations.seeded_work import PROGRESS_ROWS, work_through

# The first ones work through lessons as people do; those after them, up to ANSWERING, get copies of what they did, and
# 300 answers; the others have progress rows only.
WORKING, ANSWERING = 500, 10_000
ATTEMPTS, QUESTIONS = 30, 10


class Command(BaseCommand):
    help = "Bring the number of seeded learners to COUNT, each with 30 progress rows. PostgreSQL only."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--count", type=int, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("seed_learners makes its rows with generate_series: it needs PostgreSQL.")
        count: int = options["count"]
        if count < 1:
            raise CommandError("--count must be at least 1.")
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM accounts_user WHERE email LIKE 'seed-%%@seed.test'")
            have: int = cursor.fetchone()[0]
            if have < count:
                cursor.execute(_USERS, [have + 1, count])
                self._work(have + 1, min(count, WORKING))
                self._copy(cursor, max(have, WORKING) + 1, count)
                _answers(cursor, have + 1, min(count, ANSWERING))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.stdout.write(f"{max(count, have)} seeded learners.")

    def _work(self, first: int, last: int) -> None:
        numbers = {f"seed-{number}@seed.test": number for number in range(first, last + 1)}
        rows = User.objects.filter(email__in=numbers).values_list("email", "pk")
        work_through([(numbers[email], pk) for email, pk in rows])

    def _copy(self, cursor: CursorWrapper, first: int, last: int) -> None:
        if first > last:
            return
        _without_checks(cursor, on=True)
        lessons = [str(key) for key in get_catalogue().lessons]
        cursor.execute(_PROGRESS, [lessons, first, last, PROGRESS_ROWS, len(lessons)])
        for statement in _COPIES:
            cursor.execute(statement, [first, min(last, ANSWERING), WORKING])
        _without_checks(cursor, on=False)


def _answers(cursor: CursorWrapper, first: int, last: int) -> None:
    if first <= last:
        _without_checks(cursor, on=True)
        cursor.execute(_ANSWERS, [first, last, QUESTIONS, ATTEMPTS])
        _without_checks(cursor, on=False)


def _without_checks(cursor: CursorWrapper, *, on: bool) -> None:
    """Foreign keys of millions of rows are right by construction; a superuser may leave their triggers out."""
    cursor.execute("SELECT current_setting('is_superuser') = 'on'")
    if cursor.fetchone()[0]:
        cursor.execute(f"SET LOCAL session_replication_role = {'replica' if on else 'origin'}")


_USERS = """
INSERT INTO accounts_user
    (password, is_superuser, uuid, email, display_name, locale, time_zone, is_staff, is_active, date_joined)
SELECT
    '!', false, gen_random_uuid(), 'seed-' || n || '@seed.test', 'Seed ' || n, 'fr', 'Europe/Paris', false, true, now()
FROM generate_series(%s, %s) AS n
"""

# The first rows point at published lessons, the rest at lessons of other courses: a table as large as a real one.
_PROGRESS = """
WITH keys AS (SELECT row_number() OVER () AS rank, key FROM unnest(%s::uuid[]) AS key)
INSERT INTO learning_lessonprogress (user_id, lesson_key, started_at, seen_at, completed_at)
SELECT u.id, coalesce(k.key, gen_random_uuid()), now(), now(), CASE WHEN r %% 3 = 0 THEN NULL ELSE now() END
FROM generate_series(%s, %s) AS n
JOIN accounts_user u ON u.email = 'seed-' || n || '@seed.test'
CROSS JOIN generate_series(1, %s) AS r
LEFT JOIN keys k ON k.rank = r AND r <= %s
"""

# Each learner and the one whose work is copied.
_PAIRS = """
FROM generate_series(%s, %s) AS n
JOIN accounts_user u ON u.email = 'seed-' || n || '@seed.test'
JOIN accounts_user model ON model.email = 'seed-' || ((n - 1) %% %s + 1) || '@seed.test'
"""
_COPIES = (
    f"""
INSERT INTO skills_evidence
    (uuid, user_id, claim_kind, claim_code, level, grade, source_kind, source_key, work_key, practice, created_at,
     withdrawn_reason)
SELECT gen_random_uuid(), u.id, e.claim_kind, e.claim_code, e.level, e.grade, e.source_kind, e.source_key, e.work_key,
     e.practice, e.created_at, ''
{_PAIRS} JOIN skills_evidence e ON e.user_id = model.id AND e.withdrawn_at IS NULL
""",
    f"""
INSERT INTO skills_skillstanding (user_id, skill_code, level, grade, declared_level)
SELECT u.id, s.skill_code, s.level, s.grade, s.declared_level
{_PAIRS} JOIN skills_skillstanding s ON s.user_id = model.id
""",
    f"""
INSERT INTO skills_tierstanding (user_id, tier_id, met, total, held)
SELECT u.id, s.tier_id, s.met, s.total, s.held {_PAIRS} JOIN skills_tierstanding s ON s.user_id = model.id
""",
    f"""
INSERT INTO learning_reviewcard
    (uuid, user_id, question_key, source, created_at, due, state, step, reviews, answer_locale)
SELECT gen_random_uuid(), u.id, c.question_key, c.source, c.created_at, c.due, c.state, c.step, c.reviews, ''
{_PAIRS} JOIN learning_reviewcard c ON c.user_id = model.id
""",
    f"""
INSERT INTO learning_quizattempt
    (uuid, user_id, lesson_key, block_id, number, locale, seed, pass_mark, started_at, submitted_at, score, max_score)
SELECT gen_random_uuid(), u.id, a.lesson_key, a.block_id, a.number, a.locale, a.seed, a.pass_mark, a.started_at,
     a.submitted_at, a.score, a.max_score
{_PAIRS} JOIN (
    SELECT *, row_number() OVER (PARTITION BY user_id ORDER BY id) AS rank FROM learning_quizattempt
) AS a ON a.user_id = model.id AND a.rank <= {ATTEMPTS}
""",  # noqa: S608  numbers of our own
)

_ANSWERS = """
INSERT INTO learning_answer (attempt_id, question_key, version_id, "order", response, score)
SELECT a.id, v.question_key, v.id, v.rank, '"seeded"', 1
FROM generate_series(%s, %s) AS n
JOIN accounts_user u ON u.email = 'seed-' || n || '@seed.test'
JOIN (
    SELECT id, user_id, row_number() OVER (PARTITION BY user_id ORDER BY id) AS rank FROM learning_quizattempt
) AS a ON a.user_id = u.id
JOIN (
    SELECT question_key, max(id) AS id, row_number() OVER (ORDER BY question_key) AS rank
    FROM cms_questionversion GROUP BY question_key
) AS v ON v.rank <= %s
WHERE a.rank <= %s
"""
