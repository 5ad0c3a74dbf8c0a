"""Where to report a hole, for whoever found one (RFC 9116)."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

GOOD_FOR = timedelta(days=180)


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """The contact that the operator named.

    Raises Http404 where none is named.
    """
    if not settings.SECURITY_CONTACT:
        raise Http404("security.txt")
    until = (timezone.now() + GOOD_FOR).isoformat(timespec="seconds")
    languages = ", ".join(code for code, _name in settings.LANGUAGES)
    lines = (f"Contact: {settings.SECURITY_CONTACT}", f"Expires: {until}", f"Preferred-Languages: {languages}", "")
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
