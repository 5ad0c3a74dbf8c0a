"""``python -m baro.config.command``: the same command where it is not on the path."""

from baro.config.command import main

main()
