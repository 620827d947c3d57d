"""Local: `manage.py` without any environment. Only loosens."""

from config.env import BASE_DIR, database, env

from .base import *  # noqa: F403

# Off by default: what one sees on this machine, error pages included, is what visitors see.
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="local-only-" + "0" * 50)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
(BASE_DIR / "var").mkdir(exist_ok=True)
DATABASES = {"default": database(f"sqlite:///{BASE_DIR / 'var' / 'tremplin.sqlite3'}")}
PORT = env.str("PORT", default="8000")
SITE_URL = WAGTAILADMIN_BASE_URL = env.str("SITE_URL", default=f"http://localhost:{PORT}").rstrip("/")
STAFF_MFA_REQUIRED = env.bool("STAFF_MFA_REQUIRED", default=False)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
