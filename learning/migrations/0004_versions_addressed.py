"""Versions of documents have an address of their own; a version taken back is closed for good."""

import uuid

from django.db import migrations, models


def address(apps, schema_editor):
    versions = apps.get_model("learning", "DocumentVersion").objects
    for row in versions.only("pk").iterator():
        versions.filter(pk=row.pk).update(uuid=uuid.uuid4())


def close(apps, schema_editor):
    """What stands withdrawn now: the newest version of each withdrawn review."""
    versions = apps.get_model("learning", "SubmissionVersion").objects
    withdrawn = versions.filter(submission__review__state="withdrawn", number=models.F("submission__review__round"))
    for row in withdrawn.select_related("submission__review").iterator():
        versions.filter(pk=row.pk).update(withdrawn_at=row.submission.review.waiting_since)


class Migration(migrations.Migration):
    dependencies = [("learning", "0003_documents_submissions"), ("skills", "0004_reviews")]

    operations = [
        migrations.AddField("documentversion", "uuid", models.UUIDField(editable=False, null=True)),
        migrations.AddField("submissionversion", "withdrawn_at", models.DateTimeField(blank=True, null=True)),
        migrations.RunPython(address, migrations.RunPython.noop),
        migrations.RunPython(close, migrations.RunPython.noop),
        migrations.AlterField(
            "documentversion", "uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
        ),
    ]
