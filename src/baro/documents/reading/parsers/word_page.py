"""A Word document as one page to look at: its words, tables and pictures in the order they stand."""

from __future__ import annotations

import base64
import zipfile
from typing import Any, BinaryIO

import mammoth
from mammoth import documents, images, transforms

from baro.documents.reading.limits import Limits
from baro.documents.reading.parsers import Unreadable

# What python's libraries of this format meet that they did not expect comes as whatever error is first.
BROKEN = (zipfile.BadZipFile, KeyError, ValueError, AttributeError, TypeError, IndexError, SyntaxError, OSError)
SHOWN = {"image/png", "image/jpeg", "image/gif"}
LARGEST_PICTURE = 1_000_000  # bytes; a larger one is left out, the file has it
ALIGNED = {"center": "is-centred", "right": "is-at-end"}
STYLES = [f"p[style-name='{name}'] => p.{name}:fresh" for name in ALIGNED.values()]
STYLES += ["u => u", "strike => s"]


def show(file: BinaryIO, limits: Limits, *, into: BinaryIO) -> dict[str, Any]:
    """Write the document as HTML; who hands it on takes out of it what a page must not hold.

    Raises Unreadable when the document cannot be opened.
    """
    try:
        shown = mammoth.convert_to_html(
            file,
            style_map="\n".join(STYLES),
            transform_document=transforms.paragraph(_aligned),
            convert_image=images.img_element(_picture),
            ignore_empty_paragraphs=False,
        )
    except BROKEN as error:
        raise Unreadable("office_broken") from error
    into.write(shown.value[: limits.file_bytes].encode(errors="replace"))
    into.flush()
    return {}


def _aligned(paragraph: documents.Paragraph) -> documents.Paragraph:
    """A paragraph in the middle or at the end stays there; headings keep their own style."""
    name = ALIGNED.get(paragraph.alignment or "")
    if name and not paragraph.style_id:
        return paragraph.copy(style_name=name)
    return paragraph


def _picture(image: Any) -> dict[str, str]:
    with image.open() as source:
        content = source.read(LARGEST_PICTURE + 1)
    if image.content_type not in SHOWN or len(content) > LARGEST_PICTURE:
        return {"alt": image.alt_text or ""}
    return {"src": f"data:{image.content_type};base64,{base64.b64encode(content).decode()}"}
