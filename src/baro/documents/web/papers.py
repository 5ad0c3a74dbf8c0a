"""Bringing a paper, registering what it says, and showing it again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baro.documents import issuers, proposing, queries, sheets, storing
from baro.documents.actions import bringing, receiving
from baro.documents.actions.handling import read as tell_reading
from baro.documents.models import Attachment, Document, ReadingState
from baro.documents.verbs import REGISTER, UPLOAD
from baro.documents.web.forms import BringForm, RegisterForm, chosen_ids
from baro.kernel import rulebook
from baro.kernel.errors import Refused
from baro.org.actors import Actor
from baro.org.models import Unit
from baro.ui.forms import act_through_form
from baro.ui.forms.drawing import Read
from baro.ui.http import Onward, Request, number_in
from baro.ui.models import Work
from baro.ui.rulebook import Uploads
from baro.ui.work.files import handed_out

EVERY_PAPER_HAS = ("symbol", "issued_on", "issuer", "type", "abstract")


def _bring_to_register(
    unit: Unit, uploads: Sequence[Any], photos: Sequence[Any] = (), *, each_alone: bool = False, by: Actor
) -> Onward:
    """Where the clerk goes on after bringing files: they are one document, or the first of as many documents.

    Photographed pages are one paper, which comes first.
    """
    taken = [bringing.bound(photos)] if photos else []
    papers = bringing.bring_all([*taken, *uploads], unit, by=by)
    ids = [paper.pk for paper in papers]
    works = [paper.work_id for paper in papers if hasattr(paper, "work_id")]
    onward = _form_for(unit.pk, ids[:1], ids[1:], works) if each_alone else _form_for(unit.pk, ids, (), works)
    return Onward(onward, about=papers[0])


def _form_for(unit: Any, papers: Sequence[int], later: Sequence[int], works: Sequence[int] = ()) -> str:
    """The address of the register's form for some papers, with those that are documents of their own after it."""
    asked = [("unit", unit), *(("papers", pk) for pk in papers), *(("then", pk) for pk in later)]
    return f"{reverse('documents.document.register')}?{urlencode([*asked, *(('work', pk) for pk in works)])}"


def bring(request: Request) -> HttpResponse:
    """The first step of registering: drop the file, or go on with one that was brought before."""
    left = [(paper, _form_for(paper.unit_id, [paper.pk], ())) for paper in queries.brought_and_left(request.actor)]
    return act_through_form(
        request, BringForm, _bring_to_register, template="documents/bring.html", verb=UPLOAD, context={"left": left}
    )


def register(request: Request) -> HttpResponse:
    """The second step: what Baro read, for the clerk to correct."""
    ids = chosen_ids(request.GET.getlist("papers"))[: rulebook.today(Uploads).most_files_at_once]
    later = chosen_ids(request.GET.getlist("then"))[: rulebook.today(Uploads).most_files_at_once]
    _refuse_registered(request.actor, ids)
    papers = list(queries.loose_papers(request.actor, ids))
    works = list(Work.objects.filter(pk__in=chosen_ids(request.GET.getlist("work")), account=request.actor.account_id))
    reading = [work for work in works if work.is_running]
    found = _by_known_names(proposing.propose([paper.proposal for paper in papers]), request.actor)
    unit, works_asked = request.GET.get("unit", ""), chosen_ids(request.GET.getlist("work"))
    onward = ""
    if later or "and_next" in request.POST:
        onward = _form_for(unit, later[:1], later[1:], works_asked) if later else reverse(UPLOAD.code)
    act = partial(_register, onward, papers=[paper.pk for paper in papers])
    pages = sum(paper.pages or 0 for paper in papers)
    initial: dict[str, Any] = {"pages": pages or None} | found.initial | {"unit": unit or None}
    context = {
        "plain": _form_for(unit, ids, later),
        "later": len(later),
        "papers": papers,
        "reading": reading,
        "found": found,
        "read": _as_read(found),
        "known": _known_by_its_file(unit, ids, request.actor),
        "without_text": _without_text(papers, reading),
    }
    return act_through_form(
        request,
        RegisterForm,
        act,
        template="documents/register.html",
        verb=REGISTER,
        initial=initial,
        context=context,
        named=proposing.days_named(paper.proposal for paper in papers),
    )


def _by_known_names(found: proposing.Found, actor: Actor) -> proposing.Found:
    """What was read, with the issuer under the name by which it is known."""
    name = issuers.known_name(found.initial.get("issuer", ""), actor)
    return found.with_issuer(name) if name else found


def _as_read(found: proposing.Found) -> dict[str, Read]:
    """How the fields of the form were read, those included that every paper has and this one did not tell."""
    if not found.initial:
        return {}
    told = {name: Read(round(100 * sure), sure < proposing.SURE) for name, sure in found.confidence.items()}
    return {name: Read(0, is_doubtful=True) for name in EVERY_PAPER_HAS if name not in told} | told


def _known_by_its_file(unit: str, papers: Sequence[int], actor: Actor) -> Document | None:
    """The document of the register that came with the same file, where the actor sees it."""
    key = number_in(unit)
    found = queries.with_same_file(key, papers) if key is not None and papers else None
    return Document.objects.visible_to(actor).filter(pk=found.pk).first() if found else None


def _register(onward: str, **typed: Any) -> Document | Onward:
    """Enter the document, and lead to it or to the next one."""
    document = receiving.register(**typed)
    return Onward(onward, about=document) if onward else document


def _refuse_registered(actor: Actor, ids: Sequence[int]) -> None:
    """Raise Refused when the papers went into the register already: somebody went back, or pressed twice."""
    if document := queries.registered_with(actor, ids):
        sentence = _("This paper is in the register already, as no. %(number)s.")
        raise Refused(sentence % {"number": document.arrival_number or "—"}, about=document)


def _without_text(papers: list[Attachment], reading: list[Work]) -> list[Attachment]:
    """Papers of which nothing could be read, once nobody reads them any more."""
    return [] if reading else [p for p in papers if p.state != ReadingState.READ or not p.text.strip()]


def _paper_seen(request: Request, pk: int) -> Attachment:
    """A paper that the actor brought, or whose document they see; reading a protected document is told.

    Raises Http404 for everybody else, and when the file is gone.
    """
    found = get_object_or_404(Attachment.objects.select_related("document"), pk=pk)  # sees: judged below
    if found.document_id is None:
        visible = found.brought_by_id is not None and found.brought_by_id == request.actor.post_id
    else:
        visible = Document.objects.visible_to(request.actor).filter(pk=found.document_id).exists()
    if not visible or not storing.place_of(found.digest).exists():
        raise Http404
    if found.document_id:
        tell_reading(found.document_id, on=True, by=request.actor)
    return found


@require_safe
def paper(request: Request, pk: int) -> FileResponse:
    """A paper itself: opened in the browser when it can do that safely, otherwise saved."""
    found = _paper_seen(request, pk)
    return handed_out(request, partial(storing.opened, found.digest), name=found.name, media_type=found.media_type)


@require_safe
def words(request: Request, pk: int) -> HttpResponse:
    """The words of a Word document: the piece beside a form, or a page of their own for who has no scripts."""
    found = _paper_seen(request, pk)
    return sheets.answered_words(request, found)


@require_safe
def sheet(request: Request, pk: int, number: int) -> FileResponse:
    """A page of a PDF as a picture (``number`` counts from 1), so that every browser and phone shows it."""
    found = _paper_seen(request, pk)
    return sheets.answered(request, found, number)
