"""What work makes: a content with its editions. An approval covers exactly one edition of some of its facets."""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from regie.journal.models import Revised, record


class ContentQuerySet(models.QuerySet):
    def visible_to(self, person) -> ContentQuerySet:
        if person.is_member or person.is_delegator:
            return self
        mine = Q(run__tasks__duties__person=person) | Q(task__duties__person=person) | Q(run__request__asked_by=person)
        return self.filter(mine).distinct()

    def editable_by(self, person) -> ContentQuerySet:
        if person.is_member:
            return self
        parts = ["R", "A"]
        return self.filter(
            Q(run__tasks__duties__person=person, run__tasks__duties__letter__in=parts)
            | Q(task__duties__person=person, task__duties__letter__in=parts)
        ).distinct()


class Content(Revised):
    """One content a run or a task on its own."""

    run = models.OneToOneField("work.Run", models.CASCADE, null=True, blank=True, related_name="content")
    task = models.OneToOneField("work.Task", models.CASCADE, null=True, blank=True, related_name="content")
    title = models.CharField(gettext_lazy("title"), max_length=300)
    text = models.TextField(gettext_lazy("text"), blank=True)  # Markdown
    audience = models.CharField(gettext_lazy("audience"), max_length=300, blank=True)
    sender = models.CharField(gettext_lazy("sender"), max_length=200, blank=True)
    goes_out_at = models.DateTimeField(gettext_lazy("goes out"), null=True, blank=True)
    amount = models.DecimalField(gettext_lazy("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(gettext_lazy("currency"), max_length=3, blank=True)

    objects = ContentQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(run__isnull=False, task=None) | Q(run=None, task__isnull=False), name="content_of_a_run_or_a_task"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("work:content", args=[self.pk])

    @classmethod
    def of_task(cls, task, *, by) -> Content:
        """The content of a task without a run, made when it is first wanted; a step of a run has its run's."""
        if task.run_id:
            return task.run.content  # type: ignore[no-any-return]
        with transaction.atomic():
            content, made = cls.objects.get_or_create(task=task, defaults={"title": task.title, "text": task.text})
            if made:
                record("work.content_made", content, by=by, page=task)
        return content

    def edit(self, *, by, revision: int | None = None, page: models.Model | None = None, **fields) -> dict[str, list]:
        """Change fields; approvals that saw another form of them are asked anew in the same transaction."""
        from regie.work.changing import changed

        with transaction.atomic():
            changes = super().edit(by=by, revision=revision, page=page or self.run or self.task, **fields)
            if changes:
                changed(self, by=by)
        return changes


class Edition(models.Model):
    """The canonical form of a subject at one moment, kept because somebody approved, or was asked to approve, exactly this."""

    seal = models.CharField(max_length=64, unique=True)  # sha256 of `canonical`
    canonical = models.JSONField()  # {facet: value}, see `work.subjects`
    at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return self.seal[:12]
