"""The pages, for a server that speaks WSGI; what they ask of the database has a limit of time."""

import os

from django.core.wsgi import get_wsgi_application
from django.db.backends.signals import connection_created

from baro.config.limits import limit_waiting

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baro.config.settings")
application = get_wsgi_application()
connection_created.connect(limit_waiting)
