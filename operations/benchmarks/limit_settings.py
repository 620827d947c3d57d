"""The limits: the same Django, database, server and worker class, without any middleware of the product."""

from operations.benchmarks.settings import *  # noqa: F403

MIDDLEWARE = []
ROOT_URLCONF = "operations.benchmarks.limits"
