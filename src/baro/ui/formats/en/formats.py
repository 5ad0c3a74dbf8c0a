"""Dates as they are written in English."""

DATE_FORMAT = r"j F Y"
SHORT_DATE_FORMAT = r"j M Y"
SHORT_DATETIME_FORMAT = r"j M Y H:i"
TIME_FORMAT = "H:i"
