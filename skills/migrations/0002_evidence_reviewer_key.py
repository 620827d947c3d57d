from django.conf import settings
from django.db import migrations, models


def copy_keys(apps, schema_editor):
    users = apps.get_model(*settings.AUTH_USER_MODEL.split("."))
    named = users.objects.filter(pk=models.OuterRef("reviewer_id")).values("uuid")[:1]
    rows = apps.get_model("skills", "Evidence").objects.filter(reviewer__isnull=False)
    rows.update(reviewer_key=models.Subquery(named))


class Migration(migrations.Migration):
    dependencies = [("skills", "0001_initial"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AddField(
            model_name="evidence",
            name="reviewer_key",
            field=models.UUIDField(blank=True, editable=False, null=True),
        ),
        migrations.RunPython(copy_keys, migrations.RunPython.noop, elidable=True),
    ]
