"""Form fields as they are drawn: label, help, what is wrong, control, tied together for screen readers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from baro.ui.forms.choices import ComboInput
from baro.ui.forms.deadlines import offers_of

_STYLES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "form-check-input"),
    (forms.RadioSelect, ""),  # Django would put a class on the group around the boxes too
    (forms.CheckboxSelectMultiple, ""),
    (forms.Select, "form-select"),
    (forms.MultiWidget, ""),
    (forms.Widget, "form-control"),
)


def style_of(widget: forms.Widget) -> str:
    """The class of a control."""
    return next(style for kind, style in _STYLES if isinstance(widget, kind))


def layout_of(widget: forms.Widget) -> str:
    """How the field is laid out: ``check`` (box before words), ``group`` (several controls, one name), ``plain``."""
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple | forms.MultiWidget):
        return "group"
    return "plain"


def attributes_of(bound: forms.BoundField) -> dict[str, Any]:
    """What ties the control to its help and errors."""
    widget = bound.field.widget
    style = style_of(widget)
    attrs: dict[str, Any] = {"class": f"{style} {widget.attrs.get('class', '')}".strip()} if style else {}
    typed = isinstance(widget, forms.Textarea) or getattr(widget, "input_type", "") in ("text", "search")
    if typed and "dir" not in widget.attrs:
        attrs["dir"] = "auto"  # what is typed keeps its own direction
    described = [f"{bound.auto_id}_help"] if bound.help_text else []
    if bound.errors:
        described.append(f"{bound.auto_id}_error")
        attrs["aria-invalid"] = "true"
        if style:
            attrs["class"] += " is-invalid"
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if bound.field.required and isinstance(widget, ComboInput):
        attrs["aria-required"] = "true"
    return attrs


def mark_of(bound: forms.BoundField) -> Any:
    """What is said behind the label of a field that may stay empty: when it is needed after all, else that it is not.

    Empty for a field that must be filled, for a box to tick, for what narrows a list, and where the form says when it
    is needed with no word, because its legend tells it of all fields.
    """
    form, field = bound.form, bound.field
    if field.required or layout_of(field.widget) == "check" or getattr(form, "narrow", None):
        return ""
    if any(bound.name in names for names in getattr(form, "either", ())):
        return _("one of these is needed")
    return getattr(form, "needed_when", {}).get(bound.name, _("optional"))


@dataclass(frozen=True, slots=True)
class Read:
    """How a field was read on a paper: how sure that is in percent, 0 where nothing was read."""

    percent: int
    is_doubtful: bool


def drawn_field(bound: forms.BoundField, *, read: Read | None = None) -> SafeString:
    """The field as HTML, with how it was ``read`` where it was; a hidden field is only its control."""
    if bound.is_hidden:
        return SafeString(str(bound))
    layout = layout_of(bound.field.widget)
    parts = {
        "bound": bound,
        "control": bound.as_widget(attrs=attributes_of(bound)),
        "layout": layout,
        "read": read,
        "label_for": "" if layout == "group" else bound.id_for_label,
        "mark": mark_of(bound),
        "offers": offers_of(bound),
    }
    return render_to_string("ui/components/field.html", parts)
