"""Hypothesis without a database on disk and without deadlines, so that a slow machine fails no property."""

from hypothesis import settings

settings.register_profile("learning", database=None, deadline=None, max_examples=60)
settings.load_profile("learning")
