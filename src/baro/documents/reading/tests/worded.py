"""Small Word files written part by part, so that a test says which of them matters."""

from __future__ import annotations

import zipfile
from pathlib import Path

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = {
    WORD: "http://purl.oclc.org/ooxml/wordprocessingml/main",
    RELATIONS: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def paragraph(text: str, *, properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"
    )


def row(*cells: str, properties: str = "") -> str:
    """A row of cells that hold blocks."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def control(content: str, *, properties: str = "") -> str:
    """A content control around something."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def written(path: Path, body: str, *, strict: bool = False, **parts: str) -> Path:
    """A file with a body and, by their kind, other parts; ``header1`` is a header with the id of its name.

    A part that is empty is related to and not there.
    """
    related = "".join(
        f'<Relationship Id="{name}" Type="{RELATIONS}/{name.rstrip("123")}" Target="{name}.xml"/>' for name in parts
    )
    main = f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
    files = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS.format(main),
        "word/_rels/document.xml.rels": RELS.format(related),
        "word/document.xml": _root("document", f"<w:body>{body}</w:body>"),
        **{f"word/{name}.xml": _root(name.rstrip("123"), content) for name, content in parts.items() if content},
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, _in_strict_form(content) if strict else content)
    return path


def _root(name: str, content: str) -> str:
    return f'<w:{name} xmlns:w="{WORD}" xmlns:r="{RELATIONS}">{content}</w:{name}>'


def _in_strict_form(content: str) -> str:
    for usual, strict in STRICT.items():
        content = content.replace(usual, strict)
    return content
