"""An intake: one file on its way in, from the upload to the result and back.

Its row is the job: a lease says who works on it, so that a killed process loses nothing; the sweeper wakes it again.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import IO, BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regie.connect.models.mapping import Mapping
from regie.connect.targets import TARGETS, Target, guessed
from regie.journal.models import record
from regie.lib.leases import Leased, LeasedQuerySet, LeaseLost
from regie.lib.tables import Table, open_table
from regie.lib.tables.table import Source
from regie.metrics.tasks import wake_to_undo

LEASE = 60  # seconds without a sign of life after which somebody else goes on
MOST_ATTEMPTS = 3


class NotNow(Exception):
    """The intake does not stand where this could be done: somebody was faster, or it is under way."""


class IntakeQuerySet(LeasedQuerySet):
    def visible_to(self, person) -> IntakeQuerySet:
        return self if person.is_authenticated and (person.is_member or person.is_delegator) else self.none()

    def editable_by(self, person) -> IntakeQuerySet:
        return self if person.is_authenticated and person.is_member else self.none()

    def waiting(self) -> IntakeQuerySet:
        """Whose work is to be done and that nobody is doing."""
        return self.free().filter(stage__in=[Intake.Stage.REHEARSING, Intake.Stage.WRITING]).order_by("id")


class Intake(Leased):
    class Stage(models.TextChoices):
        COLUMNS = "columns", _("columns to choose")
        REHEARSING = "rehearsing", _("rehearsing")
        REHEARSED = "rehearsed", _("rehearsed")
        WRITING = "writing", _("writing")
        WRITTEN = "written", _("written")
        UNDONE = "undone", _("undone")
        FAILED = "failed", _("stopped")

    target = models.CharField(max_length=40, default="figures")
    file = models.ForeignKey("journal.File", models.PROTECT, related_name="intakes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="intakes")
    at = models.DateTimeField(default=timezone.now)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.COLUMNS)
    source = models.JSONField(default=dict)  # lib.tables Source: encoding, delimiter, sheet
    sheets = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=64, blank=True)
    is_known_shape = models.BooleanField(default=False)
    choices = models.JSONField(default=dict)  # what the columns mean; the target's own words
    corrections = models.JSONField(default=dict)  # {row: {column: [as it stands in the file, as corrected here]}}
    header = models.JSONField(default=list)  # names of the columns that rows show
    rows_read = models.PositiveIntegerField(default=0)
    rows_in_all = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    reasons = models.JSONField(default=list)  # refusals gathered by reason
    effect = models.JSONField(default=dict)  # what the target found besides rows
    fault = models.JSONField(default=dict)  # {"code", facts…} when it stopped
    rehearsed_at = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    batch = models.ForeignKey("metrics.Batch", models.SET_NULL, null=True, blank=True, related_name="intakes")
    ledger = models.ForeignKey("plan.Ledger", models.SET_NULL, null=True, blank=True, related_name="intakes")
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["stage"], condition=Q(stage__in=["rehearsing", "writing"]), name="intakes_to_work_on")]

    def __str__(self) -> str:
        return self.file.name

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("connect:import", args=[self.pk])

    @property
    def aim(self) -> Target:
        return TARGETS[self.target]

    @property
    def writes(self) -> int:
        """How many figures it would write, or wrote."""
        return self.new + self.changed

    @property
    def is_undone(self) -> bool:
        """Taken back, from here or from the list of batches."""
        return self.stage == self.Stage.UNDONE or bool(self.stage == self.Stage.WRITTEN and self.batch and self.batch.undone_at)

    @property
    def is_being_undone(self) -> bool:
        return bool(self.stage == self.Stage.WRITTEN and self.batch and self.batch.is_being_undone)

    @property
    def stands(self) -> bool:
        return self.stage == self.Stage.WRITTEN and not self.is_undone and not self.is_being_undone

    @property
    def is_busy(self) -> bool:
        return self.stage in {self.Stage.REHEARSING, self.Stage.WRITING}

    # Bringing a file

    @classmethod
    def bring(cls, file, *, by, target: str = "figures") -> Intake:
        """Look at a kept file; raises `Unreadable` and keeps no intake when it is no sheet. Without a target it is guessed."""
        intake = cls(target=target, file=file, by=by)
        with file.content.open("rb") as content:
            table = open_table(content, file.name)
            intake.target = target or cls.meant(table)
            intake.look(table)
        with transaction.atomic():
            intake.save()
            record("connect.file_brought", intake, by=by)
        return intake

    @staticmethod
    def meant(table: Table) -> str:
        """What a sheet of this shape was when it last came, else what its columns look like."""
        from regie.connect.fingerprint import fingerprint_of

        known = Mapping.objects.filter(fingerprint=fingerprint_of(table), target__in=TARGETS).order_by("-used_at").first()
        return known.target if known else guessed(table)

    def look(self, table: Table, choices: dict | None = None) -> None:
        """Take over what a table shows, and propose what its columns mean."""
        from regie.connect.fingerprint import fingerprint_of

        self.source, self.sheets = vars(table.source), table.sheets
        self.fingerprint = fingerprint_of(table)
        known = Mapping.known(self.target, self.fingerprint)
        self.is_known_shape = known is not None
        self.choices = choices if choices is not None else self.aim.propose(table, known)

    def open(self, content: IO[bytes] | File) -> Table:
        """The table as the file and the corrections say together."""
        table = open_table(cast(BinaryIO, content), self.file.name, source=Source(**self.source))
        table.corrections = {
            int(row): {int(column): new for column, (_old, new) in cells.items()} for row, cells in self.corrections.items()
        }
        return table

    # Verbs of the person

    def pick_sheet(self, sheet: str) -> None:
        with self.file.content.open("rb") as content:
            self.look(open_table(cast(BinaryIO, content), self.file.name, sheet=sheet))
        self.stage, self.corrections = self.Stage.COLUMNS, {}
        self.save()

    def pick_target(self, target: str) -> None:
        """The sheet holds something else than was thought: its columns are proposed anew."""
        if self.stage not in {self.Stage.COLUMNS, self.Stage.REHEARSED, self.Stage.FAILED}:
            raise NotNow(self.stage)
        self.target = target
        with self.file.content.open("rb") as content:
            self.look(open_table(cast(BinaryIO, content), self.file.name, source=Source(**self.source)))
        self.stage, self.corrections = self.Stage.COLUMNS, {}
        self.save()

    def choose(self, choices: dict) -> None:
        """Settle what the columns mean and ask for a rehearsal."""
        self._move(
            {self.Stage.COLUMNS, self.Stage.REHEARSED, self.Stage.FAILED}, self.Stage.REHEARSING, choices=choices, fault={}
        )

    def correct(self, corrections: dict, *, by) -> None:
        """Cells that stand over those of the file, which stays as it was brought; asks for another rehearsal."""
        with transaction.atomic():
            self._move({self.Stage.REHEARSED}, self.Stage.REHEARSING, corrections=corrections, fault={})
            record("connect.cells_corrected", self, by=by, cells=self.corrected)

    @property
    def corrected(self) -> int:
        """How many cells were corrected here."""
        return sum(map(len, self.corrections.values()))

    def rehearse_again(self) -> None:
        self._move({self.Stage.REHEARSED, self.Stage.FAILED}, self.Stage.REHEARSING, fault={})

    def halt(self, *, by) -> None:
        """Stop the work under way. Who does it hears of it at the next row, and what was written is rolled back."""
        with transaction.atomic():
            fault = {"code": "halted", "was": self.stage, "name": str(by) if by else "", "rows": self.rows_read}
            self._move({self.Stage.REHEARSING, self.Stage.WRITING} & {self.stage}, self.Stage.FAILED, fault=fault)
            record("connect.import_halted", self, by=by)

    @property
    def can_be_written(self) -> bool:
        """Rehearsed, or rehearsed and then stopped while it was written."""
        return self.stage == self.Stage.REHEARSED or (self.stage == self.Stage.FAILED and self.fault.get("was") == "writing")

    def write(self, *, by) -> None:
        """Ask for the writing; it happens in the background and is remembered until done."""
        if not self.can_be_written:
            raise NotNow(self.stage)
        with transaction.atomic():
            self._move({self.stage}, self.Stage.WRITING, written_by=by, begun_at=timezone.now(), fault={})
            Mapping.remember(self.target, self.fingerprint, self.choices, by=by)

    def undo(self, *, by) -> None:
        """Take everything back as a whole."""
        with transaction.atomic():
            if self.is_undone or self.is_being_undone:
                raise NotNow(self.stage)
            if self.batch and self.batch.is_large:
                self.batch.ask_to_undo(by=by)
                record("connect.import_undone", self, by=by)
                transaction.on_commit(wake_to_undo)
                return
            self._move({self.Stage.WRITTEN}, self.Stage.UNDONE)
            self.effect = {**self.effect, "undone": self.aim.undo(self, by=by)}
            self.save(update_fields=["effect"])
            record("connect.import_undone", self, by=by)

    def _move(self, before: Collection[str], after: str, **fields) -> None:
        """One step, taken once: two people who press together make one import."""
        fields |= {"stage": after, "attempts": 0, "leased_until": None, "leased_by": ""}
        if after in (self.Stage.REHEARSING, self.Stage.WRITING):
            fields["rows_read"] = 0
        if not type(self).objects.filter(pk=self.pk, stage__in=before).update(**fields):
            raise NotNow(self.stage)
        for name, value in fields.items():
            setattr(self, name, value)

    # The work

    @classmethod
    def take(cls, pk: int) -> Intake | None:
        """The intake, if its work is ours now. Work that died three times is given up, and says so."""
        intake = cls.objects.waiting().filter(pk=pk).take(seconds=LEASE)
        if intake is None:
            return None
        intake.attempts += 1
        intake.still_mine().update(attempts=intake.attempts)
        if intake.attempts > MOST_ATTEMPTS:
            intake.stop({"code": "gave_up", "was": intake.stage})
            return None
        return intake

    def still_mine(self) -> models.QuerySet:
        """The row, unless somebody else took the work over: every write of a worker goes through it."""
        return type(self).objects.filter(pk=self.pk, leased_by=self.leased_by, stage=self.stage)

    def settle(self, stage: str, **fields) -> None:
        """The end of a work, fenced: who lost the lease in the meantime writes nothing. Call it in the work's transaction."""
        fields |= {"stage": stage, "leased_until": None, "leased_by": ""}
        if not self.still_mine().update(**fields):
            raise LeaseLost(str(self.pk))
        for name, value in fields.items():
            setattr(self, name, value)

    def stop(self, fault: dict) -> None:
        """Nothing was written; the page says why."""
        with transaction.atomic():
            self.settle(self.Stage.FAILED, fault=fault)
            record("connect.import_stopped", self, by=None)
