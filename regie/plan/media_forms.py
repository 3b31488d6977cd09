"""What people fill in about a line of the media plan."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.lib.money import is_currency
from regie.objectives.models import Audience
from regie.people.models import Organisation
from regie.plan.models import Activity, BudgetLine, Campaign, Channel, MediaLine
from regie.ui.forms import DecimalField, RevisedModelForm

MOST = 500  # activities that are offered while no campaign is chosen


class MediaLineForm(RevisedModelForm):
    quantity = DecimalField(label=_("Quantity"), min_value=0, max_digits=14, decimal_places=2)
    unit_price = DecimalField(
        label=_("Unit price"), min_value=0, max_digits=14, decimal_places=4, help_text=_("Before the discount, without VAT.")
    )
    discount = DecimalField(label=_("Discount"), required=False, min_value=0, max_value=100, max_digits=5, decimal_places=2)
    contacts = DecimalField(label=_("Expected contacts"), required=False, min_value=0, max_digits=15, decimal_places=0)
    reach = DecimalField(
        label=_("People reached"), required=False, min_value=0, max_digits=15, decimal_places=0, help_text=_("Each counted once.")
    )

    class Meta:
        model = MediaLine
        fields = [
            "campaign", "support", "format", "channel", "audience", "activity", "starts_on", "ends_on", "quantity", "unit", "unit_price", "discount",
            "currency", "contacts", "reach", "budget_line",
        ]  # fmt: skip
        labels = {
            "campaign": _("Campaign"),
            "support": _("Support"),
            "format": _("Format"),
            "channel": _("Channel"),
            "audience": pgettext_lazy("whom we speak to", "Audience"),
            "activity": pgettext_lazy("plan", "Activity"),
            "starts_on": _("Beginning"),
            "ends_on": _("End"),
            "unit": _("Of what"),
            "currency": pgettext_lazy("of an amount", "Currency"),
            "budget_line": _("Budget line"),
        }
        help_texts = {
            "support": _("Title, station, network or site: “Radio Littoral”."),
            "format": _("“30-second spot”, “full page”, “story”."),
            "budget_line": _("The net cost is held against what is planned on it."),
        }
        widgets = {name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for name in ("starts_on", "ends_on")}

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        line: MediaLine = self.instance
        fields: Any = self.fields
        fields["campaign"].queryset = Campaign.objects.order_by("-starts_on", "name")
        fields["channel"].queryset = Channel.objects.in_use() | Channel.objects.filter(pk=line.channel_id)
        fields["audience"].queryset = Audience.objects.in_use() | Audience.objects.filter(pk=line.audience_id)
        fields["budget_line"].queryset = BudgetLine.objects.filter(closed_at=None) | BudgetLine.objects.filter(
            pk=line.budget_line_id
        )
        for name in ("audience", "activity", "budget_line"):
            fields[name].empty_label = _("none")
        self._offer_activities(fields["activity"])
        if not line.pk:
            self.initial.setdefault("currency", Organisation.here().currency)

    def _offer_activities(self, field: Any) -> None:
        """Those of its campaign; while none is chosen, those of all open ones under their campaigns' names."""
        known = self.data.get("campaign") if self.is_bound else self.instance.campaign_id or self.initial.get("campaign")
        known = int(known) if str(known or "").isdecimal() else None
        held = self.data.get("activity") if self.is_bound else self.instance.activity_id
        kept = Activity.objects.filter(pk=int(held)) if str(held or "").isdecimal() else Activity.objects.none()
        if known:
            field.queryset = Activity.objects.filter(campaign=known) | kept
            return
        offered = list(
            Activity.objects.open().filter(campaign__in=Campaign.objects.open()).select_related("campaign").order_by("campaign", "pk")[:MOST]
        )  # fmt: skip
        field.queryset = Activity.objects.filter(pk__in=[each.pk for each in offered]) | kept
        groups: dict[str, list[tuple[int, str]]] = {}
        for each in offered:
            groups.setdefault(each.campaign.name, []).append((each.pk, each.name))
        field.choices = [("", _("none")), *groups.items()]

    def clean_discount(self) -> Decimal:
        return self.cleaned_data["discount"] or Decimal(0)

    def clean_currency(self) -> str:
        code = self.cleaned_data["currency"].upper()
        if not is_currency(code):
            raise forms.ValidationError(_("Write the three letters of a currency, such as EUR or USD."))
        return code

    def _whole(self, name: str) -> int | None:
        value = self.cleaned_data[name]
        return None if value is None else int(value)

    def clean_contacts(self) -> int | None:
        return self._whole("contacts")

    def clean_reach(self) -> int | None:
        return self._whole("reach")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        first, last = found.get("starts_on"), found.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The end must come after the beginning."))
        activity, campaign = found.get("activity"), found.get("campaign")
        if activity and campaign and activity.campaign_id != campaign.pk:
            words = _("“%(activity)s” belongs to the campaign “%(campaign)s”.")
            self.add_error("activity", words % {"activity": activity, "campaign": activity.campaign})
        contacts, reach = found.get("contacts"), found.get("reach")
        if reach is not None and contacts is not None and reach > contacts:
            self.add_error("reach", _("No more people can be reached than there are contacts."))
        return found
