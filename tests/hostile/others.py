"""Pictures that unfold without end, files under lying names, and lists that break who reads them."""

from __future__ import annotations

import io
import struct
import zlib
from functools import partial

from PIL import Image

from baro.documents.reading.tests import hostile
from baro.org.importing.shapes import UNITS
from tests.hostile.collected import Hostile, refused, survived
from tests.hostile.pdfs import PROGRAM, pdf

A_MEGABYTE = 1024 * 1024
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


def png(width: int, height: int, *more: bytes, depth: int = 8, colours: int = 2, data: bytes = b"") -> bytes:
    """A PNG by hand."""
    head = struct.pack(">LLBBBBB", width, height, depth, colours, 0, 0, 0)
    packed = zlib.compress(data or bytes(1000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(more) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def jpeg_of(width: int, height: int) -> bytes:
    """A small JPEG that says it is a large one."""
    made = bytearray(hostile.picture(64, 64, "JPEG"))
    at = made.index(b"\xff\xc0")
    made[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(made)


def scans(count: int) -> bytes:
    """A progressive JPEG with very many scans of a large picture."""
    written = io.BytesIO()
    Image.new("L", (3000, 3000), 128).save(written, "JPEG", progressive=True)
    made = written.getvalue()
    last = made.rindex(b"\xff\xda")
    return made[:-2] + made[last:-2] * count + b"\xff\xd9"


def ring_of_pages() -> bytes:
    """A TIFF whose first page is followed by itself."""
    made = bytearray(hostile.picture(9, 9, "TIFF"))
    at = struct.unpack_from("<L", made, 4)[0]
    count = struct.unpack_from("<H", made, at)[0]
    struct.pack_into("<L", made, at + 2 + count * 12, at)
    return bytes(made)


def animated(frames: int) -> bytes:
    """A PNG of very many pictures."""
    written = io.BytesIO()
    pictures = [Image.new("L", (300, 300), number % 256) for number in range(frames)]
    pictures[0].save(written, "PNG", save_all=True, append_images=pictures[1:])
    return written.getvalue()


def listed(rows: str) -> bytes:
    """A list of units with these rows."""
    return (",".join(column.name for column in UNITS.columns) + "\n" + rows).encode()


PICTURES: list[Hostile] = [
    *refused(
        "has more pixels than the",
        three_billion_pixels_png=partial(png, 60_000, 60_000),
        pixels_beyond_counting_png=partial(png, 2**31 - 1, 2**31 - 1, depth=1, colours=0),
        many_pixels_packed_to_nothing_png=lambda: png(8000, 8000, depth=1, colours=0, data=bytes(8_008_000)),
        four_billion_pixels_jpg=partial(jpeg_of, 65_500, 65_500),
    ),
    *refused(
        "damaged or incomplete image",
        cut_off_png=lambda: hostile.picture(900, 900)[:120],
        nothing_but_a_head_png=lambda: b"\x89PNG\r\n\x1a\n",
        words_of_a_gigabyte_png=lambda: png(
            9, 9, chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(200 * A_MEGABYTE), 9)), data=bytes(9 * 28)
        ),
        cut_off_jpg=lambda: hostile.picture(900, 900, "JPEG")[:400],
        nothing_but_a_head_jpg=lambda: b"\xff\xd8\xff\xe0" + bytes(50),
        less_than_nothing_png=partial(png, 0, 0),
    ),
    *refused("which is not taken in here", pages_in_a_ring_tif=ring_of_pages),
    *survived(
        sixteen_bits_a_colour_png=lambda: png(5000, 5000, depth=16, colours=6, data=bytes(5000 * (5000 * 8 + 1))),
        colours_packed_to_nothing_png=lambda: png(7000, 7000, depth=4, colours=0, data=bytes(7000 * 3501)),
        profile_of_a_gigabyte_png=lambda: png(
            9, 9, chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(200 * A_MEGABYTE), 9)), data=bytes(9 * 28)
        ),
        two_hundred_scans_jpg=partial(scans, 200),
        program_after_a_picture_jpg=lambda: hostile.picture(90, 90, "JPEG") + PROGRAM,
        archive_after_a_picture_png=lambda: hostile.picture(90, 90) + hostile.word(),
        pictures_without_end_png=partial(animated, 120),
        script_among_the_words_png=lambda: png(
            9, 9, chunk(b"tEXt", b"Comment\0<script>alert(1)</script>"), data=bytes(9 * 28)
        ),
    ),
]
LIES: list[Hostile] = [
    *refused("a Windows program", program_pdf=lambda: PROGRAM, program_docx=lambda: PROGRAM),
    *refused("a Linux program", program_jpg=lambda: b"\x7fELF" + bytes(200)),
    *refused("a program script", script_pdf=lambda: b"#!/bin/sh\nrm -rf ~\n"),
    *refused(
        "a web page",
        web_page_pdf=lambda: b"<!DOCTYPE html><script>alert(1)</script>",
        web_page_after_spaces_docx=lambda: b"\xef\xbb\xbf \r\n<HTML><body onload=alert(1)>",
    ),
    *refused(
        "an XML file", drawing_with_a_script_png=lambda: b'<?xml version="1.0"?><svg><script>alert(1)</script></svg>'
    ),
    *refused("a rich text file", rich_text_docx=lambda: b"{\\rtf1{\\object\\objdata 0105000002000000}}"),
    *refused(
        "the old Office format",
        old_word_docx=lambda: OLD_OFFICE + bytes(600),
        installer_pdf=lambda: OLD_OFFICE + bytes(9000),
    ),
    *refused("protected by a password", locked_docx=lambda: OLD_OFFICE + "EncryptedPackage".encode("utf-16-le")),
    *refused(
        "an archive",
        archive_docx=lambda: b"Rar!\x1a\x07\x01\x00" + bytes(90),
        archive_pdf=lambda: b"7z\xbc\xaf\x27\x1c" + bytes(90),
        deflated_docx=lambda: b"\x1f\x8b\x08" + bytes(90),
    ),
    *refused(
        "an image of another format", picture_png=lambda: b"GIF89a" + bytes(90), picture_jpg=lambda: b"BM" + bytes(90)
    ),
    *refused("plain text", words_pdf="Chỉ là chữ".encode, list_docx=lambda: b"a,b\n=cmd|' /C calc'!A0,1\n"),
    *refused("data of an unknown kind", link_of_windows_pdf=lambda: b"L\0\0\0\x01\x14\x02\0" + bytes(range(1, 200))),
    *refused("is empty", nothing_pdf=lambda: b""),
    *refused("more than the", more_than_allowed_pdf=lambda: pdf() + bytes(51 * A_MEGABYTE)),
    Hostile("\u202efdp.exe", pdf, "*"),
    Hostile("../../../../etc/cron.d/a.pdf", pdf, "*"),
    Hostile("C:\\Windows\\win.ini", pdf, "*"),
    Hostile("a.pdf\r\nSet-Cookie: a=b", pdf, "*"),
    Hostile("a\0.exe", pdf, "*"),
    Hostile("x" * 5000 + ".pdf", pdf, "*"),
    Hostile("con.pdf", pdf, "*"),
    Hostile("<script>alert(1)</script>.pdf", pdf, "*"),
]
LISTS: list[Hostile] = [
    *refused("longer than 100000 characters", cell_without_end_csv=partial(listed, "a," + "x" * 3 * A_MEGABYTE)),
    *refused("never closed", mark_never_closed_csv=partial(listed, 'a,"b,c\n' + "x,y\n" * 100_000)),
    *refused(
        ".",
        head_without_end_csv=lambda: b"x" * 3 * A_MEGABYTE,
        head_of_one_mark_csv=lambda: b'"' + b"x" * 3 * A_MEGABYTE,
    ),
    *refused(".", columns_without_end_csv=lambda: b"," * 3 * A_MEGABYTE),
    *refused(".", nothing_but_noughts_csv=lambda: bytes(100_000)),
    *refused(".", half_a_letter_csv=lambda: listed("").decode().encode("utf-16")[:-1] + b"\x00\xd8"),
    *refused("a web page", web_page_csv=lambda: b"<table><tr><td>=cmd|' /C calc'!A0</td></tr></table>"),
    *refused(".", program_csv=lambda: PROGRAM),
]
