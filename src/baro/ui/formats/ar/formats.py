"""Dates as they are written in Arabic."""

DATE_FORMAT = r"j F Y"
SHORT_DATE_FORMAT = r"j F Y"
SHORT_DATETIME_FORMAT = r"j F Y H:i"
TIME_FORMAT = "H:i"

# With European digits, the signs of the published Arabic accounts: 1,688 and 103.4%.
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
