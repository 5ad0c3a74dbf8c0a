"""The worker of the queue, which outlives its database: when that was away, it goes on as soon as it is back."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, connections
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException

from baro.config.supervising import FIRST_PAUSE, next_pause

Say = Callable[[str], None]


def work(say: Say) -> None:
    """Do jobs until a signal asks to stop; ``say`` gets a sentence whenever the database went away."""
    pause = FIRST_PAUSE
    while True:
        begun = time.monotonic()
        try:
            if asyncio.run(_asked_to_stop()):
                return
        except (ConnectorException, DatabaseError):
            pass
        pause = next_pause(pause, lasted=time.monotonic() - begun)
        say(f"The worker lost the database; it looks again in {pause:.1f} seconds.")
        connections.close_all()
        time.sleep(pause)


async def _asked_to_stop() -> bool:
    """Do jobs; returns True when a signal asked to stop and False when the worker gave up.

    Raises ConnectorException when the database does not answer. A worker without a database also ends without a word.
    """
    loop, asked = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, asked.set)
    django: Any = app.connector
    with app.replace_connector(django.get_worker_connector()) as connected:
        async with connected.open_async():
            working = asyncio.create_task(connected.run_worker_async(install_signal_handlers=False))
            asking = asyncio.create_task(asked.wait())
            await asyncio.wait({working, asking}, return_when=asyncio.FIRST_COMPLETED)
            asking.cancel()
            if not working.done():
                working.cancel()  # it finishes what it is doing
            await asyncio.wait({working})
    if not working.cancelled() and (failure := working.exception()):
        raise failure
    return asked.is_set()
