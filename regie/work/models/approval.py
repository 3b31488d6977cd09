"""An approval: a question to people about exactly what they see; its stages, and their verdicts."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy

from regie.work.models.deciding import Asking, Giving, Staged


class ApprovalQuerySet(models.QuerySet):
    def open(self) -> ApprovalQuerySet:
        return self.filter(closed_at=None)

    def about(self, thing: models.Model) -> ApprovalQuerySet:
        return self.filter(subject_type=ContentType.objects.get_for_model(thing), subject_id=str(thing.pk))

    def of_step(self, task) -> ApprovalQuerySet:
        """Of one question: what one step of a run asks, round after round; without a run, what is asked beside any."""
        if task is not None and task.run_id:
            return self.filter(task__run=task.run_id, task__node=task.node)
        return self.filter(task__run=None)

    def visible_to(self, person) -> ApprovalQuerySet:
        if person.is_member or person.is_delegator:
            return self
        return self.filter(Q(stages__verdicts__decider=person) | Q(task__duties__person=person)).distinct()


class Approval(Asking):
    class Outcome(models.TextChoices):
        APPROVED = "approved", pgettext_lazy("approval", "approved")
        APPROVED_WITH_CHANGES = "with_changes", pgettext_lazy("approval", "approved with changes")
        SENT_BACK = "sent_back", pgettext_lazy("approval", "changes asked")
        REFUSED = "refused", pgettext_lazy("approval", "refused")
        UNANSWERED = "unanswered", pgettext_lazy("approval", "no answer")
        REOPENED = "reopened", pgettext_lazy("approval", "void, the subject changed")
        WITHDRAWN = "withdrawn", pgettext_lazy("approval", "withdrawn")

    task = models.ForeignKey("work.Task", models.CASCADE, null=True, blank=True, related_name="approvals")
    subject_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    subject_id = models.CharField(max_length=40)
    subject = GenericForeignKey("subject_type", "subject_id")
    facets = models.JSONField(default=list)  # what it covers, keys of `work.subjects`; empty: everything
    round = models.PositiveIntegerField(default=1)
    edition = models.ForeignKey("work.Edition", models.PROTECT, related_name="approvals")
    in_parallel = models.BooleanField(default=False)
    own_work_allowed = models.BooleanField(default=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    message = models.TextField(gettext_lazy("message"), blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="approvals_of_a_subject")]
        constraints = [
            models.UniqueConstraint(fields=["task"], condition=Q(closed_at=None), name="one_open_approval_a_task"),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="") | Q(closed_at__isnull=False) & ~Q(outcome=""),
                name="approval_closes_with_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return str(self.subject or self.subject_id)

    def get_absolute_url(self) -> str:
        return reverse("work:approval", args=[self.pk])


class Stage(Staged):
    class Rule(models.TextChoices):
        ONE = "one", gettext_lazy("one of them is enough")
        ALL = "all", gettext_lazy("all of them")
        COUNT = "count", gettext_lazy("so many of them")

    approval = models.ForeignKey(Approval, models.CASCADE, related_name="stages")
    place = models.PositiveIntegerField()
    name = models.CharField(max_length=200, blank=True)
    rule = models.CharField(max_length=5, choices=Rule.choices, default=Rule.ONE)
    count = models.PositiveIntegerField(default=1)
    hours = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)  # working hours from its start
    opened_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Approval.Outcome.choices, blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["approval", "place"], name="one_stage_a_place")]
        indexes = [models.Index(fields=["closed_at", "due_at"], name="stages_by_deadline")]  # the sweep

    def __str__(self) -> str:
        return self.name


class VerdictQuerySet(models.QuerySet):
    def awaited(self) -> VerdictQuerySet:
        return self.filter(decision="", stage__closed_at=None).exclude(stage__opened_at=None)

    def editable_by(self, person) -> VerdictQuerySet:
        return self.filter(decider=person)


class Verdict(Giving):
    """One decider's place in a stage, empty until they decide. An outsider decides through `link`."""

    class Decision(models.TextChoices):
        APPROVED = "approved", pgettext_lazy("verdict", "Approve")
        WITH_CHANGES = "with_changes", pgettext_lazy("verdict", "Approve with changes")
        SENT_BACK = "sent_back", pgettext_lazy("verdict", "Ask for changes")
        REFUSED = "refused", pgettext_lazy("verdict", "Refuse")
        UNANSWERED = "unanswered", pgettext_lazy("verdict", "No answer")

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="verdicts")
    decider = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="verdicts")
    instead_of = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    outsider = models.CharField(max_length=200, blank=True)  # name of somebody without an account
    address = models.EmailField(blank=True)
    link = models.ForeignKey("people.OpenLink", models.SET_NULL, null=True, blank=True, related_name="+")
    decision = models.CharField(max_length=12, choices=Decision.choices, blank=True)
    reason = models.TextField(gettext_lazy("reason"), blank=True)
    private_remark = models.TextField(gettext_lazy("private remark"), blank=True)  # never shown to an outsider
    at = models.DateTimeField(null=True, blank=True)
    via = models.CharField(max_length=10, blank=True)  # page, link, mail
    seal = models.CharField(max_length=64, blank=True)  # what was on the page when they decided

    objects = VerdictQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "decider"], name="one_verdict_a_decider_and_stage"),
            models.CheckConstraint(
                condition=Q(decider__isnull=False, outsider="") | Q(decider=None) & ~Q(outsider=""),
                name="verdict_is_a_persons_or_an_outsiders",
            ),
            models.CheckConstraint(
                condition=Q(decision__in=["", "approved", "unanswered"]) | ~Q(reason=""), name="verdict_gives_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decider or self.outsider}: {self.decision or '…'}"

    @property
    def said(self):
        """What was decided, as one says it afterwards."""
        return Approval.Outcome(self.decision).label if self.decision else ""
