"""The first of a month in French, in code and in templates; every other day and language as Django writes it."""

import datetime as dt

import pytest
from django.template import Context, Template
from django.utils import timezone, translation
from django.utils.formats import date_format

from learning.wording import moment_text
from lib.dates import day_text, time_text

FIRST, SECOND, ELEVENTH = (dt.date(2026, 3, day) for day in (1, 2, 11))


@pytest.mark.parametrize(
    ("language", "day", "style", "expected"),
    [
        ("fr", FIRST, "DATE_FORMAT", "1er mars 2026"),
        ("fr", SECOND, "DATE_FORMAT", "2 mars 2026"),
        ("fr", ELEVENTH, "DATE_FORMAT", "11 mars 2026"),
        ("fr", FIRST, "j F", "1er mars"),
        ("fr", FIRST, "d/m/Y", "01/03/2026"),
        ("fr", FIRST, "F Y", "mars 2026"),
        ("fr", FIRST, "l j F", "dimanche 1er mars"),
        ("fr", ELEVENTH, "l j F", "mercredi 11 mars"),
        ("fr", FIRST, "j", "1"),
        ("en", FIRST, "DATE_FORMAT", "1 March 2026"),
        ("en", FIRST, "j F Y", "1 March 2026"),
    ],
)
def test_days_in_words(language, day, style, expected):
    with translation.override(language):
        assert day_text(day, style) == expected
        assert Template("{{ day|date:style }}").render(Context({"day": day, "style": style})) == expected


def test_times_are_local_before_the_day_is_read():
    moment = dt.datetime(2026, 2, 28, 23, 30, tzinfo=dt.UTC)
    with translation.override("fr"), timezone.override("Europe/Paris"):
        assert (
            Template("{{ m|date:'DATETIME_FORMAT' }}").render(Context({"m": moment}))
            == "1er mars 2026 à 0\u00a0h\u00a030"
        )


def test_an_hour_is_no_first_of_a_month():
    moment = dt.datetime(2026, 12, 1, 1, 33)
    with translation.override("fr"):
        assert time_text(moment) == "1\u00a0h\u00a033"
        assert day_text(moment, "DATETIME_FORMAT") == "1er décembre 2026 à 1\u00a0h\u00a033"


@pytest.mark.parametrize("value", [None, "", "1 mars", 7])
def test_what_is_no_date_is_as_before(value):
    with translation.override("fr"):
        assert Template("{{ v|date:'DATE_FORMAT' }}").render(Context({"v": value})) == ""


@pytest.mark.parametrize(
    ("language", "style", "expected"),
    [
        ("fr", "TIME_FORMAT", "14\u00a0h\u00a027"),
        ("fr", "DATETIME_FORMAT", "22 novembre 2026 à 14\u00a0h\u00a027"),
        ("fr", "SHORT_DATETIME_FORMAT", "22/11/2026 14\u00a0h\u00a027"),
        ("en", "TIME_FORMAT", "2:27 p.m."),
        ("en", "DATETIME_FORMAT", "22 November 2026, 2:27 p.m."),
    ],
)
def test_times_of_day(language, style, expected):
    moment = dt.datetime(2026, 11, 22, 13, 27, tzinfo=dt.UTC)
    with translation.override(language), timezone.override("Europe/Paris"):
        assert Template("{{ m|date:style }}").render(Context({"m": moment, "style": style})) == expected
        assert date_format(timezone.localtime(moment), style) == expected


@pytest.mark.parametrize(
    ("language", "hour", "expected"),
    [
        ("fr", "09:05", "9\u00a0h\u00a005"),
        ("fr", "09:00", "9\u00a0h"),
        ("fr", "00:00", "0\u00a0h"),
        ("fr", "20:00", "20\u00a0h"),
        ("fr", "20:20", "20\u00a0h\u00a020"),
        ("en", "09:05", "9:05 a.m."),
        ("en", "09:00", "9 a.m."),
    ],
)
def test_hours_of_a_profile(language, hour, expected):
    with translation.override(language):
        assert Template("{% load cms_tags %}{{ hour|hour_text }}").render(Context({"hour": hour})) == expected
        assert time_text(dt.time.fromisoformat(hour)) == expected
        assert Template("{{ t|time }}").render(Context({"t": dt.time.fromisoformat(hour)})) == expected


def test_a_full_hour_has_no_minutes_wherever_it_is_told():
    moment = dt.datetime(2026, 3, 1, 13, tzinfo=dt.UTC)
    with translation.override("fr"), timezone.override("Europe/Paris"):
        told = Template(
            "{{ m|date:'DATETIME_FORMAT' }}; {{ m|date:'SHORT_DATETIME_FORMAT' }}; {{ m|time:'TIME_FORMAT' }}"
        )
        assert told.render(Context({"m": moment})) == ("1er mars 2026 à 14\u00a0h; 01/03/2026 14\u00a0h; 14\u00a0h")
        assert day_text(timezone.localtime(moment), "DATETIME_FORMAT") == "1er mars 2026 à 14\u00a0h"
        assert moment_text(moment) == "1er mars 2026 à 14\u00a0h"
    with translation.override("fr"):
        assert Template("{{ 'x\u00a0h\u00a000'|time }}").render(Context()) == ""
