"""The one door to what is live: the ordinary form, the translation editor, a workflow, a planned publishing, a pack."""

from typing import Any

from wagtail.models import Revision


class PublishedWhole:
    """Stands before wagtail's own classes. A draft that still has French texts is kept, and is not published."""

    def publish(self, revision: Revision, user: Any = None, **given: Any) -> None:
        from cms import untranslated

        if not untranslated.holds_back(revision, by=user):
            super().publish(revision, user=user, **given)  # type: ignore[misc]
