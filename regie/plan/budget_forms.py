"""What people fill in about envelopes and budget lines."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from regie.lib.money import money
from regie.objectives.models import Audience, Objective
from regie.people.models import Organisation, Person
from regie.plan.budget import flowing
from regie.plan.models import Activity, BudgetLine, Campaign, Channel, Envelope, Reckoning
from regie.ui.forms import DecimalField, Form, RevisedModelForm

AMOUNT: dict[str, Any] = {"max_digits": 14, "decimal_places": 2}


class EnvelopeForm(RevisedModelForm):
    amount = DecimalField(label=_("Amount without VAT"), min_value=Decimal("0.01"), **AMOUNT)

    class Meta:
        model = Envelope
        fields = ["name", "amount", "owner", "is_reserve"]
        labels = {"name": _("Name"), "owner": _("Who answers for it"), "is_reserve": _("It is the reserve")}

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["owner"].queryset = Person.objects.team()  # type: ignore[attr-defined]


class PartForm(EnvelopeForm):
    """A part of an envelope."""

    class Meta(EnvelopeForm.Meta):
        pass


class NewEnvelopeForm(EnvelopeForm):
    class Meta(EnvelopeForm.Meta):
        fields = ["name", "amount", "starts_on", "ends_on", "owner"]
        labels = EnvelopeForm.Meta.labels | {"starts_on": _("First day"), "ends_on": _("Last day")}
        widgets = {"starts_on": forms.DateInput, "ends_on": forms.DateInput}


class MoveForm(Form):
    """Money from one envelope to another of the same whole."""

    source = forms.ModelChoiceField(Envelope.objects.none(), label=pgettext_lazy("of money moved", "From"))
    to = forms.ModelChoiceField(Envelope.objects.none(), label=pgettext_lazy("of money moved", "To"))
    amount = DecimalField(label=_("Amount"), min_value=Decimal("0.01"), **AMOUNT)
    because = forms.CharField(label=_("Why"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, envelopes: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        free = _free(list(envelopes))
        for name in ("source", "to"):
            field: Any = self.fields[name]
            field.queryset, field.label_from_instance = envelopes, lambda each: free.get(each.pk, each.name)


def _free(envelopes: list[Envelope]) -> dict[int, str]:
    """The name of each with what may be moved from it: neither used nor divided. Three queries."""
    from regie.plan.reading.purse_sums import by_envelope

    keys = [each.pk for each in envelopes]
    parts = Envelope.objects.filter(parent__in=keys).order_by().values_list("parent").annotate(total=Sum("amount"))
    given, sums = dict(parts), by_envelope(keys)
    currency, language = Organisation.here().currency, (get_language() or "en")[:2]
    said = {}
    for each in envelopes:
        left = each.amount - given.get(each.pk, 0) - (sums[each.pk].used if each.pk in sums else 0)
        said[each.pk] = _("%(envelope)s, %(left)s free") % {"envelope": each, "left": money(left, currency, language)}
    return said


def running_envelopes() -> Any:
    """Those that have not ended a quarter ago: the newest first."""
    since = timezone.localdate().replace(day=1)
    return Envelope.objects.filter(ends_on__gte=date(since.year - 1, since.month, 1)).select_related("parent")


class LineForm(RevisedModelForm):
    class Meta:
        model = BudgetLine
        fields = [
            "name",
            "envelope",
            "cost",
            "firmness",
            "campaign",
            "activity",
            "channel",
            "platform",
            "audience",
            "objective",
            "owner",
        ]
        labels = {
            "name": pgettext_lazy("budget line", "What it is for"),
            "envelope": _("Envelope"),
            "cost": _("Cost type"),
            "firmness": _("How firm it is"),
            "campaign": _("Campaign"),
            "activity": _("Activity"),
            "channel": _("Channel"),
            "platform": _("Platform"),
            "audience": pgettext_lazy("plan", "Audience"),
            "objective": _("Objective"),
            "owner": _("Who answers for it"),
        }
        help_texts = {
            "platform": _("As figures name it: Instagram, Google Ads."),
            "activity": _("It gives the line its campaign, channel and audience where you leave them empty."),
        }

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        own: Any = self.fields
        own["envelope"].queryset = running_envelopes()
        own["envelope"].label_from_instance = _spoken
        own["campaign"].queryset = Campaign.objects.order_by("name")
        own["activity"].queryset = Activity.objects.open().select_related("campaign").order_by("campaign__name", "name")
        own["activity"].label_from_instance = lambda each: f"{each.campaign}: {each.name}"
        own["channel"].queryset = Channel.objects.in_use()
        own["audience"].queryset = Audience.objects.in_use()
        own["objective"].queryset = Objective.objects.open()
        own["owner"].queryset = Person.objects.team()
        if self.instance.pk and self.instance.approved_at:
            del own["envelope"]  # an approved line stays where its money is
        for name in ("campaign", "activity", "channel", "audience", "objective", "owner", "envelope"):
            held = getattr(self.instance, f"{name}_id", None)
            if name in own and held:  # what it names stays to be chosen, though it is over
                own[name].queryset = own[name].queryset | own[name].queryset.model._default_manager.filter(pk=held)


def _spoken(envelope: Envelope) -> str:
    from regie.lib.dates import day
    from regie.ui.templatetags.ui import _language

    return f"{envelope.name} ({day(envelope.starts_on, _language(), 'short')} – {day(envelope.ends_on, _language(), 'short')})"


class MonthsForm(Form):
    """A row of amounts, a month each, named `planned-2026-10`; empty is nothing, or “as planned” for the forecast."""

    def __init__(
        self, *args: Any, months: list[date], row: str, held: dict[date, Decimal | None] | None = None, **named: Any
    ) -> None:
        super().__init__(*args, **named)
        self.row, self.months = row, months
        for month in months:
            amount = (held or {}).get(month)
            self.fields[f"{row}-{month:%Y-%m}"] = DecimalField(
                required=False, min_value=0, initial=amount if amount else None, label=f"{month:%Y-%m}", **AMOUNT
            )

    @property
    def amounts(self) -> dict[date, Decimal | None]:
        """As typed; None where a month was left empty."""
        return {month: self.cleaned_data.get(f"{self.row}-{month:%Y-%m}") for month in self.months}

    @property
    def cells(self) -> list[tuple[date, Any]]:
        return [(month, self[f"{self.row}-{month:%Y-%m}"]) for month in self.months]


class ReckoningForm(RevisedModelForm):
    hourly_cost = DecimalField(
        label=_("What an hour of the team costs"), required=False, min_value=Decimal("0.01"), max_digits=9, decimal_places=2
    )

    class Meta:
        model = Reckoning
        fields = ["is_flowing", "measure", "hourly_cost"]
        labels = {"is_flowing": _("Write what was spent as figures"), "measure": _("Measure that takes it")}

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        measure: Any = self.fields["measure"]
        measure.queryset = flowing.choices()
        if (own := flowing.measure_of(Reckoning())) is not None:
            measure.empty_label = _("%(measure)s, unless you choose another") % {"measure": own}
        self.fields["hourly_cost"].help_text = _(
            "With it, budgets by campaign, channel, audience and objective say what the team’s time costs."
        )
