"""The sheet on which somebody asks for an approval: what it covers, and who decides in which stage."""

from __future__ import annotations

from email.utils import getaddresses
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regie.people.models import Person
from regie.ui.forms import DecimalField, Form
from regie.work import subjects
from regie.work.models import Stage
from regie.work.models.deciding import Asked, Outsider

MOST = 9


class AskForm(Form):
    message = forms.CharField(
        label=gettext_lazy("Message"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    facets = forms.MultipleChoiceField(
        label=gettext_lazy("What it covers"), widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("A change of anything else leaves the approval as it is."),
    )  # fmt: skip
    order = forms.ChoiceField(
        label=gettext_lazy("Stages"), widget=forms.RadioSelect, initial="sequence",
        choices=[("sequence", gettext_lazy("one after the other")), ("parallel", gettext_lazy("all at the same time"))],
    )  # fmt: skip

    def __init__(self, *args: Any, thing: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        there = list(subjects.canonical(thing))
        choices = [(key, capfirst(str(subjects.WORDS[key]))) for key in subjects.WORDS if key in there]
        self.fields["facets"].choices = choices  # type: ignore[attr-defined]
        self.fields["facets"].initial = [key for key, _word in choices]
        self.all_facets = set(there)

    @property
    def covered(self) -> list[str]:
        """Empty means everything, what will be added later too."""
        chosen = self.cleaned_data["facets"]
        return [] if set(chosen) == self.all_facets else chosen


class StageForm(Form):
    name = forms.CharField(label=gettext_lazy("Name of the stage"), required=False, max_length=200)
    people = forms.ModelMultipleChoiceField(
        queryset=Person.objects.none(), label=gettext_lazy("Who decides"), required=False, widget=forms.CheckboxSelectMultiple
    )
    outsiders = forms.CharField(
        label=gettext_lazy("People outside"), required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One a line: Marc Vidal <marc@agency.example>. Each receives a secret link; without an address, you hand it on."),
    )  # fmt: skip
    rule = forms.ChoiceField(label=gettext_lazy("How many must approve"), choices=Stage.Rule.choices, initial="one")
    count = forms.IntegerField(label=gettext_lazy("So many"), required=False, min_value=1, max_value=99)
    hours = DecimalField(
        label=gettext_lazy("Working hours to decide"), required=False, min_value=0, max_value=9_999,
        help_text=gettext_lazy("Counted from the moment the stage begins. Empty: no deadline."),
    )  # fmt: skip

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["people"].queryset = Person.objects.active().exclude(email=None).order_by("name")  # type: ignore[attr-defined]

    def clean_outsiders(self) -> list[Outsider]:
        found = []
        for line in self.cleaned_data["outsiders"].splitlines():
            line = line.strip()
            if not line:
                continue
            name, address = getaddresses([line])[0] if "@" in line else (line, "")
            if address or "@" in line:
                try:
                    validate_email(address)
                except ValidationError:
                    raise ValidationError(
                        _("“%(line)s” is no address: write it as Marc Vidal <marc@agency.example>.") % {"line": line}
                    ) from None
                if known := Person.objects.active().filter(email=address.lower()).first():
                    raise ValidationError(_("%(name)s has an account: choose them above.") % {"name": known})
            found.append(Outsider((name or address)[:200], address.lower()))
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("rule") == "count" and not data.get("count"):
            self.add_error("count", _("Say how many must approve."))
        deciders = len(data.get("people") or []) + len(data.get("outsiders") or [])
        if data.get("rule") == "count" and (data.get("count") or 0) > deciders > 0:
            self.add_error("count", _("Only %(count)s decide in this stage.") % {"count": deciders})
        return data

    @property
    def asked(self) -> Asked | None:
        data = self.cleaned_data
        deciders = [*data["people"], *data["outsiders"]]
        hours = float(data["hours"]) if data["hours"] else None
        return Asked(deciders, data["name"], data["rule"], data["count"] or 1, hours) if deciders else None
