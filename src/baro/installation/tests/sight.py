"""Who sees the installation and its invitations, as their documents say it; for the oracle."""

from __future__ import annotations

from tests.oracle.books import Books, Reader, Row, sight, words


@sight("installation.installation")
def installation(_books: Books, reader: Reader, _row: Row) -> bool:
    """Whoever keeps the installation."""
    return any(one.permission == "installation.keep" for one in reader.carries)


@sight("installation.invitation")
def invitation(books: Books, reader: Reader, row: Row) -> bool:
    """Whoever keeps the account, and never its owner: who has the secret needs no sight."""
    account = books.of("org.account")[row["account_id"]]
    return account["id"] != reader.account and books.sees(reader, "org.account", account["id"])


@words("installation.installation.name")
def name(_books: Books, _reader: Reader, _row: Row) -> bool:
    """Where one is stands on the sign-in page."""
    return True
