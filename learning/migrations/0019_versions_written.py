from django.db import migrations, models
from django.db.models import F
from django.utils import timezone


def as_kept(apps, schema_editor):
    """Until now the one time stood for both."""
    apps.get_model("learning", "DocumentVersion").objects.update(written_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [("learning", "0018_answers_kept_before_handing_in")]

    operations = [
        migrations.AddField("documentversion", "written_at", models.DateTimeField(default=timezone.now)),
        migrations.RunPython(as_kept, migrations.RunPython.noop),
    ]
