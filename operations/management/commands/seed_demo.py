"""Five accounts to look around with, one of them a learner who has begun; four more whose answers publishers act on, of
whom one signs in. Idempotent.
"""

from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User
from accounts.roles import ADMINISTRATOR, EDITOR, MENTOR, PUBLISHER
from cms.catalogue import get_catalogue
from learning.domain.next_step import enrol
from operations import demo_quiz
from operations.demo_portfolio import show_work
from operations.demo_work import hand_in_work

PEOPLE = (
    ("learner", "Inès Morel", None),
    ("mentor", "Mira Delorme", MENTOR),
    ("editor", "Cléo Haddad", EDITOR),
    ("publisher", "Paul Nguyen", PUBLISHER),
    ("admin", "Rose Admin", ADMINISTRATOR),
)


class Command(BaseCommand):
    help = "Create the demo accounts; the password comes from DEMO_PASSWORD. Refused in production."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.SETTINGS_MODULE == "config.settings.production":
            raise CommandError("Demo accounts have a known password: seed_demo is refused in production.")
        password = settings.DEMO_PASSWORD
        with transaction.atomic():
            for name, display_name, role in PEOPLE:
                user = self._person(f"{name}@demo.test", display_name, password)
                if role:
                    user.groups.add(Group.objects.get(name=role))
                if role == ADMINISTRATOR and not user.is_superuser:
                    user.is_staff = user.is_superuser = True
                    user.save(update_fields=["is_staff", "is_superuser"])
            learner = User.objects.get(email="learner@demo.test")
            for path in get_catalogue().paths.values():
                enrol(learner.pk, path_key=path.key)
            answering = {
                name: self._person(f"{name}@demo.test", display_name, password if name == demo_quiz.SIGNS_IN else None)
                for name, (display_name, _) in demo_quiz.LEARNERS.items()
            }
        hand_in_work(learner, User.objects.get(email="mentor@demo.test"))
        show_work(learner)
        demo_quiz.publishable(answering)
        self.stdout.write("Demo accounts are ready.")

    def _person(self, email: str, display_name: str, password: str | None) -> User:
        """Without `password`, nobody signs in there."""
        user = User.objects.filter(email=email).first()
        if user is None:
            user = User.objects.create_user(email, password, display_name=display_name)
        if password is not None and not user.check_password(password):
            user.set_password(password)
            user.save(update_fields=["password"])
        EmailAddress.objects.get_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
        return user
