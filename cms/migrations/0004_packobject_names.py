from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cms", "0003_packobject")]

    operations = [
        migrations.AddField(model_name="packobject", name="names", field=models.JSONField(blank=True, default=dict)),
    ]
