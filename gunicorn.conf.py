"""How gunicorn serves Tremplin when it is started from this folder; what stands on its command line wins.

The application is loaded once and the workers are forked from it: they share the memory of code, addresses and texts.
A new version of the code therefore needs a restart; a HUP would go on serving the old one.
"""

import ctypes
import gc
from typing import Any

# Threads read requests, send answers and put up with slow and silent clients; the pages themselves are made one at a
# time in each process (`lib.turns`, decision 0012). More at once are more workers.
worker_class = "gthread"
threads = 4
# A worker that keeps connections open takes all that come first, while another has nothing to do. Browsers keep theirs
# to the front server, which ends TLS.
keepalive = 0
timeout = 120  # seconds until a worker that answers nothing is replaced: an export of personal data may take long
preload_app = True

# A page is thousands of short-lived objects without a cycle: after every 700, the default, is ten times a page. What a
# page drawn anew leaves in cycles is many megabytes: the older generations are looked at sooner than by default.
COLLECT_AFTER = (5_000, 3, 1)
M_ARENA_MAX = -8  # of glibc's malloc.h

# Every thread would have a pool of memory of its own, and what one gives back no other may use. Pages are made one at a
# time, so one pool serves them all. Other C libraries have no such pools.
if hasattr(ctypes.CDLL(None), "mallopt"):
    ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)


def when_ready(server: Any) -> None:
    """Before the workers are forked: load what the first request would, and set it all apart from the collector."""
    from django.conf import settings
    from django.core.cache import caches
    from django.urls import get_resolver
    from django.utils.translation import override

    # The client of the cache, if it has one: Redis's library alone is twenty megabytes. No connection is opened.
    getattr(caches["default"], "_cache", None)
    for language, _ in settings.LANGUAGES:
        with override(language):
            assert get_resolver().reverse_dict is not None  # reads every address of the site
    gc.collect()
    gc.freeze()  # else the first collection would write to, and so copy, every page of memory that is shared


def post_fork(server: Any, worker: Any) -> None:
    """The collector of a worker looks at what its own requests leave."""
    gc.set_threshold(*COLLECT_AFTER)
