"""The pages for the web server, behind their door."""

from baro.config.door import Door
from baro.config.wsgi import application as pages

application = Door(pages)
