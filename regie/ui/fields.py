"""A form's field in the house's hand: label above, hint below, the fault beside it and in a summary that leads to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models.fields import BLANK_CHOICE_LABEL
from django.forms.boundfield import BoundField
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

NONE = "—"


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "choice"
    if isinstance(widget, (forms.CheckboxSelectMultiple, forms.RadioSelect)):
        return "choices"
    if isinstance(widget, forms.FileInput):
        return "file"
    if isinstance(widget, forms.Select):
        return "select"
    return "textarea" if isinstance(widget, forms.Textarea) else "input"


def _is_optional(field: forms.Field, kind: str) -> bool:
    """Whether the label says so: not where the empty choice has words of its own, such as “as the browser”, nor where
    the field is one way of several to give what is needed (`field.one_of_several`)."""
    if field.required or kind in {"choice", "choices"} or getattr(field, "one_of_several", False):
        return False
    if kind != "select":
        return True
    value, label = next(iter(field.widget.choices), ("", ""))  # type: ignore[attr-defined]
    return value not in ("", None) or str(label) in ("", NONE, str(BLANK_CHOICE_LABEL))


def field(bound: BoundField, unit: str = "", attrs: dict[str, Any] | None = None) -> SafeString:
    """`bound` with everything around it. `attrs` go on the input, `_` read as `-`: `{% field form.note data_autosave="x" %}`."""
    widget = bound.field.widget
    if bound.is_hidden:
        return mark_safe(str(bound))  # noqa: S308
    kind = _kind(widget)
    ident = bound.id_for_label or bound.auto_id
    told = [f"{ident}-hint"] if bound.help_text else []
    told += [f"{ident}-error"] if bound.errors else []
    marks: dict[str, Any] = {"aria-describedby": " ".join(told)} if told else {}
    if bound.errors:
        marks["aria-invalid"] = "true"
    marks |= {name.replace("_", "-"): value for name, value in (attrs or {}).items()}
    if kind in {"input", "select", "textarea"}:
        marks["class"] = " ".join(filter(None, ["field__input", widget.attrs.get("class")]))
    elif kind == "choice":
        marks["class"] = "choice__input"
    elif kind == "file":
        marks["class"] = "file-drop__input"
    if kind == "textarea" and widget.attrs.get("rows") in (None, "10", 10):
        marks.setdefault("rows", 3)  # it grows with what is typed
    if isinstance(widget, forms.DateInput):
        widget.input_type = "date"
        widget.format = "%Y-%m-%d"
    parts = {
        "bound": bound,
        "kind": kind,
        "ident": ident,
        "unit": unit or getattr(bound.field, "unit", ""),
        "input": "" if kind == "choices" else bound.as_widget(attrs=marks),
        "optional": _is_optional(bound.field, kind),
        "accept": widget.attrs.get("accept", ""),
        "is_radio": isinstance(widget, forms.RadioSelect) and not isinstance(widget, forms.CheckboxSelectMultiple),
    }
    return render_to_string("ui/field.html", parts)


def options(groups: Iterable[tuple[Any, Iterable[dict[str, Any]], int]]) -> SafeString:
    """The options of a select, written in one piece: Django renders two templates for each, and a list of measures has
    hundreds."""
    made = []
    blank = str(BLANK_CHOICE_LABEL)
    for title, choices, _place in groups:
        made += [f'\n  <optgroup label="{conditional_escape(title)}">'] if title else []
        made += [
            f'\n  <option value="{escape(str(each["value"]))}"{flatatt(each["attrs"])}>{conditional_escape(NONE if each["label"] == blank else each["label"])}</option>'
            for each in choices
        ]
        made += ["\n  </optgroup>"] if title else []
    return mark_safe("".join(made))  # noqa: S308 - each piece is escaped


def summary(form: Any) -> SafeString:
    """The faults of a form, or of several in a list, each leading to its field."""
    several = form if isinstance(form, (list, tuple)) else [form]
    faults: list[tuple[str, str, str]] = []
    for one in several:
        if one is None or not one.is_bound:
            continue
        faults += [("", "", text) for text in one.non_field_errors()]
        for bound in one:
            target = bound.id_for_label or bound.auto_id
            faults += [(target, str(bound.label), text) for text in bound.errors]
    if not faults:
        return mark_safe("")
    return render_to_string("ui/errors.html", {"faults": faults})
