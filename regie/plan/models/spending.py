"""Money that goes out: commitments and expenses, the rates that turn currencies, and the ledgers that bring them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from regie.journal.models import Revised, record
from regie.lib import dates, money
from regie.lib.leases import Leased
from regie.lib.refused import Refused
from regie.people.models import Organisation
from regie.plan.models.committing import Committing
from regie.plan.models.invoicing import Invoicing
from regie.plan.models.ledgering import Ledgering
from regie.plan.models.seeing import PlanQuerySet


class Rate(models.Model):
    """What one unit of a currency was worth in the organisation's currency, from a day on."""

    currency = models.CharField(pgettext_lazy("of an amount", "currency"), max_length=3)
    on = models.DateField(_("from"))
    rate = models.DecimalField(_("rate"), max_digits=16, decimal_places=8)
    source = models.CharField(_("source"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["currency", "-on"]
        constraints = [
            models.UniqueConstraint(fields=["currency", "on"], name="one_rate_a_currency_and_day"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="a_rate_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.on}: {self.rate}"

    @classmethod
    def set(cls, currency: str, on: date, rate: Decimal, *, by, source: str = "") -> Rate:
        """From that day on; amounts that are there keep the rate that they were written with."""
        if not money.is_currency(currency):
            raise Refused(gettext("“%(code)s” is no currency: write its three letters, such as USD.") % {"code": currency})
        if currency == Organisation.here().currency:
            raise Refused(gettext("%(code)s is the organisation’s own currency: it has no rate.") % {"code": currency})
        if rate <= 0:
            raise Refused(gettext("A rate is more than nothing."))
        with transaction.atomic():
            said = {"rate": rate, "source": source.strip(), "by": by, "at": timezone.now()}
            made, _new = cls.objects.update_or_create(currency=currency, on=on, defaults=said)
            record("plan.rate_set", made, by=by, currency=currency, rate=str(rate), day=on.isoformat())
        return made

    @staticmethod
    def on_day(currency: str, day: date) -> Decimal:
        """What one unit was worth on that day, in the organisation's currency; refused where nobody has said."""
        ours = Organisation.here().currency
        if currency == ours:
            return Decimal(1)
        found = Rate.objects.filter(currency=currency, on__lte=day).order_by("-on").first()
        if found is None:
            facts = {"currency": currency, "day": dates.day(day, (get_language() or "en")[:2]), "ours": ours}
            raise Refused(
                gettext("No rate turns %(currency)s into %(ours)s on %(day)s: write it under Exchange rates, then try again.")
                % facts
            )
        return found.rate


def priced(net: Decimal, currency: str, on: date | None) -> dict[str, Any]:
    """The currency of an amount, the rate of its day, and what it is worth here."""
    currency = currency or Organisation.here().currency
    rate = Rate.on_day(currency, on or timezone.localdate())
    return {"currency": currency, "rate": rate, "worth": (net * rate).quantize(Decimal("0.01"))}


class Ledger(Ledgering, Leased):
    """Rows that came together from a sheet, written together and undone together."""

    class Kind(models.TextChoices):
        SPEND = "spend", _("expenses and commitments")
        EFFORTS = "efforts", _("earlier campaigns by audience")
        MEDIA = "media", _("media plan")

    kind = models.CharField(max_length=8, choices=Kind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    file = models.ForeignKey("journal.File", models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    sheet = models.CharField(max_length=100, blank=True)
    new = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    written_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.file_name or str(self.get_kind_display())


class Amount(models.Model):
    """Net amount and VAT in the currency of the paper, and the net in the organisation's currency at the rate of its day."""

    net = models.DecimalField(_("amount without VAT"), max_digits=14, decimal_places=2)
    vat = models.DecimalField(_("VAT"), max_digits=14, decimal_places=2, default=0)
    currency = models.CharField(pgettext_lazy("of an amount", "currency"), max_length=3)
    rate = models.DecimalField(_("rate"), max_digits=16, decimal_places=8, default=1)
    worth = models.DecimalField(_("worth"), max_digits=14, decimal_places=2)  # net × rate, in the organisation's currency
    on = models.DateField(_("day"), default=timezone.localdate)
    supplier = models.CharField(_("supplier"), max_length=200, blank=True)
    reference = models.CharField(_("reference"), max_length=80, blank=True)  # of the order or of the invoice
    purpose = models.CharField(pgettext_lazy("of an amount", "purpose"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    row = models.PositiveIntegerField(null=True, blank=True, editable=False)  # of the ledger's sheet

    class Meta:
        abstract = True


class CommitmentQuerySet(PlanQuerySet):
    def standing(self) -> CommitmentQuerySet:
        """Made, and not yet closed: what is still to be invoiced."""
        return self.filter(status=Commitment.Status.MADE)

    def to_answer(self) -> CommitmentQuerySet:
        """Asked about at a month's end, and nobody has said since when the invoice comes."""
        due = Q(expected_on=None) | Q(expected_on__lte=F("asked_of_month"))
        return self.standing().filter(due, asked_of_month__isnull=False)

    def visible_to(self, person) -> CommitmentQuerySet:
        """The team and the delegator; of other departments those who were asked for their approval."""
        if not person.is_authenticated or person.is_member or person.is_delegator:
            return super().visible_to(person)
        from regie.work.models import Approval

        asked = Approval.objects.filter(
            subject_type=ContentType.objects.get_for_model(Commitment), stages__verdicts__decider=person
        )
        return self.filter(pk__in=[int(key) for key in asked.values_list("subject_id", flat=True)])


class Commitment(Committing, Amount, Revised):
    """Money promised to a supplier. Above its line or envelope it is only `asked` until finance has approved amount and purpose."""

    class Status(models.TextChoices):
        ASKED = "asked", pgettext_lazy("commitment", "waits for finance")
        MADE = "made", pgettext_lazy("commitment", "committed")
        CLOSED = "closed", pgettext_lazy("commitment", "invoiced")
        REFUSED = "refused", pgettext_lazy("commitment", "refused")
        DROPPED = "dropped", pgettext_lazy("commitment", "given up")

    line = models.ForeignKey("plan.BudgetLine", models.PROTECT, related_name="commitments", verbose_name=_("budget line"))
    status = models.CharField(max_length=7, choices=Status.choices, default=Status.ASKED, editable=False)
    expected_on = models.DateField(_("invoice expected"), null=True, blank=True)
    above = models.JSONField(
        default=dict, blank=True, editable=False
    )  # what it went above when asked: {"line": …, "envelope": …}
    made_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    asked_of_month = models.DateField(null=True, blank=True, editable=False)  # the last month's end at which it was asked about
    ledger = models.ForeignKey(Ledger, models.SET_NULL, null=True, blank=True, related_name="commitments")
    files = models.ManyToManyField("journal.File", blank=True, related_name="+")

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(net__gt=0), name="a_commitment_is_positive"),
            models.UniqueConstraint(
                Lower("supplier"),
                Lower("reference"),
                condition=~Q(reference="") & ~Q(status__in=["refused", "dropped"]),
                name="an_order_once",
                violation_error_message=_("This order of this supplier is there already."),
            ),
        ]
        indexes = [
            models.Index(fields=["line", "status"], name="commitments_of_a_line"),
            models.Index(fields=["status", "on"], name="commitments_by_status"),
            models.Index(  # `tallying`, and what is promised for a day that has come
                fields=["line", "status", "expected_on", "worth"], name="sums_of_promises"
            ),
            models.Index(  # what is asked about at a month's end
                fields=["asked_of_month"],
                condition=Q(status="made", asked_of_month__isnull=False),
                name="commitments_asked_about",
            ),
        ]

    def __str__(self) -> str:
        return self.purpose

    def get_absolute_url(self) -> str:
        return reverse("plan:commitment", args=[self.pk])


class ExpenseQuerySet(PlanQuerySet):
    def standing(self) -> ExpenseQuerySet:
        return self.filter(taken_back_at=None)


class Expense(Invoicing, Amount, Revised):
    """An invoice, or a credit note with a negative amount. Without a line it waits to be reconciled."""

    undone_by = "edit"

    line = models.ForeignKey(
        "plan.BudgetLine", models.PROTECT, null=True, blank=True, related_name="expenses", verbose_name=_("budget line")
    )
    commitment = models.ForeignKey(
        Commitment, models.SET_NULL, null=True, blank=True, related_name="expenses", verbose_name=_("commitment")
    )
    ledger = models.ForeignKey(Ledger, models.SET_NULL, null=True, blank=True, related_name="expenses")
    line_said = models.CharField(
        _("line as the sheet wrote it"), max_length=80, blank=True
    )  # what the sheet wrote for the line, when no line has that number
    taken_back_at = models.DateTimeField(null=True, blank=True, editable=False)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    files = models.ManyToManyField("journal.File", blank=True, related_name="+")

    objects = ExpenseQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("supplier"),
                Lower("reference"),
                "line",
                "net",
                condition=~Q(reference="") & Q(taken_back_at=None, line__isnull=False),
                name="an_invoice_once_a_line",
                violation_error_message=_("This invoice of this supplier is there already."),
            ),
            models.UniqueConstraint(
                Lower("supplier"),
                Lower("reference"),
                "line_said",
                "net",
                condition=~Q(reference="") & Q(taken_back_at=None, line=None),
                name="an_unplaced_invoice_once",
                violation_error_message=_("This invoice of this supplier is there already."),
            ),
        ]
        indexes = [
            models.Index(fields=["line", "on"], name="expenses_of_a_line"),
            models.Index(fields=["on"], name="expenses_by_day"),
            models.Index(fields=["line", "taken_back_at", "commitment", "worth"], name="sums_of_expenses"),  # `tallying`
        ]

    def __str__(self) -> str:
        return self.purpose

    def get_absolute_url(self) -> str:
        return reverse("plan:expense", args=[self.pk])
