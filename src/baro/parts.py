"""The parts of Baro, from below: each is the folder of its name beside this file, and knows only those before it.

Applications, addresses, catalogues, rulebooks, what is found in each part, the contracts of imports and the map of the
house follow from this list: a new part is its folder and its name here.
"""

from __future__ import annotations

PARTS = (
    "kernel",
    "trail",
    "sheets",
    "org",
    "ui",
    "printing",
    "directory",
    "documents",
    "intake",
    "tasks",
    "urging",
    "weakpoints",
    "cascades",
    "programmes",
    "returns",
    "meetings",
    "oversight",
    "trips",
    "installation",
    "statistics",
    "reports",
    "operation",
    "demo",
    "config",
)
