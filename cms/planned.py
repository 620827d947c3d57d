"""Publishing on its day (`manage.py publish_scheduled`): what cannot be published stops nothing else, and is told.

Wagtail's command publishes one after the other without a transaction: what fails would have lost its day, and those
behind it would wait.
"""

from collections.abc import Callable, Iterator
from typing import Any

import structlog
from django.core.exceptions import ValidationError
from django.db import DatabaseError, DataError, IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from cms.text_limits import labelled
from cms.untranslated import hold_back

PLANNED = "wagtail.publish.scheduled"  # the action that wagtail's command notes in the history
logger = structlog.stdlib.get_logger("tremplin.cms")


def publish_on_its_day(publish: Callable[[], None], revision: Revision) -> None:
    """Published, or held back with a note in its history; what breaks otherwise keeps its day for the next run."""
    try:
        with transaction.atomic():
            publish()
    except (ValidationError, IntegrityError, DataError) as error:
        draft = revision.as_object()  # the other one was changed on its way
        hold_back(revision, draft, data={"errors": reasons(draft, error)})
    except DatabaseError:  # nothing else could be published either
        raise
    except Exception:
        logger.exception("publishing.failed", revision=revision.pk)


def reasons(draft: Any, error: Exception) -> list[str]:
    """A sentence for each thing that is wrong, with its field; what the database refused is said as a form would."""
    if not isinstance(error, ValidationError):
        try:
            draft.full_clean()
        except ValidationError as found:
            error = found
        else:
            return [str(_("the database does not take it as it is."))]
    return list(_sentences(draft, error))


def _sentences(draft: Any, error: ValidationError) -> Iterator[str]:
    if not hasattr(error, "error_dict"):
        yield from error.messages
        return
    for name, texts in error.message_dict.items():
        for text in texts:
            yield labelled(type(draft), name, text)
