"""What skills tell a learner."""

from django.utils.translation import gettext as _

from accounts.domain import notifications
from skills.domain.versions import KIND


def register() -> None:
    notifications.register(
        notifications.Kind(
            KIND,
            lambda: _("The ladder has a new version"),
            lambda params: (
                _("The ladder has a new version, number %(version)s. Yours stays as it is until you accept it.")
                % {"version": params["version"]}
            ),
        )
    )
