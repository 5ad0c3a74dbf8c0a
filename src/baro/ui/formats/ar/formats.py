"""Dates as they are written in Arabic."""

DATE_FORMAT = r"j F Y"
SHORT_DATE_FORMAT = r"j F Y"
SHORT_DATETIME_FORMAT = r"j F Y H:i"
TIME_FORMAT = "H:i"
NUMBER_GROUPING = 3
