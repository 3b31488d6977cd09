"""A report: one edition of what a domain says of a quarter in one language. Its numbers are live until it is frozen."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regie.journal.models import Revised
from regie.lib import dates
from regie.lib.periods import Grain, Period
from regie.reports.models.publishing import Publishing
from regie.reports.models.seeing import ReportsQuerySet


class ReportQuerySet(ReportsQuerySet):
    def of(self, quarter: Period) -> ReportQuerySet:
        return self.filter(quarter=quarter.start)

    def frozen(self) -> ReportQuerySet:
        return self.exclude(frozen_at=None)

    def published(self) -> ReportQuerySet:
        return self.exclude(published_at=None)


class Report(Publishing, Revised):
    domain = models.ForeignKey("people.Domain", models.CASCADE, related_name="reports", verbose_name=_("domain"))
    quarter = models.DateField(_("quarter"))  # its first day
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    edition = models.PositiveSmallIntegerField(_("edition"), default=1, editable=False)
    because = models.TextField(_("what it corrects"), blank=True)  # of a later edition
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    frozen_at = models.DateTimeField(null=True, blank=True, editable=False)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    kept = models.JSONField(default=dict, blank=True, editable=False)  # the whole document, from the moment it is frozen

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-quarter", "language", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["domain", "quarter", "language", "edition"], name="one_report_an_edition"),
            models.UniqueConstraint(
                fields=["domain", "quarter", "language"], condition=Q(frozen_at=None), name="one_open_edition_a_report"
            ),
            models.CheckConstraint(condition=Q(quarter__day=1), name="a_quarter_begins_its_month"),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(frozen_at__isnull=False, published_at__gte=F("frozen_at")),
                name="what_is_published_was_frozen",
            ),
            models.CheckConstraint(condition=Q(edition=1) | ~Q(because=""), name="a_later_edition_says_what_it_corrects"),
        ]

    def __str__(self) -> str:
        """“Rapport T3 2026”, in its own language; a later edition says so."""
        word, edition = ("Rapport", "édition") if self.language == "fr" else ("Report", "edition")
        said = f"{word} {dates.period(self.quarter, 'quarter', self.language)}"
        return f"{said}, {edition} {self.edition}" if self.edition > 1 else said

    def get_absolute_url(self) -> str:
        return reverse("reports:report", args=[self.pk])

    @property
    def period(self) -> Period:
        return Period.of(self.quarter, Grain.QUARTER)

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def state(self) -> str:
        return "published" if self.is_published else "frozen" if self.is_frozen else "draft"

    def earlier(self) -> Report | None:
        """The edition before this one."""
        return type(self).objects.filter(**self.place, edition__lt=self.edition).order_by("-edition").first()

    def later(self) -> Report | None:
        """The newest edition after this one."""
        return type(self).objects.filter(**self.place, edition__gt=self.edition).order_by("-edition").first()

    @property
    def place(self) -> dict:
        return {"domain": self.domain_id, "quarter": self.quarter, "language": self.language}

    def document(self) -> dict:
        """What it says: as it was kept when it was frozen, else from the numbers as they stand now."""
        if self.is_frozen:
            return self.kept
        from regie.reports.making import document_of

        return document_of(self)
