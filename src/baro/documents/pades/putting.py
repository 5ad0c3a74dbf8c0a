"""Putting signatures under a PDF: the signer's with a visible mark, the organisation's seal beside it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from tempfile import NamedTemporaryFile

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings
from django.utils import timezone
from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from baro.documents.pades.authority import Keys, keys_of
from baro.printing.pdf import Place
from baro.printing.stamps import stamp

PAGE_HEIGHT = 841.89  # A4 in points; PDF counts from below
WIDTH, HEIGHT = 113.0, 50.0
BETWEEN = 4.0  # the seal stands before the signature: both share the room above the signer's name
MIDDLE = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID)


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose signature: a person of an organisation, or the seal of one; ``lines`` stand in its mark."""

    name: str
    organisation: str
    field: str
    lines: tuple[str, ...]
    is_seal: bool = False


def is_electronic() -> bool:
    """Whether documents are signed electronically here; otherwise on paper."""
    return bool(settings.SIGNING == "test")


def person(name: str, organisation: str, at: datetime) -> Hand:
    """The hand of a signer."""
    day = timezone.localtime(at).strftime("%d/%m/%Y %H:%M:%S")
    return Hand(name, organisation, "Signature", ("Đã ký điện tử", name, day))


def seal(organ: str, at: datetime) -> Hand:
    """The seal of an organisation."""
    day = timezone.localtime(at).strftime("%d/%m/%Y %H:%M:%S")
    return Hand(organ, organ, "Seal", ("Dấu điện tử của cơ quan", organ, day), is_seal=True)


def put(pdf: bytes, hand: Hand, place: Place) -> bytes:
    """The PDF with a signature (PAdES baseline B-B) whose mark stands at a place; what was signed before stays."""
    keys = keys_of(hand.name, hand.organisation)
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    meta = signers.PdfSignatureMetadata(
        field_name=hand.field,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        name=hand.name,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS,
    )
    box = _box(place, before=hand.is_seal)
    spec = fields.SigFieldSpec(hand.field, on_page=place.page - 1, box=box, readable_field_name=hand.lines[0])
    with NamedTemporaryFile(suffix=".pdf") as drawn:
        drawn.write(stamp(hand.lines, WIDTH, HEIGHT, is_seal=hand.is_seal))
        drawn.flush()
        style = StaticStampStyle(border_width=0, background=ImportedPdfPage(drawn.name), background_layout=MIDDLE)
        signer = signers.PdfSigner(meta, _signer(keys), stamp_style=style, new_field_spec=spec)
        signed = asyncio.run(signer.async_sign_pdf(writer))
    return bytes(signed.getbuffer())


def place_of_signature(pdf: bytes) -> Place:
    """Where the signer's mark stands in a PDF that was signed here.

    Raises KeyError when it bears none.
    """
    for one in PdfFileReader(BytesIO(pdf)).embedded_regular_signatures:
        if one.field_name == "Signature":
            left, _bottom, _right, top = (float(side) for side in one.sig_field["/Rect"])
            last = pages_of(pdf)  # it stands at the end
            return Place(last, left - BETWEEN / 2, PAGE_HEIGHT - top - 6)
    raise KeyError("Signature")


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF has that was made here."""
    return int(PdfFileReader(BytesIO(pdf)).root["/Pages"]["/Count"])


def _box(place: Place, *, before: bool) -> tuple[int, int, int, int]:
    """The rectangle of the mark: a seal stands before the middle of the room, a signature behind it."""
    left = place.x - BETWEEN / 2 - WIDTH if before else place.x + BETWEEN / 2
    top = PAGE_HEIGHT - place.y - 6
    return (round(left), round(top - HEIGHT), round(left + WIDTH), round(top))


def _signer(keys: Keys) -> signers.SimpleSigner:
    """The keys as pyHanko takes them."""
    store = SimpleCertificateStore()
    store.register(asn1_x509.Certificate.load(keys.authority.public_bytes(Encoding.DER)))
    return signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(keys.certificate.public_bytes(Encoding.DER)),
        signing_key=asn1_keys.PrivateKeyInfo.load(
            keys.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        ),
        cert_registry=store,
    )
