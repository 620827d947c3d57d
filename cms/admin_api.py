"""The API of the editing interface: its menus and choosers read from it, and nothing of ours is done by it."""

from typing import Any, ClassVar

from wagtail.admin.api.views import PagesAdminAPIViewSet


class ReadPagesViewSet(PagesAdminAPIViewSet):
    """Wagtail's actions here publish, copy and alias past every form and what the forms ask; no page of wagtail's own
    uses them.
    """

    actions: ClassVar[dict[str, Any]] = {}
