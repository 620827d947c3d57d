"""Times of day as French writes them (14 h 27), where Django's French formats write 14:27. Spaces do not break.

`lib.dates` leaves out the minutes of a full hour: formats have no sign for that.
"""

TIME_FORMAT = "G\u00a0\\h\u00a0i"
DATETIME_FORMAT = f"j F Y \\à {TIME_FORMAT}"
SHORT_DATETIME_FORMAT = f"d/m/Y {TIME_FORMAT}"
