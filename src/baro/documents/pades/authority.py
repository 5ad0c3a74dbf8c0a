"""The test authority: certificates for people and seals, made on this machine, that prove nothing to anybody else.

Its keys are made when they are first needed and never leave the folder of the installation.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509.oid import NameOID
from django.conf import settings

NAME = "Baro test authority (proves nothing)"
FIRST, LAST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2049, 12, 31, tzinfo=UTC)
BITS = 2048
ROOT = "authority"


@dataclass(frozen=True, slots=True)
class Keys:
    """A private key with its certificate, and that of the authority that gave it."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate
    authority: x509.Certificate


def keys_of(name: str, organisation: str) -> Keys:
    """The keys of a person or a seal; made at the first time."""
    authority, certificate = _kept(ROOT) or _made(ROOT, NAME, "")
    label = sha256(f"{name}\n{organisation}".encode()).hexdigest()[:32]
    own = _kept(label) or _made(label, name, organisation, by=(authority, certificate))
    return Keys(*own, authority=certificate)


def trusted() -> list[bytes]:
    """The certificates of the authorities that are trusted, as PEM: those laid into the folder, and the test one's."""
    folder = settings.SIGNING_KEYS
    files = sorted((folder / "trusted").glob("*.pem"))
    if settings.SIGNING == "test" and (own := folder / f"{ROOT}.pem").exists():
        files.append(own)
    return [file.read_bytes() for file in files]


def _kept(label: str) -> tuple[rsa.RSAPrivateKey, x509.Certificate] | None:
    """The key and the certificate of a label, if they were made."""
    folder = settings.SIGNING_KEYS
    try:
        key = load_pem_private_key((folder / f"{label}.key").read_bytes(), None)
        certificate = x509.load_pem_x509_certificate((folder / f"{label}.pem").read_bytes())
    except FileNotFoundError:
        return None
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError(f"{label}.key is no RSA key")
    return key, certificate


def _made(
    label: str, name: str, organisation: str, *, by: tuple[rsa.RSAPrivateKey, x509.Certificate] | None = None
) -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    """Make a key and let the authority, or itself, certify it."""
    key = rsa.generate_private_key(65537, BITS)
    subject = _named(name, organisation)
    issuing, issuer = (by[0], by[1].subject) if by else (key, subject)
    builder = x509.CertificateBuilder(
        issuer, subject, key.public_key(), x509.random_serial_number(), FIRST, LAST
    ).add_extension(x509.BasicConstraints(ca=by is None, path_length=0 if by is None else None), critical=True)
    builder = builder.add_extension(_usage(is_authority=by is None), critical=True)
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    issuer_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuing.public_key())
    certificate = builder.add_extension(issuer_key, critical=False).sign(issuing, SHA256())
    _keep(f"{label}.pem", certificate.public_bytes(Encoding.PEM))
    _keep(f"{label}.key", key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return _kept(label) or (key, certificate)


def _named(name: str, organisation: str) -> x509.Name:
    """The name in a certificate; X.520 lets each part have 64 letters."""
    parts = [x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"), x509.NameAttribute(NameOID.COMMON_NAME, name[:64])]
    if organisation:
        parts.insert(1, x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]))
    return x509.Name(parts)


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )


def _keep(name: str, content: bytes) -> None:
    """Write a file for the owner alone, whole or not at all."""
    folder: Path = settings.SIGNING_KEYS
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = folder / f".{name}.{secrets.token_hex(4)}"
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    half.replace(folder / name)
