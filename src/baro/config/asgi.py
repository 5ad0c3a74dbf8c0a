"""The pages for the web server, behind their door."""

import gc

from baro.config.door import Door
from baro.config.wsgi import application as pages

application = Door(pages)
# What is loaded by now stays as long as the process does: the collector need not look through it beside every page.
gc.collect()
gc.freeze()
