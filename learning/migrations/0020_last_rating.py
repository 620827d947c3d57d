from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def from_ratings(apps, schema_editor):
    """The rating in effect with the highest number."""
    ratings = apps.get_model("learning", "ReviewLog").objects.filter(card=OuterRef("pk"), undone_at=None)
    last = ratings.order_by("-number").values("rating")[:1]
    apps.get_model("learning", "ReviewCard").objects.filter(reviews__gt=0).update(last_rating=Subquery(last))


class Migration(migrations.Migration):
    dependencies = [("learning", "0019_versions_written")]

    operations = [
        migrations.AddField("reviewcard", "last_rating", models.PositiveSmallIntegerField(blank=True, null=True)),
        migrations.RunPython(from_ratings, migrations.RunPython.noop),
    ]
