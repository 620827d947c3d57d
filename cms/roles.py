"""What editors and publishers may do with what is taught, declared in one place."""

from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate

from accounts import roles

SNIPPETS = (
    "question",
    "glossaryterm",
    "template",
    "scenario",
    "figure",
    "directoryentry",
    "interviewquestion",
    "kpidefinition",
    "sampleadvert",
)
ADMIN = ["wagtailadmin.access_admin", "wagtail_localize.submit_translation"]
DRAFT = [f"cms.{verb}_{name}" for name in SNIPPETS for verb in ("add", "change", "view")]
PUBLISH = [f"cms.{verb}_{name}" for name in SNIPPETS for verb in ("publish", "delete")]
PAGE = {roles.EDITOR: ("add_page", "change_page"), roles.PUBLISHER: ("add_page", "change_page", "publish_page")}
WAGTAILS_WORKFLOW, WORKFLOW, TASK = "Moderators approval", "Publication", "Validation"
FILES = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")


def declare() -> None:
    roles.declare(roles.EDITOR, ADMIN + DRAFT)
    roles.declare(roles.PUBLISHER, ADMIN + DRAFT + PUBLISH)
    roles.declare(roles.ADMINISTRATOR, ADMIN + DRAFT + PUBLISH)
    post_migrate.connect(grant_pages, dispatch_uid="cms.roles")


def grant_pages(sender: AppConfig, **kwargs: Any) -> None:
    """Idempotent: pages and files carry their permissions on the root page and the root collection."""
    if sender.label != "cms":
        return
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission
    from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
    from wagtail.snippets.models import create_extra_permissions

    # Receivers run in the order of the apps: what is granted here may not have been created yet.
    for label in ("cms", "wagtailadmin", "wagtailcore", "wagtailimages", "wagtaildocs", "wagtail_localize"):
        create_permissions(apps.get_app_config(label), verbosity=0, using=kwargs.get("using", "default"))
    create_extra_permissions(apps.get_app_config("wagtailsnippets"), using=kwargs.get("using", "default"))
    for label in ("cms", "wagtailadmin", "wagtail_localize"):
        roles.grant_permissions(apps.get_app_config(label))
    root, collection = Page.get_first_root_node(), Collection.get_first_root_node()
    if root is None or collection is None:
        return
    for name in (roles.EDITOR, roles.PUBLISHER, roles.ADMINISTRATOR):
        group, _ = Group.objects.get_or_create(name=name)
        wanted = PAGE.get(name, PAGE[roles.PUBLISHER])
        for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=wanted):
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
        files = Permission.objects.filter(
            content_type__app_label__in=("wagtailimages", "wagtaildocs"), codename__in=FILES
        )
        for permission in files:
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
    _adopt_workflow()


def _adopt_workflow() -> None:
    """What editors submit, publishers approve, under names that are the same words in both languages. Wagtail's own
    workflow waits for a group that nobody is in; one that was renamed since is left alone.
    """
    from django.contrib.auth.models import Group
    from wagtail.models import GroupApprovalTask, Workflow

    for task in GroupApprovalTask.objects.filter(name=WAGTAILS_WORKFLOW):
        task.name = TASK
        task.save()
        task.groups.add(*Group.objects.filter(name__in=(roles.PUBLISHER, roles.ADMINISTRATOR)))
    Workflow.objects.filter(name=WAGTAILS_WORKFLOW).update(name=WORKFLOW)
