"""What is shipped for whoever runs it as a service is in order."""

import shutil
import subprocess

import pytest

from baro.config.environment import ROOT

UNIT = ROOT / "docs" / "how" / "baro.service"


@pytest.mark.slow  # systemd reads its own units too
def test_systemd_takes_the_unit(tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd is not on this machine")
    here = tmp_path / "baro.service"
    here.write_text(UNIT.read_text().replace("/opt/baro/.venv/bin/baro", "/bin/true"))

    done = subprocess.run(["systemd-analyze", "verify", here], capture_output=True, text=True, check=False)

    told = [line for line in done.stderr.splitlines() if "baro.service" in line and "/opt/baro" not in line]
    assert told == []
