from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cms", "0002_languages")]

    operations = [
        migrations.CreateModel(
            name="PackObject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pack", models.SlugField(max_length=60)),
                ("kind", models.SlugField(max_length=20)),
                ("key", models.CharField(max_length=160)),
                ("locale", models.CharField(blank=True, max_length=10)),
                ("file_digest", models.CharField(max_length=64)),
                ("written_digest", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("pack", "kind", "key", "locale"), name="pack_object_once")
                ],
            },
        ),
    ]
