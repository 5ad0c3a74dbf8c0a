"""PDF files that act when they are opened, that cost much, or that are not what they say."""

from __future__ import annotations

import io
import zipfile
import zlib
from functools import partial

from baro.documents.reading.tests import hostile
from tests.hostile.collected import Hostile, refused, survived, warned

PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> %s >>"
PROGRAM = b"MZ\x90\x00" + bytes(200)
A_MEGABYTE = 1024 * 1024


def stream(content: bytes, extra: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), extra, content)


def packed(content: bytes, extra: bytes = b"") -> bytes:
    """A stream object, deflated."""
    return stream(zlib.compress(content, 9), b"/Filter /FlateDecode " + extra)


def pdf(
    *more: bytes, catalog: bytes = b"", page: bytes = b"", content: bytes = b"", pages: int = 1, ends: bytes = b""
) -> bytes:
    """A PDF by hand; ``more`` objects are numbered from 5, ``content`` is the stream object of every page."""
    kids = b" ".join([b"3 0 R"] * pages)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        PAGE % page,
        content or stream(b""),
        *more,
    ]
    body, places = b"%PDF-1.7\n", []
    for number, held in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, held)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, ends, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + trailer


def hidden(held: bytes, catalog: bytes) -> bytes:
    """A PDF whose object 10 lies deflated in a stream of objects, so that no word of it stands in the file."""
    inner = b"10 0 " + held
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: PAGE % b"",
        4: stream(b""),
        5: packed(inner, b"/Type /ObjStm /N 1 /First 5"),
    }
    body, places = b"%PDF-1.7\n", {}
    for number, one in objects.items():
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(body)
    rows = {
        0: (0, 0, 65535),
        **{number: (1, place, 0) for number, place in places.items()},
        6: (1, start, 0),
        10: (2, 5, 0),
    }
    table = b"".join(
        bytes([kind]) + place.to_bytes(4, "big") + third.to_bytes(2, "big")
        for kind, place, third in (rows.get(number, (0, 0, 0)) for number in range(11))
    )
    listed = packed(table, b"/Type /XRef /Size 11 /W [1 4 2] /Root 1 0 R")
    return body + b"6 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (listed, start)


def nested(opening: bytes, closing: bytes, depth: int) -> bytes:
    """A PDF with one value within another within another."""
    return pdf(opening * depth + closing * depth, catalog=b"/Deep 5 0 R")


def forms(width: int, depth: int) -> bytes:
    """A page that draws a form that draws a form …, each ``width`` times."""
    drawn = b"/X Do " * width
    names = [b"<< /X %d 0 R >>" % (6 + level) for level in range(depth)]
    inner = [
        stream(drawn, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject %s >>" % n) for n in names
    ]
    last = stream(b"0 0 9 9 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    page = b"/Resources << /XObject << /X 5 0 R >> >>"
    return pdf(*inner, last, content=stream(drawn)).replace(b"/Resources << >>", page, 1)


def picture(entries: bytes, data: bytes) -> bytes:
    """A page with one picture of raw data."""
    image = stream(data, b"/Type /XObject /Subtype /Image " + entries)
    drawing = stream(b"q 595 0 0 842 0 0 cm /X Do Q")
    return pdf(image, content=drawing).replace(b"/Resources << >>", b"/Resources << /XObject << /X 5 0 R >> >>", 1)


def twice_packed(size: int) -> bytes:
    """A content that unpacks to a small one that unpacks to a large one."""
    inner = zlib.compress(b" " * size, 9)
    return pdf(content=packed(inner).replace(b"/Filter /FlateDecode", b"/Filter [/FlateDecode /FlateDecode]"))


def zipped_too() -> bytes:
    """A PDF that is a ZIP archive as well."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as written:
        written.writestr("setup.exe", PROGRAM)
    return pdf(ends=b"") + archive.getvalue() + b"\n%%EOF\n"


def broken(old: bytes, new: bytes) -> bytes:
    """A sound PDF in which one thing is exchanged."""
    return pdf(content=stream(b"0 0 9 9 re f")).replace(old, new, 1)


JS = b"<< /S /JavaScript /JS (app.alert(1)) >>"
LAUNCH = b"<< /S /Launch /F (cmd.exe) >>"
EMBEDDED = b"/Names << /EmbeddedFiles << /Names [(a.exe) 5 0 R] >> >>"
FILE = b"<< /Type /Filespec /F (a.exe) /EF << /F 6 0 R >> >>"
LINK = b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A %s >>]"
STROKES = b"0 0 m 9 9 l S\n"

PDFS: list[Hostile] = [
    *warned(
        "scripts",
        script_when_opened_pdf=partial(pdf, catalog=b"/OpenAction " + JS),
        script_in_the_names_pdf=partial(pdf, catalog=b"/Names << /JavaScript << /Names [(a) %s] >> >>" % JS),
        script_under_another_spelling_pdf=partial(
            pdf, catalog=b"/OpenAction " + JS.replace(b"/JavaScript", b"/J#61vaScr#69pt")
        ),
        script_in_a_packed_object_pdf=partial(hidden, JS, b"/OpenAction 10 0 R"),
        script_on_a_link_pdf=partial(pdf, page=LINK % JS),
        script_of_a_page_pdf=partial(pdf, page=b"/AA << /O %s >>" % JS),
        script_of_a_form_pdf=partial(pdf, packed(b"<xdp/>"), catalog=b"/AcroForm << /XFA 5 0 R /Fields [] >>"),
    ),
    *warned(
        "launches",
        program_started_when_opened_pdf=partial(pdf, catalog=b"/OpenAction " + LAUNCH),
        program_started_by_a_link_pdf=partial(pdf, page=LINK % LAUNCH),
        program_started_from_a_packed_object_pdf=partial(hidden, LAUNCH, b"/OpenAction 10 0 R"),
    ),
    *warned(
        "sends",
        form_that_sends_pdf=partial(pdf, catalog=b"/OpenAction << /S /SubmitForm /F (http://x.invalid/) >>"),
        form_that_fetches_pdf=partial(pdf, catalog=b"/OpenAction << /S /ImportData /F (a.fdf) >>"),
    ),
    *warned(
        "embedded",
        program_embedded_pdf=partial(pdf, FILE, packed(PROGRAM, b"/Type /EmbeddedFile"), catalog=EMBEDDED),
        film_embedded_pdf=partial(pdf, page=b"/Annots [<< /Type /Annot /Subtype /RichMedia /Rect [0 0 9 9] >>]"),
        goes_into_an_embedded_file_pdf=partial(pdf, catalog=b"/OpenAction << /S /GoToE /T << /R /C >> >>"),
    ),
    *warned("remote", goes_to_another_file_pdf=partial(pdf, catalog=rb"/OpenAction << /S /GoToR /F (\\\\x\\a.pdf) >>")),
    *refused(
        "password",
        locked_pdf=hostile.locked_pdf,
    ),
    *refused(
        "damaged or incomplete PDF",
        cut_off_pdf=lambda: pdf()[:-40],
        nothing_of_it_is_true_pdf=lambda: b"%PDF-1.7\nnothing\n%%EOF",
        two_bytes_after_the_beginning_pdf=lambda: b"%PDF-",
        zip_after_the_end_pdf=lambda: zipped_too()[: -len(b"\n%%EOF\n")] + bytes(5000),
    ),
    *refused("without pages", no_pages_pdf=partial(hostile.pdf, pages=0)),
    *refused("a Windows program", program_with_a_pdf_inside_pdf=lambda: PROGRAM + pdf()),
    *refused("a web page", web_page_with_a_pdf_inside_pdf=lambda: b"<html><script>alert(1)</script>" + pdf()),
    *survived(
        zip_archive_as_well_pdf=zipped_too,
        forty_pages_of_many_strokes_pdf=lambda: pdf(content=packed(STROKES * 130_000), pages=40),
        page_of_endless_strokes_pdf=lambda: pdf(content=packed(STROKES * 1_500_000)),
        content_of_300_megabytes_pdf=lambda: pdf(content=packed(bytes(300 * A_MEGABYTE))),
        content_packed_twice_pdf=partial(twice_packed, 100 * A_MEGABYTE),
        content_packed_a_thousand_times_pdf=lambda: pdf(
            content=stream(b"x", b"/Filter [%s]" % (b"/FlateDecode " * 1000))
        ),
        content_of_hexadecimal_pdf=lambda: pdf(content=stream(b"3" * A_MEGABYTE * 4, b"/Filter /ASCIIHexDecode")),
        arrays_within_arrays_pdf=partial(nested, b"[", b"]", 200_000),
        dictionaries_within_dictionaries_pdf=partial(nested, b"<</A ", b">>", 100_000),
        strings_within_strings_pdf=partial(nested, b"(", b")", 200_000),
        saved_states_without_end_pdf=lambda: pdf(content=packed(b"q " * 3_000_000)),
        pages_that_hold_themselves_pdf=partial(broken, b"/Kids [3 0 R]", b"/Kids [2 0 R]"),
        pages_beyond_counting_pdf=partial(broken, b"/Count 1", b"/Count 2147483647"),
        pages_less_than_none_pdf=partial(broken, b"/Count 1", b"/Count -1"),
        page_wider_than_a_country_pdf=partial(broken, b"[0 0 595 842]", b"[0 0 1e9 1e9]"),
        page_without_a_size_pdf=partial(broken, b"[0 0 595 842]", b"[0 0 0 0]"),
        page_with_a_size_of_words_pdf=partial(broken, b"[0 0 595 842]", b"[(a) /b null <<>>]"),
        length_that_refers_to_itself_pdf=partial(broken, b"/Length 12", b"/Length 4 0 R"),
        length_beyond_the_file_pdf=partial(broken, b"/Length 12", b"/Length 99999999"),
        length_less_than_nothing_pdf=partial(broken, b"/Length 12", b"/Length -5"),
        table_in_the_wrong_place_pdf=partial(broken, b"startxref\n", b"startxref\n9"),
        table_that_precedes_itself_pdf=lambda: pdf(ends=b"/Prev %d" % pdf().rindex(b"xref\n0")),
        no_table_at_all_pdf=lambda: pdf().split(b"xref\n0")[0] + b"%%EOF\n",
        number_of_an_object_beyond_counting_pdf=partial(broken, b"3 0 R", b"4294967295 0 R"),
        form_that_draws_itself_pdf=lambda: forms(1, 0).replace(b"0 0 9 9 re f", b"/X Do       ", 1),
        forms_ten_to_the_tenth_pdf=partial(forms, 10, 10),
        picture_of_a_billion_pixels_pdf=partial(
            picture, b"/Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB", b"x" * 100
        ),
        picture_packed_to_nothing_pdf=lambda: picture(
            b"/Width 20000 /Height 20000 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /FlateDecode",
            zlib.compress(bytes(100 * A_MEGABYTE), 9),
        ),
        picture_of_broken_jbig2_pdf=partial(
            picture, b"/Width 900 /Height 900 /BitsPerComponent 1 /Filter /JBIG2Decode", bytes(range(256)) * 40
        ),
        picture_of_broken_jpeg2000_pdf=partial(
            picture, b"/Width 900 /Height 900 /Filter /JPXDecode", b"\x00\x00\x00\x0cjP  \r\n\x87\n" + b"\xff" * 9000
        ),
        picture_of_broken_fax_pdf=partial(
            picture,
            b"/Width 30000 /Height 30000 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /CCITTFaxDecode"
            b" /DecodeParms << /K -1 /Columns 30000 /Rows 30000 >>",
            b"\x00\xff" * 5000,
        ),
        font_of_garbage_pdf=lambda: pdf(
            b"<< /Type /Font /Subtype /TrueType /BaseFont /A /FontDescriptor 6 0 R >>",
            b"<< /Type /FontDescriptor /FontName /A /Flags 4 /FontFile2 7 0 R >>",
            packed(b"\x00\x01\x00\x00\xff\xff" + bytes(range(256)) * 400),
            content=stream(b"BT /F 10 Tf (words) Tj ET"),
        ).replace(b"/Resources << >>", b"/Resources << /Font << /F 5 0 R >> >>", 1),
        letters_that_draw_themselves_pdf=lambda: pdf(
            b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 97 /LastChar 97"
            b" /Widths [9] /Encoding << /Differences [97 /a] >> /CharProcs << /a 6 0 R >>"
            b" /Resources << /Font << /F 5 0 R >> >> >>",
            stream(b"9 0 0 0 9 9 d1 BT /F 9 Tf (aaaa) Tj ET"),
            content=stream(b"BT /F 10 Tf (aaaa) Tj ET"),
        ).replace(b"/Resources << >>", b"/Resources << /Font << /F 5 0 R >> >>", 1),
        title_of_four_megabytes_pdf=lambda: pdf(ends=b"/Info << /Title (%s) >>" % (b"a" * 4 * A_MEGABYTE)),
        bookmarks_in_a_ring_pdf=partial(
            pdf,
            b"<< /First 6 0 R /Last 6 0 R >>",
            b"<< /Title (a) /Next 6 0 R /First 6 0 R >>",
            catalog=b"/Outlines 5 0 R",
        ),
        text_of_a_million_words_pdf=lambda: pdf(
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            content=packed(b"BT /F 1 Tf 9 9 Td " + b"(tam ) Tj " * 200_000 + b"ET"),
        ).replace(b"/Resources << >>", b"/Resources << /Font << /F 5 0 R >> >>", 1),
    ),
]
