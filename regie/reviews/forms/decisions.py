"""Proposals, objections and what became of decisions; follow-ups."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regie.metrics.models import Metric
from regie.people.models import Person
from regie.reviews.forms.inputs import DayField, PersonField
from regie.reviews.models import Look

SIDES = [("most", gettext_lazy("at most")), ("least", gettext_lazy("at least"))]


class TermsForm(forms.Form):
    owner = PersonField(label=gettext_lazy("Owner"), required=False, empty_label=gettext_lazy("nobody yet"))
    until = DayField(label=gettext_lazy("Until"), required=False)
    look_again_on = DayField(label=gettext_lazy("To look at again on"), required=False)
    metric = forms.ModelChoiceField(
        queryset=None, label=gettext_lazy("Metric that should tell"), required=False, empty_label=gettext_lazy("none")
    )
    side = forms.ChoiceField(label=gettext_lazy("We expect"), choices=SIDES, required=False)
    expects = forms.FloatField(
        label=gettext_lazy("Value"), required=False, localize=True, help_text=gettext_lazy("In the unit of the metric.")
    )
    expects_by = forms.CharField(label=gettext_lazy("Expected by"), required=False, max_length=80)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(Person.objects.active())
        self.fields["metric"].queryset = Metric.objects.in_use()

    def clean_look_again_on(self):
        day = self.cleaned_data["look_again_on"]
        if day and day < timezone.localdate():
            raise ValidationError(_("This date is past. Choose a later one."))
        return day

    def clean(self) -> dict:
        data = super().clean() or {}
        if data.get("expects") is not None and not data.get("metric") and "metric" not in self.errors:
            self.add_error("metric", _("Choose the metric that this value is of."))
        return data

    def terms(self) -> dict:
        data = self.cleaned_data
        return {
            "owner": data["owner"],
            "until": data["until"],
            "look_again_on": data["look_again_on"],
            "metric": data["metric"],
            "expects": data["expects"],
            "expects_at_most": data["side"] != "least",
            "expects_by": data["expects_by"],
        }

    @staticmethod
    def initial_of(decision) -> dict:
        return {
            "text": decision.text,
            "owner": decision.owner_id,
            "until": decision.until,
            "look_again_on": decision.look_again_on,
            "metric": decision.metric_id,
            "side": "most" if decision.expects_at_most else "least",
            "expects": decision.expects,
            "expects_by": decision.expects_by,
            "revision": decision.revision,
        }


class ProposalForm(TermsForm):
    text = forms.CharField(label=gettext_lazy("Proposal"), widget=forms.Textarea(attrs={"rows": 3}), max_length=5_000)
    field_order = ["text"]


class IntegrateForm(ProposalForm):
    how = forms.CharField(
        label=gettext_lazy("How the objection is met"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2_000,
        help_text=gettext_lazy("Where the text or its terms change, the proposal goes round again."),
    )  # fmt: skip
    field_order = ["how", "text"]


class ObjectForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("What harm would it do?"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2_000
    )


class LookForm(forms.Form):
    verdict = forms.ChoiceField(label=gettext_lazy("What became of it"), choices=Look.Verdict.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=gettext_lazy("Note"), widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=2_000)
    again_on = DayField(
        label=gettext_lazy("Look at it again on"), required=False, help_text=gettext_lazy("Empty: it needs no further look.")
    )

    def clean_again_on(self):
        day = self.cleaned_data["again_on"]
        if day and day <= timezone.localdate():
            raise ValidationError(_("Choose a day after today."))
        return day


class FollowUpForm(forms.Form):
    what = forms.CharField(label=gettext_lazy("What"), max_length=300)
    who = PersonField(label=gettext_lazy("Who"), empty_label=gettext_lazy("choose"))
    by_when = DayField(label=gettext_lazy("By when"))
    decision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].offer(Person.objects.active())
