"""A batch: figures that came together, written together and undone together. The one way figures are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regie.journal.models import record
from regie.lib.leases import Leased, LeasedQuerySet
from regie.metrics.models.evaluation import Evaluation
from regie.metrics.models.seeing import reads_all
from regie.metrics.staging import Entry, Outcome, Staging


class Undone(NamedTuple):
    """`restored` to what stood before, `removed` because nothing stood before, `kept` because a later batch wrote over them."""

    restored: int
    removed: int
    kept: int


AT_ONCE = 20_000  # figures: fewer are taken back while the person waits, more in the background
SLICE = 50_000


class BatchQuerySet(LeasedQuerySet):
    def visible_to(self, person) -> BatchQuerySet:
        return self if reads_all(person) else self.none()

    def editable_by(self, person) -> BatchQuerySet:
        return self if person.is_authenticated and person.is_member else self.none()

    def to_undo(self) -> BatchQuerySet:
        """Asked to be taken back, and nobody is at it."""
        return self.free().exclude(undo_asked_at=None).filter(undone_at=None).order_by("undo_asked_at")


class Batch(Leased):
    class Source(models.TextChoices):
        HAND = "hand", _("by hand")
        FILE = "file", _("file")
        API = "api", _("interface")
        DEMO = "demo", _("demo")

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="batches")
    at = models.DateTimeField(default=timezone.now)
    source = models.CharField(max_length=4, choices=Source.choices, default=Source.HAND)
    file = models.ForeignKey("journal.File", models.PROTECT, null=True, blank=True, related_name="batches")
    file_name = models.CharField(max_length=255, blank=True)
    sheet = models.CharField(max_length=100, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    undo_asked_at = models.DateTimeField(null=True, blank=True)
    undo_asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    taken_back = models.PositiveIntegerField(default=0)  # figures that an undo under way has gone through

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        return self.file_name or str(self.get_source_display())

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("metrics:batch", args=[self.pk])

    @classmethod
    def open(
        cls, *, by, source: str = Source.HAND, file=None, file_name: str = "", sheet: str = "", mapping: dict | None = None
    ) -> Batch:
        """A batch that is saved when it is written, so that a process killed before leaves nothing of it."""
        return cls(
            by=by,
            source=source,
            file=file,
            file_name=file_name or getattr(file, "name", ""),
            sheet=sheet[:100],
            mapping=mapping or {},
        )

    @staticmethod
    def rehearse(entries: Iterable[Entry], *, progress: Callable[[int], None] | None = None) -> Rehearsal:
        """What writing these figures would do, computed as the write computes it; a context manager, see `Rehearsal`."""
        return Rehearsal(entries, progress)

    def write(self, entries: Iterable[Entry], *, progress: Callable[[int], None] | None = None, before_end=None) -> Outcome:
        """Write all figures in one transaction. The same entries again change nothing.

        `progress` hears how many rows were read. `before_end(outcome)` is called last inside the transaction, for what must be
        true together with the figures, such as the state of an import.
        """
        if self.written_at:
            raise ValidationError(_("This batch is written already."))
        with Staging() as staging:
            staging.fill(entries, progress)
            with transaction.atomic():
                self.save()
                outcome = staging.write(self)
                self.new, self.changed, self.same, self.refused = outcome.new, outcome.changed, outcome.same, outcome.refused
                self.written_at = timezone.now()
                self.save()
                if outcome.new or outcome.changed:
                    Evaluation.ask(Evaluation.Cause.FIGURES, batch=self, touched=staging.touched)
                record(
                    "metrics.figures_added",
                    self,
                    by=self.by,
                    new=outcome.new,
                    changed=outcome.changed,
                    same=outcome.same,
                    refused=outcome.refused,
                )
                if before_end:
                    before_end(outcome)
        return outcome

    @property
    def writes(self) -> int:
        return self.new + self.changed

    @property
    def is_large(self) -> bool:
        return self.writes > AT_ONCE

    @property
    def is_being_undone(self) -> bool:
        return self.undo_asked_at is not None and self.undone_at is None

    def ask_to_undo(self, *, by) -> None:
        """Have it taken back in the background; the row remembers it until it is done."""
        asked = type(self).objects.filter(pk=self.pk, undo_asked_at=None, undone_at=None).exclude(written_at=None)
        now = timezone.now()
        if not asked.update(undo_asked_at=now, undo_asked_by=by, taken_back=0):
            raise ValidationError(_("This batch is undone already."))
        self.undo_asked_at, self.undo_asked_by = now, by

    def undo(self, *, by, progress: Callable[[int], None] | None = None) -> Undone:
        """Take the whole batch back: what it replaced stands again, unless a later batch wrote over it."""
        if not self.written_at:
            raise ValidationError(_("This batch was never written."))
        with transaction.atomic():
            # The row stays free, so that another connection can say on it how far this is.
            if connection.vendor == "postgresql":
                _run("SELECT pg_advisory_xact_lock(7250101)")
            if Batch.objects.filter(pk=self.pk).exclude(undone_at=None).exists():
                raise ValidationError(_("This batch is undone already."))
            touched = _touched_by(self.pk)
            later = """EXISTS (SELECT 1 FROM metrics_replaced o WHERE o.batch_id = %s AND o.series_id = metrics_replaced.series_id
                       AND o.period = metrics_replaced.period)"""
            # A later batch that wrote over this one now stands on what this one had replaced, or on nothing.
            kept = _run(f"DELETE FROM metrics_replaced WHERE old_batch_id = %s AND NOT {later}", [self.pk, self.pk])  # noqa: S608
            kept += _run(
                """UPDATE metrics_replaced SET value = o.value, old_batch_id = o.old_batch_id, old_row = o.old_row FROM
                metrics_replaced o
                   WHERE metrics_replaced.old_batch_id = %s AND o.batch_id = %s AND o.series_id = metrics_replaced.series_id
                   AND o.period = metrics_replaced.period""",
                [self.pk, self.pk],
            )
            restored = removed = 0
            for first, last in _slices_of(self.pk):
                restored += _run(
                    """UPDATE metrics_figure SET value = o.value, batch_id = o.old_batch_id, "row" = o.old_row
                       FROM metrics_replaced o WHERE metrics_figure.batch_id = %s AND metrics_figure.id BETWEEN %s AND %s
                       AND o.batch_id = %s AND o.series_id = metrics_figure.series_id AND o.period = metrics_figure.period""",
                    [self.pk, first, last, self.pk],
                )
                removed += _run("DELETE FROM metrics_figure WHERE batch_id = %s AND id BETWEEN %s AND %s", [self.pk, first, last])
                if progress:
                    progress(restored + removed)
            _run("DELETE FROM metrics_replaced WHERE batch_id = %s", [self.pk])
            self.undone_at, self.undone_by = timezone.now(), by
            self.save(update_fields=["undone_at", "undone_by"])
            if touched:
                Evaluation.ask(Evaluation.Cause.UNDONE, batch=self, touched=touched)
            undone = Undone(restored, removed, kept)
            record("metrics.figures_undone", self, by=by, **undone._asdict())
        return undone

    def evaluate(self) -> None:
        """Run what this batch asked for now, in this process, instead of leaving it to the worker."""
        from regie.metrics.evaluation import run

        while (evaluation := self.evaluations.waiting().take(seconds=600)) is not None:
            run(evaluation)


class Rehearsal:
    """`with Batch.rehearse(entries) as rehearsal:` then `rehearsal.outcome`, `rehearsal.rows(kind, limit, offset)`, and
    `rehearsal.overlaps()`: what would count twice, in sentences. Nothing is written.
    """

    def __init__(self, entries: Iterable[Entry], progress: Callable[[int], None] | None) -> None:
        self._entries, self._progress, self._staging = entries, progress, Staging()

    def __enter__(self) -> Rehearsal:
        self._staging.__enter__()
        self._staging.fill(self._entries, self._progress)
        self.outcome: Outcome = self._staging.outcome()
        self.rows = self._staging.rows
        self.overlaps = self._staging.shapes.overlaps
        return self

    def __exit__(self, *failure) -> None:
        self._staging.__exit__(*failure)


def _run(sql: str, parameters: list | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return max(cursor.rowcount, 0)


def _slices_of(batch_id: int) -> list[tuple[int, int]]:
    """From which figure to which, so many at a time."""
    from regie.metrics.models.figure import Figure

    ends = Figure.objects.filter(batch_id=batch_id).aggregate(first=models.Min("id"), last=models.Max("id"))
    if ends["first"] is None:
        return []
    return [(first, first + SLICE - 1) for first in range(ends["first"], ends["last"] + 1, SLICE)]


def _touched_by(batch_id: int) -> dict[int, list]:
    from regie.metrics.models.figure import Figure

    rows = Figure.objects.filter(batch_id=batch_id).order_by().values("series__measure").annotate(
        first=models.Min("period"), last=models.Max("period")
    )  # fmt: skip
    return {row["series__measure"]: [row["first"], row["last"]] for row in rows}
