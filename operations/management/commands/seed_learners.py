"""Learners by the thousand for measurements: rows made by the database itself, never used outside tests and benches."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from cms.catalogue import get_catalogue

PROGRESS_ROWS = 30


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
        lessons = [str(key) for key in get_catalogue().lessons]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM accounts_user WHERE email LIKE 'seed-%%@seed.test'")
            have = cursor.fetchone()[0]
            if have < count:
                cursor.execute(_USERS, [have + 1, count])
                cursor.execute(_PROGRESS, [lessons, have + 1, count, PROGRESS_ROWS, len(lessons)])
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.stdout.write(f"{max(count, have)} seeded learners.")


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
