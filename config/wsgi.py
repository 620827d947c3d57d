import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from lib.background import background
from lib.turns import OneAtATime

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application = OneAtATime(get_wsgi_application(), largest=settings.MAX_BODY)
background.serving = True
