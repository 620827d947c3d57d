"""French and English, and no welcome page: content comes with a career pack."""

from django.db import migrations


def add_languages(apps, schema_editor):
    Locale = apps.get_model("wagtailcore", "Locale")
    for code in ("fr", "en"):
        if not Locale.objects.filter(language_code=code).exists():
            Locale.objects.create(language_code=code)


def remove_welcome_page(apps, schema_editor):
    """Only Wagtail's own untouched page, which no editor can make: its type is the bare Page."""
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    welcome = Page.objects.filter(
        depth=2, slug="home", numchild=0, title="Welcome to your new Wagtail site!", content_type__model="page"
    ).first()
    if welcome is None:
        return
    Site.objects.filter(root_page=welcome).delete()
    parent = Page.objects.filter(path=welcome.path[: -4]).first()
    welcome.delete()
    if parent is not None:
        parent.numchild = Page.objects.filter(path__startswith=parent.path, depth=parent.depth + 1).count()
        parent.save(update_fields=["numchild"])


class Migration(migrations.Migration):
    dependencies = [("cms", "0001_initial"), ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes")]

    operations = [
        migrations.RunPython(add_languages, migrations.RunPython.noop),
        migrations.RunPython(remove_welcome_page, migrations.RunPython.noop),
    ]
