"""What somebody is told who holds no post today; a part may know more than that nobody appointed them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.utils.translation import gettext as _

from baro.kernel.errors import NotPermitted
from baro.org.models import Account

Why = Callable[[Account], str]
View = TypeVar("View", bound=Callable[..., object])
_reasons: list[Why] = []


def why_no_post(reason: Why) -> Why:
    """Declare a function that gives the sentence for an account, or nothing when its part knows no more."""
    _reasons.append(reason)
    return reason


def open_without_post(view: View) -> View:
    """Mark a page as one about the account itself, which is there for who holds no post as well."""
    view.open_without_post = True  # type: ignore[attr-defined]
    return view


def needs_a_post(view: Callable[..., object]) -> bool:
    """Whether a page is only for who holds a post: every one but those about the account."""
    return not (view.__module__.startswith("allauth.") or getattr(view, "open_without_post", False))


def without_post(account: Account) -> NotPermitted:
    """The refusal for an account whose person holds no post today."""
    said = next(filter(None, (reason(account) for reason in _reasons)), "")
    return NotPermitted(
        said or _("Your account is not tied to any post today. Ask who keeps the organisation's posts to appoint you.")
    )
