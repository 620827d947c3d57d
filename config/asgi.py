import os

from django.core.asgi import get_asgi_application

from lib.background import background

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application = get_asgi_application()
background.serving = True
