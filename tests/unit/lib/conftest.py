"""Hypothesis without a database on disk and without deadlines, so that a slow machine fails no property."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("lib", database=None, deadline=None, max_examples=60)
settings.load_profile("lib")
