"""Who sees documents and papers, as their documents say it; for the oracle."""

from __future__ import annotations

from tests.oracle.books import Books, Reader, Row, sight, words

SEE = "documents.see"


@sight("documents.document")
def document(books: Books, reader: Reader, row: Row) -> bool:
    """Whoever sees the register, and whoever sees a unit that it concerns.

    A recipient's only once it is issued, and that of a unit which leads, coordinates or is informed once it is decided.
    """
    concerned = (
        one["unit_id"]
        for one in books.where("documents.concern", document_id=row["id"])
        if row["state"] in (("issued", "recalled") if one["role"] == "recipient" else ("instructed", "carried_out"))
    )
    return any(books.reaches(reader, SEE, unit) for unit in (row["unit_id"], *concerned))


@sight("documents.handlingslip")
def of_a_document(books: Books, reader: Reader, row: Row) -> bool:
    return books.sees(reader, "documents.document", row["document_id"])


@sight("documents.version")
def version_of_a_document(books: Books, reader: Reader, row: Row) -> bool:
    return books.sees(reader, "documents.document", row["document_id"])


@sight("documents.approval")
def approval_of_a_document(books: Books, reader: Reader, row: Row) -> bool:
    return books.sees(reader, "documents.document", row["document_id"])


@sight("documents.reservation")
def number_of_a_document(books: Books, reader: Reader, row: Row) -> bool:
    return books.sees(reader, "documents.document", row["document_id"])


@sight("documents.review")
def review_of_a_document(books: Books, reader: Reader, row: Row) -> bool:
    return books.sees(reader, "documents.document", row["document_id"])


@sight("documents.relation")
def relation_of_documents(books: Books, reader: Reader, row: Row) -> bool:
    """Whoever sees both documents, or copies of them."""
    return all(_sees_or_has(books, reader, row[name]) for name in ("document_id", "target_id"))


def _sees_or_has(books: Books, reader: Reader, original: int) -> bool:
    copies = (one["id"] for one in books.where("documents.document", origin_id=original))
    return any(books.sees(reader, "documents.document", key) for key in (original, *copies))


@sight("documents.attachment")
def paper(books: Books, reader: Reader, row: Row) -> bool:
    """With its document; a loose one by the post that brought it."""
    if row["document_id"] is not None:
        return books.sees(reader, "documents.document", row["document_id"])
    return reader.post == row["brought_by_id"]


@words("documents.concern.received_by", "documents.concern.returned_for")
def receipt(books: Books, reader: Reader, row: Row) -> bool:
    """A receipt is the sender's: it is read by those who see the register from which the document was sent."""
    return books.reaches(reader, SEE, books.of("documents.document")[row["document_id"]]["unit_id"])


@sight("documents.concern")
def concern(books: Books, reader: Reader, row: Row) -> bool:
    return books.reaches(reader, SEE, row["unit_id"])
