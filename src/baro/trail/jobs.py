"""Jobs of the trail: every night it is verified, and what was found is kept for who runs Baro."""

from __future__ import annotations

import json
import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from baro.trail import last_verified
from baro.trail.verifying import verify

log = logging.getLogger(__name__)


@app.periodic(cron="10 19 * * *")  # 2:10 in Vietnam; the scheduler counts in UTC
@app.task(name="trail.verify", queueing_lock="trail.verify", pass_context=False)
def verify_nightly(timestamp: int) -> None:
    """Verify everything, log each broken place, and keep the verdict for ``baro doctor``."""
    verdict = verify()
    for finding in verdict.findings:
        log.error("%s", json.dumps({"event": "trail_broken", "check": finding.check, "sentence": str(finding)}))
    last_verified.keep(timezone.now(), verdict)
