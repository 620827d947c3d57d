"""Short dates with their month in words: 09/01/2026 is in September to some who read English, in January to others."""

SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = f"{SHORT_DATE_FORMAT} P"
