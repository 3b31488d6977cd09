"""One base for forms: drawn by `{% field %}`, and two persons who edit the same thing lose nothing.

class MetricForm(RevisedModelForm):
    class Meta: model = Metric; fields = ["name", "purpose"]

form = MetricForm(request.POST or None, instance=metric)
if form.is_valid():
    try:
        form.save(by=request.user)
    except Stale as stale:
        return conflict(request, form, stale.current)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from regie.lib.numbers import NARROW, NO_BREAK

_ENGLISH_GROUP = re.compile(r"-?[1-9]\d{0,2},\d{3}")


class Form(forms.Form):
    def __init__(self, *args: Any, **named: Any) -> None:
        named.setdefault("label_suffix", "")
        super().__init__(*args, **named)


class ModelForm(forms.ModelForm):
    def __init__(self, *args: Any, **named: Any) -> None:
        named.setdefault("label_suffix", "")
        super().__init__(*args, **named)


class RevisedModelForm(ModelForm):
    """The form of a thing that carries a `revision` and an `edit(by=…, revision=…, **fields)`."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["revision"].initial = getattr(self.instance, "revision", None)
        # What the thing held before validation writes what was typed on the instance.
        self._held = {name: getattr(self.instance, name, None) for name in self.fields if not _is_many(self.instance, name)}

    @property
    def typed(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    def save(self, by: Any = None, commit: bool = True) -> Any:  # type: ignore[override]
        """Through the noun's own `edit`, so that the journal says who changed what; raises its `Stale`."""
        for name, value in self._held.items():
            if name != "revision" and name in self.cleaned_data and not _is_many(self.instance, name):
                setattr(self.instance, name, value)
        return self.instance.edit(by=by, revision=self.cleaned_data.get("revision"), **self.typed)


def _is_many(instance: models.Model, name: str) -> bool:
    try:
        return instance._meta.get_field(name).many_to_many or False
    except Exception:  # a field of the form alone
        return False


def _shown(thing: models.Model, name: str) -> str:
    """A field as people read it."""
    if _is_many(thing, name):
        return ", ".join(str(one) for one in getattr(thing, name).all())
    display = getattr(thing, f"get_{name}_display", None)
    value = display() if display else getattr(thing, name, "")
    return "" if value is None else str(value)


@dataclass(frozen=True)
class Difference:
    bound: Any
    theirs: str
    differs: bool


def conflict(request: HttpRequest, form: forms.ModelForm, current: Any, back: str = "") -> HttpResponse:
    """Somebody was faster: a page with what was typed, still editable, beside what stands now. Nothing is lost (409)."""
    # Read before the form is bound again: binding writes what was typed on the instance.
    theirs = {name: _shown(current, name) for name in form.fields if name != "revision"}
    mine = {name: form[name].value() for name in theirs}
    stands = type(form)(instance=current, prefix=form.prefix)
    held = {name: stands[name].value() for name in theirs}
    data: Any = form.data.copy()  # type: ignore[attr-defined]
    data[form.add_prefix("revision")] = str(current.revision)
    again = type(form)(data, instance=current, prefix=form.prefix)
    again.is_valid()
    lines = [Difference(again[name], text, str(held[name] or "") != str(mine[name] or "")) for name, text in theirs.items()]
    address = back or (current.get_absolute_url() if hasattr(current, "get_absolute_url") else request.path)
    context = {"form": again, "lines": lines, "thing": current, "back": address}
    return render(request, "ui/conflict.html", context, status=409)


class DecimalField(forms.DecimalField):
    """A number as people write it: decimal comma or point, groups parted by spaces, with or without its currency or %."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {"invalid": _("This is not a number. Write it as 1234.5 or 1 234,5.")}

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = written_number(value)
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else typed_number(value)


def typed_number(value: Any) -> str:
    """A number as one would type it, exactly and without groups: 37999.5 in English, 37999,5 in French."""
    if value is None:
        return ""
    text = f"{value:.10f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if (get_language() or "").startswith("fr") else text


def written_number(text: str, language: str | None = None) -> str:
    """`text` as Python reads numbers: `1 234,5 €` → `1234.5`, `1,234.5` → `1234.5`, `−3` → `-3`.

    A lone comma before exactly three digits parts groups for an English reader (`3,125`) and decimals for a French one.
    """
    language = language or get_language() or ""
    for sign in (" ", NO_BREAK, NARROW, "'", "’", "€", "$", "£", "%"):
        text = text.replace(sign, "")
    text = text.replace("−", "-")
    if "," in text and "." in text:
        mark = max(",", ".", key=text.rfind)
        text = text.replace("," if mark == "." else ".", "")
    elif text.count(",") > 1 or text.count(".") > 1:
        text = text.replace(",", "").replace(".", "")
    elif language.startswith("en") and _ENGLISH_GROUP.fullmatch(text):
        text = text.replace(",", "")
    return text.replace(",", ".")
