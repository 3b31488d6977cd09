"""What people fill in about commitments, invoices and rates."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from regie.lib.money import is_currency, money
from regie.people.models import Organisation
from regie.plan.models import BudgetLine, Commitment, Expense, Rate
from regie.ui.forms import DecimalField, Form, RevisedModelForm

AMOUNT: dict[str, Any] = {"max_digits": 14, "decimal_places": 2}


class LineField(forms.CharField):
    """A budget line by its number: what stands on the order and in the accounting. The list of the browser helps to find it."""

    def __init__(self, **named: Any) -> None:
        named.setdefault("max_length", 240)
        super().__init__(**named)
        self.widget.attrs |= {"list": "budget-lines", "autocomplete": "off"}
        self.rows: Any = BudgetLine.objects.all()

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = self.rows.filter(number__iexact=text.split()[0]).first()
        if found is None:
            raise forms.ValidationError(_now("No budget line has the number “%(number)s”.") % {"number": text.split()[0]})
        return found

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, BudgetLine):
            return str(value)
        if isinstance(value, int):
            line = self.rows.filter(pk=value).first()
            return str(line) if line else ""
        return value


def offered_lines() -> list[str]:
    """The newest lines on which money may be promised or spent."""
    rows = BudgetLine.objects.filter(closed_at=None).order_by("-made_at").values_list("number", "name")[:300]
    return [f"{number} {name}" for number, name in rows]


class Currency(forms.CharField):
    def __init__(self, **named: Any) -> None:
        super().__init__(max_length=3, min_length=3, required=False, label=pgettext_lazy("of an amount", "Currency"), **named)

    def clean(self, value: Any) -> str:
        code = (super().clean(value) or Organisation.here().currency).upper()
        if not is_currency(code):
            raise forms.ValidationError(_now("“%(code)s” is no currency: write its three letters, such as USD.") % {"code": code})
        return code


LABELS = {
    "on": pgettext_lazy("of an amount", "Day"),
    "supplier": _("Supplier"),
    "purpose": _("What for"),
    "expected_on": _("Invoice expected"),
}


class CommitmentForm(RevisedModelForm):
    line = LineField(label=_("Budget line"), help_text=_("Its number, or part of its name."))
    net = DecimalField(label=_("Amount without VAT"), min_value=Decimal("0.01"), **AMOUNT)
    vat = DecimalField(label=_("VAT"), required=False, min_value=0, **AMOUNT)
    currency = Currency()

    class Meta:
        model = Commitment
        fields = ["line", "purpose", "supplier", "reference", "net", "vat", "currency", "on", "expected_on"]
        labels = LABELS | {"reference": _("Number of the order")}
        widgets = {"on": forms.DateInput, "expected_on": forms.DateInput}

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        if not self.instance.pk:
            self.fields["on"].initial = timezone.localdate()
            self.initial["currency"] = self.instance.currency or Organisation.here().currency

    def clean_vat(self) -> Decimal:
        return self.cleaned_data["vat"] or Decimal(0)

    def _post_clean(self) -> None:
        """The verb checks the whole; here only what was typed."""


class ExpenseForm(RevisedModelForm):
    line = LineField(
        label=_("Budget line"), required=False, help_text=_("Its number. Left empty, the invoice waits to be placed.")
    )
    net = DecimalField(label=_("Amount without VAT"), help_text=_("Negative for a credit note."), **AMOUNT)
    vat = DecimalField(label=_("VAT"), required=False, **AMOUNT)
    currency = Currency()
    commitment = forms.ModelChoiceField(Commitment.objects.none(), label=_("Commitment it settles"), required=False)

    class Meta:
        model = Expense
        fields = ["line", "commitment", "purpose", "supplier", "reference", "net", "vat", "currency", "on"]
        labels = LABELS | {"reference": _("Number of the invoice")}
        widgets = {"on": forms.DateInput}

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        own: Any = self.fields
        own["commitment"].queryset = self._offered().select_related("line").order_by("-on")
        own["commitment"].label_from_instance = lambda each: (
            f"{each.purpose} ({each.supplier or each.line.number}, {money(each.net, each.currency, (get_language() or 'en')[:2])})"
        )
        if self.instance.pk:
            return
        own["purpose"].required = False
        own["on"].initial = timezone.localdate()
        self.initial["currency"] = self.instance.currency or Organisation.here().currency

    def _offered(self) -> Any:
        """Open commitments, and the one that it settles already."""
        offered = Commitment.objects.standing()
        held = self.instance.commitment_id
        return offered | Commitment.objects.filter(pk=held) if held else offered

    def clean(self) -> dict[str, Any]:
        """A line left empty beside a commitment is the commitment’s."""
        said = super().clean() or self.cleaned_data
        if said.get("commitment") and "line" in said and said["line"] is None:
            said["line"] = said["commitment"].line
        return said

    def clean_vat(self) -> Decimal:
        return self.cleaned_data["vat"] or Decimal(0)

    def _post_clean(self) -> None:
        """The verb checks the whole; here only what was typed."""


class PlaceForm(Form):
    line = LineField(label=_("Budget line"))


class RateForm(Form):
    currency = forms.CharField(
        max_length=3, label=pgettext_lazy("of an amount", "Currency"), help_text=_("Its three letters: USD, GBP, CHF.")
    )
    on = forms.DateField(label=_("From"), widget=forms.DateInput)
    rate = DecimalField(label=_("One unit is worth"), min_value=Decimal("0.00000001"), max_digits=16, decimal_places=8)
    source = forms.CharField(max_length=200, label=_("Source"), required=False)

    class Meta:
        model = Rate

    def clean_currency(self) -> str:
        return self.cleaned_data["currency"].strip().upper()
