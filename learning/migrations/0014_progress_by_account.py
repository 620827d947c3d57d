"""Progress of accounts under its own key, that of visitors in a table beside it: one index a row instead of two.

Django changes no key of a table that exists, so the rows are copied, by two statements of the database itself: about
ten seconds a million rows, in which nobody else writes progress.
"""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

COLUMNS = "started_at, seen_at, completed_at, lesson_key, last_block, through, through_passed"


def progress():
    return [
        ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
        ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
        ("completed_at", models.DateTimeField(blank=True, null=True)),
        ("lesson_key", models.UUIDField()),
        ("last_block", models.UUIDField(blank=True, null=True)),
        ("through", models.UUIDField(blank=True, null=True)),
        ("through_passed", models.BooleanField(db_default=False, default=False)),
    ]


def account(related_name):
    return models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.CASCADE,
        related_name=related_name,
        to=settings.AUTH_USER_MODEL,
    )


def number():
    return ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def keep_writers_out(apps, schema_editor):
    """A site that still serves waits: what it wrote after the copy would be lost."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("LOCK TABLE learning_lessonprogress IN SHARE ROW EXCLUSIVE MODE")


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0013_extra_attempts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(keep_writers_out, migrations.RunPython.noop),
        migrations.CreateModel(
            name="VisitorProgress",
            fields=[
                number(),
                *progress(),
                ("visitor", models.UUIDField()),
                ("update_seen", models.PositiveIntegerField(db_default=0, default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("visitor", "lesson_key"), name="progress_of_visitor_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="UpdateSeen",
            fields=[
                number(),
                ("lesson_key", models.UUIDField()),
                ("number", models.PositiveIntegerField()),
                ("user", account("updates_seen")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("user", "lesson_key"), name="update_seen_once")],
            },
        ),
        migrations.CreateModel(
            name="AccountProgress",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "user", "lesson_key", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("user", account("lesson_progress")),
                *progress(),
            ],
        ),
        migrations.RunSQL(
            f"INSERT INTO learning_accountprogress (user_id, {COLUMNS}) SELECT user_id, {COLUMNS}"
            " FROM learning_lessonprogress WHERE user_id IS NOT NULL ORDER BY user_id, lesson_key"
        ),
        migrations.RunSQL(
            f"INSERT INTO learning_visitorprogress (visitor, update_seen, {COLUMNS}) SELECT visitor, update_seen,"
            f" {COLUMNS} FROM learning_lessonprogress WHERE visitor IS NOT NULL"
        ),
        migrations.RunSQL(
            "INSERT INTO learning_updateseen (user_id, lesson_key, number) SELECT user_id, lesson_key, update_seen"
            " FROM learning_lessonprogress WHERE user_id IS NOT NULL AND update_seen > 0"
        ),
        migrations.DeleteModel(name="LessonProgress"),
        migrations.RenameModel(old_name="AccountProgress", new_name="LessonProgress"),
    ]
