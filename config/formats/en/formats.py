"""One order of dates: 23 November 2026, 23 Nov 2026. Months in words: 09/01/2026 is in September to some who read
English, in January to others.
"""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = f"{DATE_FORMAT}, P"
MONTH_DAY_FORMAT = "j F"
SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = f"{SHORT_DATE_FORMAT} P"
