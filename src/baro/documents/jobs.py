"""Jobs of documents: recognising the text of scanned papers, page by page, while the clerk watches."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from baro.documents.actions.recognising import recognise
from baro.ui import working


@app.task(name="documents.recognise", queue="reading", retry=RetryStrategy(max_attempts=2))
def recognise_paper(attachment_id: int, work_id: int) -> None:
    """Recognise one paper and tell how far it is."""
    with working.progress(work_id) as step:

        def page_done(_page: int, of: int) -> None:
            step.expect(of)
            step()

        recognise(attachment_id, progress=page_done)
