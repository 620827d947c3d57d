"""An attempt given opens a number. Those given before open the one after what was begun when they were given."""

from django.db import migrations, models

FILL = """
UPDATE learning_extraattempt SET opens_number = 1 + COALESCE((
 SELECT MAX(a.number) FROM learning_quizattempt a WHERE a.user_id = learning_extraattempt.user_id
 AND a.lesson_key = learning_extraattempt.lesson_key AND a.block_id = learning_extraattempt.block_id
 AND a.started_at < learning_extraattempt.created_at), 0)"""


class Migration(migrations.Migration):
    dependencies = [("learning", "0014_progress_by_account")]

    operations = [
        migrations.AddField(
            model_name="extraattempt",
            name="opens_number",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
