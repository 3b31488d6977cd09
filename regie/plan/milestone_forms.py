"""What people fill in about a milestone."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from regie.plan.models import Campaign, Milestone
from regie.ui.forms import RevisedModelForm


class MilestoneForm(RevisedModelForm):
    class Meta:
        model = Milestone
        fields = ["name", "kind", "on", "until", "campaign"]
        widgets = {
            "on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        labels = {
            "name": _("Name"),
            "kind": _("What it is"),
            "on": _("Day"),
            "until": _("Last day"),
            "campaign": _("Campaign"),
        }
        help_texts = {
            "name": _("As the calendar names it: “Brio goes on sale”."),
            "until": _("Only if it lasts longer than a day."),
            "campaign": _("Empty: it matters to all of them. An embargo holds the activities of its campaign."),
        }

    def __init__(self, *args, person, **named) -> None:
        super().__init__(*args, **named)
        here = self.instance.campaign_id
        seen = Campaign.objects.visible_to(person)
        self.fields["campaign"].queryset = (seen.open() | seen.filter(pk=here)).order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict:
        typed = super().clean() or self.cleaned_data
        first, last = typed.get("on"), typed.get("until")
        if first and last and last < first:
            self.add_error("until", _("The last day comes before the first."))
        return typed
