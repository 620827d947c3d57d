"""Tests: SQLite by default, PostgreSQL and Redis when DATABASE_URL and CACHE_URL name them."""

import tempfile
from pathlib import Path

from config.env import BASE_DIR, database

from .base import *
from .base import STORAGES

DEBUG = False
SECRET_KEY = "test-only-" + "0" * 50
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
(BASE_DIR / "var").mkdir(exist_ok=True)
DATABASES = {"default": database(f"sqlite:///{BASE_DIR / 'var' / 'test.sqlite3'}")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(tempfile.gettempdir()) / "tremplin-test-media"
PRIVATE_MEDIA_ROOT = Path(tempfile.gettempdir()) / "tremplin-test-private"
STORAGES["private"]["OPTIONS"]["location"] = PRIVATE_MEDIA_ROOT  # type: ignore[index]
STAFF_MFA_REQUIRED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
SITE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
REVIEW_SPREAD = False
