"""Production: the strict case. It demands its secrets and refuses to start when one is missing or a sample."""

from django.core.exceptions import ImproperlyConfigured

from config.env import database, env, required, secret

from .base import *
from .base import STAFF_MFA_REQUIRED, STORAGES

DEBUG = False
SECRET_KEY = secret("SECRET_KEY")
ALLOWED_HOSTS = [host for host in required("ALLOWED_HOSTS").split(",") if host]
DATABASES = {"default": database(required("DATABASE_URL"))}
required("SITE_URL")
required("EMAIL_URL")
if not STAFF_MFA_REQUIRED:
    raise ImproperlyConfigured("STAFF_MFA_REQUIRED may be off in local settings only.")
if any(host.strip() == "*" for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts; '*' is refused.")

CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 63072000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
