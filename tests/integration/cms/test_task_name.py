"""Who takes a page out of a workflow is told two different names; a site that has the former one gets the new."""

from importlib import import_module

import pytest
from django.apps import apps
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

pytestmark = pytest.mark.django_db
migration = import_module("cms.migrations.0019_name_of_the_task")


def test_the_workflow_and_its_task_have_two_names() -> None:
    [held] = WorkflowTask.objects.all()
    assert (held.workflow.name, held.task.name) == ("Publication", "Validation")


@pytest.mark.parametrize(("former", "then"), [("Publication", "Validation"), ("Relecture", "Relecture")])
def test_a_task_that_nobody_renamed_is_renamed(former: str, then: str) -> None:
    GroupApprovalTask.objects.update(name=former)
    migration.forwards(apps, None)
    assert GroupApprovalTask.objects.get().name == then


def test_the_tasks_of_other_workflows_are_left_alone() -> None:
    other = Workflow.objects.create(name="Relecture")
    task = GroupApprovalTask.objects.create(name="Publication")
    WorkflowTask.objects.create(workflow=other, task=task, sort_order=0)
    migration.forwards(apps, None)
    assert GroupApprovalTask.objects.get(pk=task.pk).name == "Publication"
    migration.backwards(apps, None)
    assert sorted(GroupApprovalTask.objects.values_list("name", flat=True)) == ["Publication", "Publication"]
