"""What people fill in about an audience and its personas."""

from __future__ import annotations

import random
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regie.objectives import faces
from regie.objectives.models import Audience, Persona
from regie.ui.forms import DecimalField, RevisedModelForm


class AudienceForm(RevisedModelForm):
    size = DecimalField(label=_("How many they are"), required=False, min_value=0, max_digits=15, decimal_places=0)
    wished_share = DecimalField(
        label=_("Share of effort wished"), required=False, min_value=0, max_value=100, max_digits=5, decimal_places=2
    )

    class Meta:
        model = Audience
        fields = ["name", "who", "needs", "found_at", "size", "size_source", "priority", "wished_share"]
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("who", "needs", "found_at")}
        labels = {
            "name": _("Name"),
            "who": _("Who they are"),
            "needs": _("What they need"),
            "found_at": _("Where they are found"),
            "size_source": _("Source of that number"),
            "priority": _("Priority"),
        }
        help_texts = {
            "name": _("As the team calls them: “Families in town”."),
            "found_at": _("Places, networks, media, moments."),
        }

    def clean_size(self) -> int | None:
        size = self.cleaned_data["size"]
        return None if size is None else int(size)


class PersonaForm(RevisedModelForm):
    class Meta:
        model = Persona
        fields = ["name", "role", "says", "wants", "fears", "day", "face"]
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("wants", "fears", "day")} | {"face": forms.RadioSelect}
        labels = {
            "name": _("First name"),
            "role": _("What they do"),
            "says": _("What they would say"),
            "wants": _("What they want"),
            "fears": _("What holds them back"),
            "day": _("Where one meets them"),
        }

    face = forms.TypedChoiceField(label=_("Face"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        chance = random.Random(self.instance.audience_id or 0)  # noqa: S311 - which drawings are offered
        shown = chance.sample(range(1, faces.MANY), 11)
        held = self.data.get("face") if self.is_bound else None
        chosen = int(held) if held and held.isdigit() else (self.instance.face if self.instance.pk else shown[0])
        offered = [chosen, *[each for each in shown if each != chosen]]
        self.fields["face"].choices = [(each, str(each)) for each in offered]  # type: ignore[attr-defined]
        self.fields["face"].initial = chosen
