"""The scanner: pages drawn at 200 dpi, laid on the glass a little askew, with dust and grey paper."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from random import Random
from time import gmtime

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageFilter

DPI = 200
ASKEW = 0.7
PAPER = 244
SEED = 20241022


def scan_as_pdf(pressed: bytes, target: Path) -> None:
    """Grey JPEG pages in a PDF without a text layer."""
    pages = [_grey(page, quality=22) for page in _drawn(pressed)]
    fixed = gmtime(SEED)
    pages[0].save(
        target,
        "PDF",
        save_all=True,
        append_images=pages[1:],
        resolution=DPI,
        creationDate=fixed,
        modDate=fixed,
        quality=22,
    )


def scan_as_png(pressed: bytes, target: Path) -> None:
    """The first page in black and white."""
    page = next(_drawn(pressed)).filter(ImageFilter.GaussianBlur(0.4))
    page.point(lambda grey: 255 if grey > 150 else 0).convert("1").save(target, "PNG", dpi=(DPI, DPI), optimize=True)


def _drawn(pressed: bytes) -> Iterator[Image.Image]:
    chance = Random(SEED)  # noqa: S311 - dust, not secrets
    for page in pdfium.PdfDocument(pressed):
        drawn = page.render(scale=DPI / 72, grayscale=True).to_pil()
        turned = drawn.rotate(ASKEW, resample=Image.Resampling.BICUBIC, fillcolor=255)
        yield _dusty(turned, chance)


def _dusty(page: Image.Image, chance: Random) -> Image.Image:
    dust = Image.new("L", page.size, PAPER)
    for _ in range(220):
        x, y = chance.randrange(page.width - 3), chance.randrange(page.height - 3)
        size = chance.choice((1, 1, 2, 3))
        dust.paste(chance.randrange(90, 200), (x, y, x + size, y + size))
    return ImageChops.darker(page, dust)


def _grey(page: Image.Image, *, quality: int) -> Image.Image:
    soft = page.filter(ImageFilter.GaussianBlur(0.6))
    noise = Image.effect_noise((page.width // 2, page.height // 2), 3).resize(page.size)
    file = BytesIO()
    ImageChops.add(soft, noise, scale=1, offset=-128).save(file, "JPEG", quality=quality)
    return Image.open(file)
