"""What is filled in for a comprehension test: the versions to choose among."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from regie.lib import dates
from regie.objectives.models import Objective
from regie.objectives.reading.pursuits import amounts_of
from regie.people.models import Domain, Organisation
from regie.ui.forms import Form

LINES = forms.Textarea(attrs={"rows": 4})


class TestForm(Form):
    """One version a line; the first is the right one."""

    who = forms.CharField(label=_("Who does it"), widget=LINES, help_text=_("One version a line; the first is the right one."))
    what = forms.CharField(label=_("What is to change"), widget=LINES, help_text=_("The wrong ones should be believable."))
    when = forms.CharField(label=_("By when"), widget=LINES)
    pass_mark = forms.IntegerField(label=_("Passed from"), initial=70, min_value=1, max_value=100)
    fewest = forms.IntegerField(label=_("Answers at least"), initial=3, min_value=1, max_value=100)

    @property
    def options(self) -> dict[str, list[str]]:
        return {part: self.cleaned_data[part].splitlines() for part in ("who", "what", "when")}


def proposed(objective: Objective) -> dict[str, str]:
    """What the form begins with: the right versions, and others near enough to be taken for them; in the objective's language."""
    with override(objective.language):
        home = Domain.objects.filter(is_home=True).first()
        others = Domain.objects.exclude(is_home=True).order_by("name").values_list("name", flat=True)[:2]
        who = [str(home) if home else str(Organisation.here()), *others]
        return {"who": "\n".join(who), "what": "\n".join(_changes(objective)), "when": "\n".join(_days(objective))}


def _changes(objective: Objective) -> list[str]:
    if objective.baseline is None or objective.target is None:
        return []
    amounts, start, end = amounts_of(objective), objective.baseline, objective.target
    name = str(objective.metric or "")

    def said(low: Any, high: Any) -> str:
        return gettext("%(metric)s: from %(from)s to %(to)s") % {"metric": name, "from": amounts.of(low), "to": amounts.of(high)}

    return [said(start, end), said(end, start), said(start, start + 2 * (end - start))]


def _days(objective: Objective) -> list[str]:
    due: date | None = objective.due_on
    if due is None:
        return []
    days = [due, due - timedelta(days=91), due + timedelta(days=182)]
    return [dates.day(day, objective.language, "long") for day in days]
