from django.db import migrations

PUBLICATION, VALIDATION = "Publication", "Validation"


def rename(tasks, workflows, old, new):
    """The only task of the workflow of this site, where it still has the name that the site gave it."""
    for workflow in workflows.filter(name=PUBLICATION):
        held = list(workflow.workflow_tasks.values_list("task_id", flat=True))
        if len(held) == 1:
            tasks.filter(pk=held[0], name=old, content_type__model="groupapprovaltask").update(name=new)


def forwards(apps, schema_editor):
    rename(apps.get_model("wagtailcore", "Task").objects, apps.get_model("wagtailcore", "Workflow").objects, PUBLICATION, VALIDATION)


def backwards(apps, schema_editor):
    rename(apps.get_model("wagtailcore", "Task").objects, apps.get_model("wagtailcore", "Workflow").objects, VALIDATION, PUBLICATION)


class Migration(migrations.Migration):
    """The workflow and its task had one name: “at Publication in Publication”."""

    dependencies = [
        ("cms", "0018_scenario_clock"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(forwards, backwards)]
