"""What people fill in about a campaign: how it is made, what it is, how it is judged, what may go wrong."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from regie.lib import countries
from regie.lib.text import shorten
from regie.metrics.models import Metric
from regie.objectives.forms import NumberField
from regie.objectives.models import Audience, Objective
from regie.people.models import Person, Role
from regie.plan.models import Campaign, Place, Risk
from regie.plan.playbooks import PLAYBOOKS
from regie.plan.unfolding import challenges_in_force
from regie.ui.forms import Form, ModelForm, RevisedModelForm
from regie.work.models import Delivery

MOST_COPIES = 60  # campaigns that are offered to be copied


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def language() -> str:
    return (get_language() or "en")[:2]


class BeginningForm(Form):
    """One of three ways: `way` is `empty`, `playbook:<key>` or `copy:<pk>`."""

    name = forms.CharField(
        label=_("Name"), max_length=120,
        help_text=_("As people say it: it is also the label that tasks, deliveries and figures carry."),
    )  # fmt: skip
    starts_on = forms.DateField(
        label=_("Beginning"),
        required=False,
        widget=day_input(),
        help_text=_("Everything in it is dated from that day, in working days."),
    )
    owner = forms.ModelChoiceField(label=_("Owner"), queryset=Person.objects.none(), required=False, empty_label=_("nobody yet"))
    objectives = forms.ModelMultipleChoiceField(
        label=_("Objectives"), queryset=Objective.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    audiences = forms.ModelMultipleChoiceField(
        label=_("For whom"), queryset=Audience.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    way = forms.ChoiceField(label=_("What it begins from"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, person: Any, copied: Campaign | None = None, **named: Any) -> None:
        super().__init__(*args, **named)
        fields: Any = self.fields
        fields["owner"].queryset = Person.objects.active().order_by("name")
        fields["objectives"].queryset = Objective.objects.open().order_by("level", "due_on", "pk")
        fields["objectives"].label_from_instance = lambda row: shorten(row.text, 110)
        fields["audiences"].queryset = Audience.objects.in_use()
        self.copies = list(Campaign.objects.visible_to(person).order_by("-starts_on", "name")[:MOST_COPIES])
        if copied is not None and copied not in self.copies:
            self.copies.insert(0, copied)
        self.playbooks = list(PLAYBOOKS.values())
        choices = [("empty", _("Nothing"))]
        choices += [(f"playbook:{each.key}", each.title(language())) for each in self.playbooks]
        choices += [(f"copy:{each.pk}", each.name) for each in self.copies]
        fields["way"].choices = choices

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("way", "").startswith("copy:") and "starts_on" not in self.errors:
            source = next(each for each in self.copies if str(each.pk) == data["way"].partition(":")[2])
            if source.starts_on is None and data.get("starts_on"):
                self.add_error("starts_on", _("The campaign that you copy has no beginning: give it one, or leave this empty."))
            elif source.starts_on is not None and not data.get("starts_on"):
                self.add_error("starts_on", _("Say from which day: what you copy has dates, and all of them move by as much."))
        return data


def next_time(campaign: Campaign) -> date | None:
    """The same weekday a year later, or in as many years as it takes not to lie in the past."""
    if campaign.starts_on is None:
        return None
    weeks = max(1, -(-(timezone.localdate() - campaign.starts_on).days // (7 * 52)))
    return campaign.starts_on + timedelta(weeks=52 * weeks)


class CampaignForm(RevisedModelForm):
    countries = forms.CharField(
        label=_("Countries"), required=False, max_length=1_000,
        help_text=_("Where it is seen, separated by commas: France, Belgium."),
    )  # fmt: skip
    called = forms.CharField(
        label=_("Its names in figures"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line, besides its name: how platforms and sheets write it."),
    )  # fmt: skip
    uses_personal_data = forms.TypedChoiceField(
        label=_("Uses personal data"), required=False, empty_value=None, coerce=lambda said: said == "yes",
        choices=[("", pgettext_lazy("personal data", "nobody has said")), ("yes", _("yes")), ("no", _("no"))],
    )  # fmt: skip

    class Meta:
        model = Campaign
        fields = [
            "name", "message", "owner", "starts_on", "ends_on", "objectives", "audiences", "countries", "release", "embargo_until",
            "uses_personal_data", "data_purpose", "legal_basis", "called",
        ]  # fmt: skip
        widgets = {
            "message": forms.Textarea(attrs={"rows": 3}),
            "starts_on": day_input(),
            "ends_on": day_input(),
            "embargo_until": day_input(),
            "data_purpose": forms.Textarea(attrs={"rows": 2}),
            "objectives": forms.CheckboxSelectMultiple,
            "audiences": forms.CheckboxSelectMultiple,
        }
        labels = {
            "name": _("Name"), "message": _("Message"), "owner": _("Owner"), "starts_on": _("Beginning"), "ends_on": _("End"),
            "objectives": _("Objectives"), "audiences": _("For whom"), "release": _("Product release that it waits for"),
            "embargo_until": _("Embargo until"), "data_purpose": _("What personal data is used for"), "legal_basis": _("Legal basis"),
        }  # fmt: skip
        help_texts = {
            "name": _("What carries the old name carries the new one; figures keep being found by both."),
            "message": _("One sentence that those it speaks to would repeat."),
            "release": _("What another department has promised: no launch before it is there."),
            "embargo_until": _("No launch before that day."),
        }

    def __init__(self, *args: Any, **named: Any) -> None:
        instance = named["instance"]
        held = instance.uses_personal_data
        named["initial"] = {
            "countries": countries.said(instance.countries, language()),
            "called": "\n".join(instance.called),
            "uses_personal_data": "" if held is None else "yes" if held else "no",
        } | (named.get("initial") or {})
        super().__init__(*args, **named)
        fields: Any = self.fields
        fields["owner"].queryset = Person.objects.active().order_by("name")
        fields["owner"].empty_label = _("nobody yet")
        mine = Objective.objects.filter(campaigns=instance)
        fields["objectives"].queryset = (Objective.objects.open() | mine).distinct().order_by("level", "due_on", "pk")
        fields["objectives"].label_from_instance = lambda row: shorten(row.text, 110)
        fields["audiences"].queryset = (Audience.objects.in_use() | Audience.objects.filter(campaigns=instance)).distinct()
        fields["release"].queryset = Delivery.objects.filter(dropped_at=None).select_related("domain").order_by("needed_on", "pk")
        fields["release"].label_from_instance = lambda row: f"{shorten(row.what, 80)} ({row.domain})"
        fields["release"].empty_label = _("none: it waits for no product")
        fields["objectives"].required = fields["audiences"].required = False

    def clean_countries(self) -> list[str]:
        codes, unknown = countries.read(self.cleaned_data["countries"])
        if unknown:
            raise forms.ValidationError(
                _("No country is called %(names)s: write it as “Belgium” or “BE”."), params={"names": ", ".join(unknown)}
            )
        return codes

    def clean_called(self) -> list[str]:
        said = [" ".join(line.split())[:120] for line in self.cleaned_data["called"].splitlines()]
        return list(dict.fromkeys(line for line in said if line))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The end must come after the beginning."))
        return data


class PlaceForm(Form):
    """A person or a role, and a letter: `whom` is `person:<pk>` or `role:<pk>`."""

    whom = forms.ChoiceField(label=_("Who"))
    letter = forms.ChoiceField(label=_("What they are"), choices=Place.Letter.choices)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        people = [(f"person:{each.pk}", str(each)) for each in Person.objects.active().exclude(email=None).order_by("name")]
        roles = [
            (f"role:{each.pk}", f"{each.name} ({each.domain})")
            for each in Role.objects.select_related("domain").order_by("domain__name", "name")
        ]
        self.fields["whom"].choices = [(_("People"), people), (_("Roles"), roles)]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Any:
        kind, _colon, pk = self.cleaned_data["whom"].partition(":")
        return (Person if kind == "person" else Role).objects.get(pk=pk)


class AimForm(Form):
    metric = forms.ModelChoiceField(label=_("Metric"), queryset=Metric.objects.none(), empty_label=None)
    baseline = NumberField(label=pgettext_lazy("target", "From"), required=False)
    target = NumberField(label=pgettext_lazy("target", "To"))
    for_campaign = forms.BooleanField(label=_("Figures of this campaign alone"), required=False, initial=True)
    is_total = forms.BooleanField(label=_("Counted together since the beginning"), required=False)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["metric"].queryset = Metric.objects.in_use().order_by("name")  # type: ignore[attr-defined]


class RiskForm(ModelForm):
    class Meta:
        model = Risk
        fields = ["text", "challenge", "likelihood", "impact", "answer", "owner"]
        labels = {
            "text": _("What may go wrong"), "challenge": _("Challenge of the charter that it comes from"),
            "likelihood": _("How likely"), "impact": _("How bad"), "answer": _("What we do about it"), "owner": _("Who watches it"),
        }  # fmt: skip
        widgets = {"answer": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        fields: Any = self.fields
        fields["challenge"].choices = [
            ("", _("none: our own words")),
            *((each.line_id, shorten(str(each), 110)) for each in challenges_in_force()),
        ]
        fields["owner"].queryset = Person.objects.active().order_by("name")
        fields["owner"].empty_label = _("nobody yet")


class ManyCampaignsForm(Form):
    owner = forms.ModelChoiceField(label=_("Owner"), queryset=Person.objects.none(), required=False, empty_label=_("as it is"))
    pause = forms.CharField(
        label=_("Pause them, because"), required=False, max_length=500, help_text=_("Only those that run are paused.")
    )

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["owner"].queryset = Person.objects.active().order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("owner") and not data.get("pause", "").strip():
            raise forms.ValidationError(_("Say what changes: an owner, or why they are paused."))
        return data
