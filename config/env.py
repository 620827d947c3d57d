"""Reading the environment: every value is typed, and a secret that is missing or a sample stops the start."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

SAMPLE_MARKERS = ("change-me", "changeme", "insecure", "example", "sample", "secret-key")


def secret(name: str, *, min_length: int = 50) -> str:
    """The secret `name`; raises ImproperlyConfigured when missing, short, or copied from a sample."""
    value: str = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. Production needs a secret of at least {min_length} characters.")
    if len(value) < min_length or any(marker in value.lower() for marker in SAMPLE_MARKERS):
        raise ImproperlyConfigured(f"{name} looks like a sample or is shorter than {min_length} characters.")
    return value


def required(name: str) -> str:
    """The setting `name`; raises ImproperlyConfigured when missing or empty."""
    value: str = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. Production cannot start without it; see .env.example.")
    return value


def database(default: str) -> dict[str, object]:
    """The default database: SQLite in WAL with immediate transactions, or PostgreSQL with a pool."""
    config: dict[str, object] = env.db_url_config(env.str("DATABASE_URL", default="") or default)
    if "sqlite" in str(config["ENGINE"]):
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        }
    else:
        config["CONN_MAX_AGE"] = 0
        config["OPTIONS"] = {
            "pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL_SIZE", default=8)},
            # Lets `lib.statements` prepare; None behind a pooler that gives every transaction another connection.
            "prepare_threshold": 5 if env.bool("DATABASE_PREPARED", default=True) else None,
        }
    return config


def cache() -> dict[str, object]:
    """The default cache: the database, or Redis through CACHE_URL."""
    url: str = env.str("CACHE_URL", default="")
    if url.startswith(("redis://", "rediss://", "unix://")):
        return {"BACKEND": "lib.redis_cache.RedisCache", "LOCATION": url, "KEY_PREFIX": "tremplin"}
    if url:
        raise ImproperlyConfigured("CACHE_URL must be a redis:// address, or unset for the database cache.")
    return {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entries",
        "OPTIONS": {"MAX_ENTRIES": 20000},
    }
