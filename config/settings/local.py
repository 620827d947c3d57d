"""Local: `manage.py` without any environment. Only loosens."""

from pathlib import Path

from config.env import BASE_DIR, database, env

from .base import *
from .base import STORAGES

# Off by default: what one sees on this machine, error pages included, is what visitors see.
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="local-only-" + "0" * 50)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
# Where this machine keeps its database and uploads.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(exist_ok=True, parents=True)
MEDIA_ROOT = VAR_DIR / "media"
PRIVATE_MEDIA_ROOT = VAR_DIR / "private"
STORAGES["private"]["OPTIONS"]["location"] = PRIVATE_MEDIA_ROOT  # type: ignore[index]
DATABASES = {"default": database(f"sqlite:///{VAR_DIR / 'tremplin.sqlite3'}")}
PORT = env.str("PORT", default="8000")
SITE_URL = WAGTAILADMIN_BASE_URL = env.str("SITE_URL", default=f"http://localhost:{PORT}").rstrip("/")
STAFF_MFA_REQUIRED = env.bool("STAFF_MFA_REQUIRED", default=False)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# On a screen, only what needs attention.
LOGGING["root"]["level"] = env.str("LOG_LEVEL", default="WARNING")  # type: ignore[index]
