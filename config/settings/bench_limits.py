"""The limits: the same Django, database, server and worker class, without any middleware of the product."""

from .bench import *

MIDDLEWARE = []
ROOT_URLCONF = "operations.benchmarks.limits"
