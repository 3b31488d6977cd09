"""A run: one execution of a workflow's version, with the dates and people planned for each step."""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from regie.journal.models import Revised, record
from regie.lib.leases import Leased, LeasedQuerySet
from regie.lib.refused import Refused
from regie.work.models.moving import Moving


class RunQuerySet(LeasedQuerySet):
    def under_way(self) -> RunQuerySet:
        return self.filter(ended_at=None)

    def to_wake(self, now=None) -> RunQuerySet:
        return self.under_way().filter(wake_at__lte=now or timezone.now())

    def visible_to(self, person) -> RunQuerySet:
        """The team and the delegator all; a neighbour those they asked for or have a part in."""
        if person.is_member or person.is_delegator:
            return self
        mine = Q(steps__duties__person=person) | Q(tasks__duties__person=person) | Q(request__asked_by=person)
        return self.filter(mine).distinct()

    def editable_by(self, person) -> RunQuerySet:
        return self if person.is_member else self.none()


class Run(Moving, Revised, Leased):
    class Ending(models.TextChoices):
        FINISHED = "finished", gettext_lazy("finished")
        STOPPED = "stopped", pgettext_lazy("run", "stopped")

    # PROTECT: a workflow that is no longer wanted is archived, so that a run never loses what it follows.
    version = models.ForeignKey("work.Version", models.PROTECT, related_name="runs")
    title = models.CharField(gettext_lazy("title"), max_length=200)
    campaign = models.CharField(gettext_lazy("campaign"), max_length=120, blank=True, db_index=True)
    note = models.TextField(gettext_lazy("note"), blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(gettext_lazy("due"), null=True, blank=True)
    state = models.JSONField(default=dict)  # the engine's own; decisions lie in our rows
    wake_at = models.DateTimeField(null=True, blank=True, db_index=True)  # the next timer; the sweep looks for it
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True)
    ended_because = models.CharField(max_length=300, blank=True)
    stuck_because = models.CharField(max_length=500, blank=True)  # why it cannot go on by itself; until it does
    request = models.OneToOneField("work.Request", models.SET_NULL, null=True, blank=True, related_name="run")

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(fields=["ended_at", "due_on"], name="runs_under_way")]
        constraints = [
            models.CheckConstraint(condition=Q(ended_at=None, ending="") | Q(ended_at__isnull=False), name="run_ends_in_a_way")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("work:run", args=[self.pk])

    @property
    def is_late(self) -> bool:
        return self.ended_at is None and self.due_on is not None and self.due_on < timezone.localdate()

    @classmethod
    def start(cls, version, title: str, planned, *, by, campaign: str = "", note: str = "", due_on=None, request=None) -> Run:
        """Begin with this version, the dates and people of `planned` (a list of `planned.Planned`).

        A step whose responsible nobody holds is refused here, before anything began.
        """
        from regie.work import advancing
        from regie.work.models.content import Content

        missing = [step.name for step in planned if not any(who.letter == "R" and who.person for who in step.who)]
        if missing:
            raise Refused(
                _("Nobody is responsible for %(steps)s: name somebody first.")
                % {"steps": ", ".join(f"“{name}”" for name in missing)}
            )
        if version.workflow.archived_at:
            raise Refused(_("This workflow is put away: bring it back to start it."))
        with transaction.atomic():
            run = cls(
                version=version,
                title=title.strip()[:200],
                campaign=campaign,
                note=note,
                started_by=by,
                due_on=due_on,
                request=request,
            )
            run.full_clean(exclude=["state", "started_by"])
            run.save()
            PlannedStep.keep(run, planned)
            Content.objects.create(run=run, title=run.title)
            record("work.run_started", run, by=by, workflow=str(version.workflow), version=version.number)
            advancing.begin(run, by=by)
        run.refresh_from_db()
        return run

    def stop(self, because: str, *, by) -> None:
        """It goes no further; its open tasks are dropped, what was done stays."""
        if not because.strip():
            raise Refused(_("Say why it stops."))
        with transaction.atomic():
            run = Run.objects.select_for_update(of=("self",), no_key=True).get(pk=self.pk)
            if run.ended_at is not None:
                raise Refused(_("This run has ended already."))
            run.ended_at, run.ending, run.ended_because, run.wake_at = timezone.now(), "stopped", because.strip()[:300], None
            run.save(update_fields=["ended_at", "ending", "ended_because", "wake_at"])
            for approval in run.open_approvals():
                approval.withdraw(by=by)
            for task in run.tasks.open():
                task.drop(because, by=None)
            record("work.run_stopped", run, by=by, reason=run.ended_because)
        self.refresh_from_db()

    def open_approvals(self):
        from regie.work.models.approval import Approval

        return Approval.objects.open().filter(task__run=self)


class PlannedStep(models.Model):
    """A step of a run with the dates it will have; duties hang on it before its task is opened."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="steps")
    node = models.CharField(max_length=200)  # id of the element in the diagram
    name = models.CharField(max_length=300)
    place = models.PositiveIntegerField()
    is_approval = models.BooleanField(default=False)
    hours = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)  # working hours
    starts_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["run", "node"], name="one_planned_step_a_node"),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(due_at=None) | Q(due_at__gte=F("starts_at")), name="step_due_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def give(self, letters: dict[int, str], *, by) -> None:
        """Who has which letters of a step that is still to come, by person; whoever is not named keeps theirs. A new A takes the place
        of the one before."""
        from regie.work.models.duty import Duty

        with transaction.atomic():
            run = Run.objects.select_for_update(of=("self",)).get(pk=self.run_id)
            if run.ended_at or run.tasks.filter(node=self.node, ended_at=None).exists():
                raise Refused(_("“%(step)s” is not to come any more: hand it over on its own page.") % {"step": self.name})
            before = self._said()
            for person, wanted in letters.items():
                mine = self.duties.filter(person=person)
                mine.exclude(letter__in=list(wanted)).delete()
                if "A" in wanted:
                    self.duties.filter(letter="A").exclude(person=person).delete()
                held = set(mine.values_list("letter", flat=True))
                Duty.objects.bulk_create(
                    Duty(step=self, letter=letter, person_id=person) for letter in wanted if letter not in held
                )
            there = set(self.duties.values_list("letter", flat=True))
            if not {"R", "A"} <= there:
                raise Refused(_("“%(step)s” keeps somebody responsible (R) and one accountable (A).") % {"step": self.name})
            if (after := self._said()) != before:
                record("work.step_given", run, by=by, step=self.name, people=list(letters), changes={"RACI": [before, after]})

    def _said(self) -> str:
        rows = self.duties.select_related("person").order_by("letter", "pk")
        return ", ".join(f"{duty.letter} {duty.person or duty.wanted}" for duty in rows)

    @classmethod
    def keep(cls, run, planned) -> None:
        """The steps of a run as they are planned, with their duties. Two queries, whatever their number."""
        from regie.work.models.duty import Duty

        kept = cls.objects.bulk_create(
            cls(
                run=run,
                node=step.node,
                name=step.name[:300],
                place=step.place,
                is_approval=step.is_approval,
                hours=step.hours,
                starts_at=step.starts_at,
                due_at=step.due_at,
            )
            for step in planned
        )
        Duty.objects.bulk_create(
            Duty(step=step, letter=who.letter, person=who.person, role=who.role, instead_of=who.instead_of, wanted=who.wanted)
            for step, plan in zip(kept, planned, strict=True)
            for who in plan.who
            if who.person or who.role or who.wanted
        )
