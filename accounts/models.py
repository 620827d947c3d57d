"""Who you are: the user, and what the site tells you."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Users are found by e-mail address, whatever its letter case."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. The e-mail address signs in; the display name is what others read."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(_("display name"), max_length=80, blank=True)
    locale = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="fr")
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/Paris")
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()
    EMAIL_FIELD = USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """What others read: never a part of the address."""
        return self.display_name or gettext("Somebody without a name")

    def get_short_name(self) -> str:
        """How they are greeted: seen by themselves only."""
        return self.display_name.partition(" ")[0] or self.email.partition("@")[0]

    @property
    def initials(self) -> str:
        """Seen by oneself only."""
        words = (self.display_name or self.email.partition("@")[0]).replace(".", " ").split()
        return "".join(word[0] for word in words[:2]).upper()


class NotificationQuerySet(models.QuerySet["Notification"]):
    def for_inbox(self, user: User) -> "NotificationQuerySet":
        """The 50 newest, for the list of notifications."""
        return self.filter(user=user).order_by("-created_at")[:50]

    def unread(self, user: User) -> "NotificationQuerySet":
        return self.filter(user=user, read_at=None)

    def unread_beside(self, user_id: int | None) -> Coalesce:
        """How many, as a column of a statement that is sent anyway: for pages whose header shows the number."""
        rows = self.filter(user_id=user_id or 0, read_at=None).order_by().values("user_id")
        return Coalesce(models.Subquery(rows.annotate(n=models.Count("pk")).values("n")), 0)


class Notification(models.Model):
    """Told once: (user, key) is unique, so a retried job or a double click tells nobody twice."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notifications", db_index=False)
    kind = models.SlugField(max_length=40, db_index=False)
    key = models.CharField(max_length=160)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    emailed_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notification_once")]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="notification_inbox"),
            models.Index(
                fields=["created_at"],
                condition=models.Q(emailed_at=None, read_at=None),
                name="notification_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class NotificationPreference(models.Model):
    """Whether a kind of notification also goes out by e-mail."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notification_preferences")
    kind = models.SlugField(max_length=40)
    email = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="notification_preference_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {'e-mail' if self.email else 'list only'}"
