"""What the signatures in a PDF say, by pyHanko: whose they are, whether they hold, what they cover, what came after."""

from __future__ import annotations

import logging
from typing import Any, BinaryIO

from asn1crypto import pem, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from baro.documents.reading.limits import Limits
from baro.documents.reading.parsers import Unreadable

MOST = 20  # signatures in one file
WHOLE = (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)
HARMLESS = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)


def judge(file: BinaryIO, limits: Limits, *, trusted: list[str]) -> dict[str, Any]:
    """Each signature with what is to be said about it; ``trusted`` are certificates of authorities as PEM.

    Raises Unreadable when the file is no sound PDF.
    """
    for library in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(library).setLevel(logging.CRITICAL)  # what it finds is the answer
    roots = [x509.Certificate.load(pem.unarmor(one.encode())[2]) for one in trusted]
    try:
        found = PdfFileReader(file).embedded_regular_signatures[:MOST]
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Unreadable("unreadable") from None
    return {"signatures": [_judged(one, roots) for one in found]}


def _judged(signature: EmbeddedPdfSignature, roots: list[x509.Certificate]) -> dict[str, Any]:
    """One signature; what cannot be judged does not hold."""
    known: dict[str, Any] = {"trust_roots": roots, "allow_fetching": False}
    try:
        status = _status(signature, known | {"revocation_mode": "soft-fail"})
    except Exception as error:
        return {"field": str(signature.field_name)[:60], "holds": False, "why": type(error).__name__}
    is_revoked = bool(status.revoked) or _is_on_a_list(signature, known)
    return {"field": str(signature.field_name)[:60], **_told(status), "revoked": is_revoked}


def _is_on_a_list(signature: EmbeddedPdfSignature, known: dict[str, Any]) -> bool:
    """Whether a list in the file revokes it; for a certificate that names none, it is asked only when required."""
    try:
        return bool(_status(signature, known | {"revocation_mode": "require"}).revoked)
    except Exception:  # no list that speaks of it
        return False


def _status(signature: EmbeddedPdfSignature, known: dict[str, Any]) -> PdfSignatureStatus:
    """The judgement by those who are trusted and by what the file carries about revocation; nothing is fetched."""
    try:
        context = DocumentSecurityStore.read_dss(signature.reader).as_validation_context(known)
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):  # none, or a broken one
        context = ValidationContext(**known)
    return validate_pdf_signature(signature, signer_validation_context=context)


def _told(status: PdfSignatureStatus) -> dict[str, Any]:
    names = status.signing_cert.subject.native
    at = status.signer_reported_dt
    changed = status.modification_level
    return {
        "holds": bool(status.intact and status.valid),
        "trusted": bool(status.trusted),
        "expired": any(said in str(status.trust_problem_indic) for said in ("EXPIRED", "OUT_OF_BOUNDS")),
        "whole": status.coverage in WHOLE,
        "changed": bool(changed is not None and changed not in HARMLESS)
        or (changed is None and status.coverage != SignatureCoverageLevel.ENTIRE_FILE),
        "last": status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        "by": str(names.get("common_name", ""))[:200],
        "organisation": str(names.get("organization_name", ""))[:200],
        "authority": str(status.signing_cert.issuer.native.get("common_name", ""))[:200],
        "at": at.isoformat() if at else "",
    }
