"""What people set on a constraint: its kind, who opens its gate, what is ticked, and what it concerns."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from regie.lib import countries
from regie.people.models import Person, Role
from regie.plan.gates.content_types import CHOICES
from regie.plan.models import Constraint
from regie.ui.forms import RevisedModelForm


class ConstraintForm(RevisedModelForm):
    checklist = forms.CharField(
        label=_("Checklist"), required=False, max_length=8_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One sentence a line. Each is ticked before the gate opens."),
    )  # fmt: skip
    content_types = forms.MultipleChoiceField(
        label=_("Kinds of content"), choices=CHOICES, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all of them."),
    )  # fmt: skip
    countries = forms.CharField(
        label=_("Countries"), required=False, max_length=1_000, help_text=_("Separated by commas: France, Belgium. Empty: all.")
    )

    class Meta:
        model = Constraint
        fields = ["name", "kind", "role", "person", "checklist", "content_types", "countries"]
        labels = {"name": _("Name"), "kind": _("Kind"), "role": _("Role"), "person": _("Person")}
        help_texts = {"person": _("Goes before the role. Nobody at all: the delegator.")}

    def __init__(self, *args: Any, **named: Any) -> None:
        instance = named.get("instance")
        language = (get_language() or "en")[:2]
        if instance is not None and instance.pk:
            named["initial"] = {
                "checklist": "\n".join(instance.checklist),
                "countries": countries.said(instance.countries, language),
                "content_types": instance.content_types,
            } | (named.get("initial") or {})
        super().__init__(*args, **named)
        self.fields["role"].queryset = Role.objects.select_related("domain").order_by("domain__name", "name")  # type: ignore[attr-defined]
        self.fields["role"].label_from_instance = lambda role: f"{role.name} ({role.domain})"  # type: ignore[attr-defined]
        self.fields["person"].queryset = Person.objects.active().exclude(email=None).order_by("name")  # type: ignore[attr-defined]

    def clean_checklist(self) -> list[str]:
        said = [" ".join(line.split())[:400] for line in self.cleaned_data["checklist"].splitlines()]
        return list(dict.fromkeys(line for line in said if line))

    def clean_countries(self) -> list[str]:
        codes, unknown = countries.read(self.cleaned_data["countries"])
        if unknown:
            raise forms.ValidationError(
                _("No country is called %(names)s: write it as “Belgium” or “BE”."), params={"names": ", ".join(unknown)}
            )
        return codes
