"""The limits as a server starts them: the settings of the product, none of its middleware."""

import os

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.bench")
django.setup(set_prefix=False)

from django.contrib.auth.backends import ModelBackend  # noqa: E402  needs the settings

from accounts.backends import AccountBackend  # noqa: E402
from lib.turns import OneAtATime  # noqa: E402

settings.MIDDLEWARE = []  # only now: allauth does not start without its own
settings.ROOT_URLCONF = "operations.benchmarks.limits"
# The limit is what Django does by itself; the product reads both by statements of its own.
settings.SESSION_ENGINE = "django.contrib.sessions.backends.db"
AccountBackend.get_user = ModelBackend.get_user  # type: ignore[method-assign]
application = OneAtATime(WSGIHandler())  # as the product is served
