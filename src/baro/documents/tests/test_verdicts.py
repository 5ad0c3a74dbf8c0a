"""The verdict on signatures that went wrong: expired, revoked, changed after, covering a part."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from asn1crypto import crl as asn1_crl
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from django.utils import timezone, translation
from pyhanko.pdf_utils.generic import NameObject, TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.validation.dss import DocumentSecurityStore

from baro.documents.pades import authority
from baro.documents.pades.authority import keys_of
from baro.documents.pades.putting import person, put
from baro.documents.pades.verdicts import judged_here, verdicts
from baro.documents.reading.parsers import Unreadable
from baro.printing.content import Paper, paragraphs
from baro.printing.pdf import with_signature_place

ADA, OFFICE = "Ada Bí Thư", "Văn phòng Tỉnh ủy"
NOW = timezone.now()


@pytest.fixture(autouse=True)
def _own_authority(settings, tmp_path):
    settings.SIGNING, settings.SIGNING_KEYS = "test", tmp_path / "signing"
    with translation.override("en"):
        yield


@pytest.fixture
def signed():
    """A paper that Ada signed."""
    return _signed()


def _signed():
    paper = Paper("vi", "về lịch trực", tuple(paragraphs("Văn phòng thông báo.")), NOW, capacity=("CHÁNH VĂN PHÒNG",))
    pdf, place = with_signature_place(paper)
    return put(pdf, person(ADA, OFFICE, NOW), place)


def _verdict(pdf):
    (verdict,) = verdicts(judged_here(pdf))
    return verdict.tone, str(verdict.word), " ".join(verdict.why)


def test_what_is_as_it_was_signed_holds(signed):
    assert _verdict(signed)[:2] == ("good", "Signature holds")


def test_an_expired_certificate_proves_nothing(monkeypatch):
    keys_of("Somebody else", OFFICE)  # so that the authority itself has not expired
    monkeypatch.setattr(authority, "LAST", datetime(2021, 1, 1, tzinfo=UTC))
    tone, word, why = _verdict(_signed())
    assert (tone, word) == ("warn", "Not proved")
    assert "had expired" in why


def test_a_certificate_that_the_file_itself_says_is_revoked_does_not_hold(signed, settings):
    assert _verdict(_with_revocation(signed, settings, keys_of("Somebody else", OFFICE)))[0] == "good"
    tone, word, why = _verdict(_with_revocation(signed, settings, keys_of(ADA, OFFICE)))
    assert (tone, word) == ("bad", "Signature does not hold")
    assert "revoked" in why


def test_what_was_written_into_the_file_after_the_signature_is_told(signed):
    writer = IncrementalPdfFileWriter(BytesIO(signed))
    writer.root[NameObject("/Lang")] = TextStringObject("en")
    writer.update_root()
    changed = BytesIO()
    writer.write(changed)
    tone, word, why = _verdict(changed.getvalue())
    assert (tone, word) == ("bad", "Changed after signing")
    assert "in a way that the signature does not allow" in why


def test_a_remark_behind_what_was_signed_is_told(signed):
    tone, _word, why = _verdict(signed + b"\n% more\n")
    assert tone == "good"
    assert "added later" in why


def test_an_object_behind_what_was_signed_is_no_sound_file(signed):
    with pytest.raises(Unreadable):
        judged_here(signed + b"\n1 0 obj << /Type /Catalog >>\nendobj\n%%EOF\n")


def test_a_signature_that_covers_a_part_does_not_hold(signed):
    at = signed.rindex(b"/ByteRange [")
    end = signed.index(b"]", at)
    start, length, *rest = signed[at + 12 : end].split()
    shorter = b" ".join([start, b"%0*d" % (len(length), int(length) - 10), *rest])
    assert _verdict(signed[: at + 12] + shorter + signed[end:])[0] == "bad"


def _with_revocation(pdf, settings, revoked):
    """The file with a list of its authority that names a certificate as revoked."""
    folder = settings.SIGNING_KEYS
    key = load_pem_private_key((folder / "authority.key").read_bytes(), None)
    issuer = x509.load_pem_x509_certificate((folder / "authority.pem").read_bytes())
    before = datetime.now(UTC) - timedelta(hours=1)
    one = x509.RevokedCertificateBuilder(revoked.certificate.serial_number, before).build()
    listed = x509.CertificateRevocationListBuilder(
        issuer.subject, before, before + timedelta(days=30), revoked_certificates=[one]
    )
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.public_key())
    listed = listed.add_extension(identifier, critical=False).add_extension(x509.CRLNumber(1), critical=False)
    der = listed.sign(key, SHA256()).public_bytes(Encoding.DER)
    file = BytesIO(pdf)
    DocumentSecurityStore.add_dss(file, None, crls=[asn1_crl.CertificateList.load(der)])
    return file.getvalue()
