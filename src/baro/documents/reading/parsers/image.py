"""Scanned images by Pillow: what they are, and a page drawn for recognition."""

from __future__ import annotations

import io
import struct
import warnings
from typing import Any, BinaryIO

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from baro.documents.reading.limits import Limits
from baro.documents.reading.parsers import Unreadable

FORMATS = ("PNG", "JPEG", "TIFF")
BROKEN = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, KeyError, struct.error)
MILLION = 1_000_000
# A3 at 300 dpi, with some room: tesseract finds no more in more, and needs much memory for it.
MOST_DRAWN = 20 * MILLION
# A page that a phone took, sharp enough to be read and recognised: A4 at 200 dpi.
LONGEST_BOUND, BOUND_DPI = 2340, 200


def look(file: BinaryIO, limits: Limits) -> dict[str, Any]:
    """The number of pages (more than one only in a TIFF).

    Raises Unreadable when the image is damaged, cut off or has too many pixels.
    """
    try:
        with _opened(file, limits) as image:
            image.draft("L", None)  # where the format can, colours are not even unpacked
            image.load()
            return {"pages": getattr(image, "n_frames", 1)}
    except BROKEN as error:
        raise Unreadable("image_broken") from error


def draw(file: BinaryIO, limits: Limits, *, number: int, dpi: int, into: BinaryIO, turn: int = 0) -> dict[str, Any]:
    """Draw a page in grey, as its camera held it and then turned clockwise; ``dpi`` stands in where it names none."""
    try:
        with _opened(file, limits) as image:
            page = ImageSequence.Iterator(image)[number]
            _check_size(page, limits)
            own = int(float(page.info.get("dpi", (dpi, dpi))[0]))
            page.draft("L", None)
            grey = page.convert("L")
            page.close()
    except BROKEN as error:
        raise Unreadable("image_broken") from error
    ImageOps.exif_transpose(grey, in_place=True)
    if turn:
        grey = grey.rotate(-turn, expand=True)
    halved = 1
    while grey.width * grey.height > MOST_DRAWN:
        grey, halved = grey.reduce(2), halved * 2
    grey.save(into, "PPM")
    return {"dpi": own // halved if own > halved else dpi}


def bind(file: BinaryIO, limits: Limits, *, sizes: list[int], into: BinaryIO) -> dict[str, Any]:
    """Bind pictures, one behind the other in the file, into one PDF: upright, a page each, in their order."""
    pages = []
    for size in sizes:
        try:
            with _opened(io.BytesIO(file.read(size)), limits) as image:
                image.draft("RGB", (LONGEST_BOUND, LONGEST_BOUND))
                image.thumbnail((LONGEST_BOUND, LONGEST_BOUND))
                pages.append(ImageOps.exif_transpose(image).convert("RGB"))
        except BROKEN as error:
            raise Unreadable("image_broken") from error
    first, *others = pages
    first.save(into, "PDF", save_all=True, append_images=others, resolution=BOUND_DPI, quality=80)
    into.flush()
    return {"pages": len(pages)}


def _opened(file: BinaryIO, limits: Limits) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        Image.MAX_IMAGE_PIXELS = None  # our own limit follows, before any pixel is unpacked
        image = Image.open(file, formats=FORMATS)
    _check_size(image, limits)
    return image


def _check_size(image: Image.Image, limits: Limits) -> None:
    if image.width * image.height > limits.pixels:
        raise Unreadable("image_huge", limit=limits.pixels // MILLION)
