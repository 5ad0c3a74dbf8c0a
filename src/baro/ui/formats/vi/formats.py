"""Dates as they are written in Vietnamese."""

DATE_FORMAT = r"j \t\h\á\n\g n \n\ă\m Y"
YEAR_MONTH_FORMAT = r"\T\h\á\n\g n \n\ă\m Y"
SHORT_DATE_FORMAT = r"d/m/Y"
SHORT_DATETIME_FORMAT = r"d/m/Y H:i"
TIME_FORMAT = "H:i"
NUMBER_GROUPING = 3
