"""The bare page for the web server, behind the same door as Baro's pages."""

import os

from django.core.wsgi import get_wsgi_application

from baro.config.door import Door

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.bare.settings"
application = Door(get_wsgi_application())
