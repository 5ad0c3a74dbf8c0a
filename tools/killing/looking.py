"""What must hold afterwards, asked of the database and the disk."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator

import psycopg

from tools.killing.people import Acknowledged
from tools.killing.server import Server


def rows(connection: psycopg.Connection, query: str, *values: object) -> list[tuple]:  # type: ignore[type-arg]
    """The rows of an answer."""
    return connection.execute(query, values or None).fetchall()  # type: ignore[arg-type]


GAPS = """SELECT unit_id, extract(year FROM arrived_on), max(arrival_number) - count(*), count(*) - count(DISTINCT
    arrival_number) FROM documents_document WHERE arrival_number IS NOT NULL GROUP BY 1, 2"""
WITHOUT_EVENT = """SELECT symbol FROM documents_document d WHERE symbol LIKE '%%-KILL/%%' AND NOT EXISTS (SELECT 1 FROM
    trail_event e WHERE e.verb_code = 'documents.document.register'
    AND e.subjects @> ARRAY['documents.document:' || d.id]::varchar[])"""
REPORTS_WITHOUT = """SELECT words FROM tasks_progress p WHERE words LIKE 'Killing %%' AND NOT EXISTS (SELECT 1 FROM
    trail_event e WHERE e.verb_code = 'tasks.task.report' AND e.facts->>'words' = p.words)"""
FILES = """SELECT a.digest FROM tasks_evidence e JOIN documents_attachment a ON a.id = e.attachment_id"""


def faults(server: Server, told: Acknowledged, before: list[tuple]) -> Iterator[str]:  # type: ignore[type-arg]
    """What is wrong with what is kept, a sentence each."""
    with server.database() as connection:
        letters = dict(
            rows(connection, "SELECT symbol, count(*) FROM documents_document WHERE symbol LIKE '%-KILL/%' GROUP BY 1")
        )
        reports = dict(
            rows(connection, "SELECT words, count(*) FROM tasks_progress WHERE words LIKE 'Killing %' GROUP BY 1")
        )
        bulks = dict(
            rows(connection, "SELECT work, count(*) FROM tasks_task WHERE work LIKE 'Killing bulk %' GROUP BY 1")
        )
        for name, kept, acknowledged in (("letter", letters, told.letters), ("report", reports, told.reports)):
            yield from (f"lost {name}: {one}" for one in acknowledged if one not in kept)
            yield from (f"{count} times the {name} {one}" for one, count in kept.items() if count != 1)
        size = Counter(bulks.values()).most_common(1)
        yield from (f"lost bulk: {one}" for one in told.bulks if one not in bulks)
        yield from (f"bulk {one} has {n} tasks" for one, n in bulks.items() if size and n != size[0][0])
        yield from (
            f"numbers of {row[:2]} have gaps or doubles: {row[2:]}" for row in set(rows(connection, GAPS)) - set(before)
        )
        yield from (f"letter without event: {one}" for (one,) in rows(connection, WITHOUT_EVENT))
        yield from (f"report without event: {one}" for (one,) in rows(connection, REPORTS_WITHOUT))
        for (digest,) in rows(connection, FILES):
            if not (server.folder / "files" / digest[:2] / digest[2:]).exists():
                yield f"missing file {digest}"
        sys.stdout.write(
            f"kept: {len(letters)} letters, {len(reports)} reports, {len(bulks)} bulks of {size[0][0] if size else 0}\n"
        )
    if server.run("audit", "verify").returncode:
        yield "the trail does not hold"
