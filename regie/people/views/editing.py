"""One way to answer an edit: faults beside the fields, and both texts when somebody else was faster."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from regie.journal.models import Stale
from regie.people.forms.persons import Edited


def edited(
    request: HttpRequest, form: Edited, thing: Any, *, title: str, to: str, template: str = "people/form.html", **words: Any
) -> HttpResponse:
    """Show `form`, or change `thing` (read afresh, since the form has put what was typed on its own copy) and go on."""
    words |= {"form": form, "title": title, "back": to}
    if request.method == "POST" and form.is_valid():
        try:
            changes = thing.edit(by=request.user, revision=form.opened_at(), **form.changes())
        except Stale as stale:
            return render(request, template, {**words, "conflicts": _conflicts(form, stale.current)}, status=409)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            if changes:
                messages.success(request, _("Kept."))
            return redirect(to)
    return render(request, template, words, status=422 if form.errors else 200)


def _conflicts(form: Edited, current: Any) -> list[tuple[str, str, str]]:
    """For each field that differs: its name, and what stands now against what was typed; the form takes the newer revision."""
    typed_again = form.data.copy()  # type: ignore[attr-defined]
    typed_again["revision"] = str(current.revision)
    form.data = typed_again
    found = []
    for name, typed in form.changes().items():
        now = getattr(current, name)
        if now != typed:
            found.append((str(form.fields[name].label), _said(form, name, now), _said(form, name, typed)))
    return found


def _said(form: Edited, name: str, value: Any) -> str:
    """`value` in the words that its field offers."""
    offered = dict(getattr(form.fields[name], "choices", ())) if isinstance(value, str) else {}
    return str(offered.get(value, value) or "")
