#!/usr/bin/env python3
"""Django's own commands, for those who build Baro; those who run it use ``baro``."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baro.config.settings")
    execute_from_command_line(sys.argv)
