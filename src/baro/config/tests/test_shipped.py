"""What is shipped for whoever runs Baro is taken by the programs that read it."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from baro.config.environment import ROOT

OPERATE = ROOT / "docs" / "operate"


@pytest.mark.slow  # systemd reads its own units too
@pytest.mark.parametrize("unit", sorted(OPERATE.glob("*.service")), ids=lambda unit: unit.name)
def test_systemd_takes_the_unit(unit, tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd is not on this machine")
    here = tmp_path / unit.name
    here.write_text(unit.read_text().replace("/opt/baro/.venv/bin/baro", "/bin/true"))

    done = subprocess.run(["systemd-analyze", "verify", here], capture_output=True, text=True, check=False)

    told = [line for line in done.stderr.splitlines() if unit.name in line and "/opt/baro" not in line]
    assert told == []


def certificate(folder):
    """A certificate that its own key signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "baro.tinhuy.example")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    (folder / "baro.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    (folder / "baro.key").write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))


def test_nginx_takes_its_configuration(tmp_path):
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not program:
        pytest.skip("nginx is not on this machine: apt-get install nginx-light brings it")
    certificate(tmp_path)
    ours = (OPERATE / "nginx.conf").read_text()
    for place in ("/etc/ssl/certs", "/etc/ssl/private"):
        ours = ours.replace(place, str(tmp_path))
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = " ".join(f"{kind}_temp_path {tmp_path}/{kind};" for kind in kinds)
    whole = f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ access_log off; {places} {ours} }}"
    (tmp_path / "nginx.conf").write_text(whole)

    words = [program, "-t", "-e", "stderr", "-p", tmp_path, "-c", tmp_path / "nginx.conf"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
