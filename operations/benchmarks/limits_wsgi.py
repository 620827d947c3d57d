"""The limits as a server starts them: the settings of the product, none of its middleware."""

import os

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.bench")
django.setup(set_prefix=False)
settings.MIDDLEWARE = []  # only now: allauth does not start without its own
settings.ROOT_URLCONF = "operations.benchmarks.limits"
application = WSGIHandler()
