"""A workflow, and its versions: the model of how a kind of work goes, as BPMN 2.0."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regie.journal.models import Revised, Stale, record


class WorkflowQuerySet(models.QuerySet):
    def in_use(self) -> WorkflowQuerySet:
        return self.filter(archived_at=None)

    def visible_to(self, person) -> WorkflowQuerySet:
        """The team and the delegator. A neighbour reads the runs they have a part in, not how all work goes."""
        return self if person.is_member or person.is_delegator else self.none()

    def editable_by(self, person) -> WorkflowQuerySet:
        return self if person.is_member else self.none()


class Workflow(Revised):
    name = models.CharField(gettext_lazy("name"), max_length=200, unique=True)
    purpose = models.TextField(gettext_lazy("what it is for"), blank=True)
    kind = models.CharField(max_length=60, blank=True)  # the playbook it comes from, such as "email"
    language = models.CharField(gettext_lazy("language"), max_length=5, choices=settings.LANGUAGES, default="fr")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="workflows",
        verbose_name=gettext_lazy("owner"),
    )
    measured_by = models.ManyToManyField(
        "metrics.Metric", blank=True, related_name="workflows", verbose_name=gettext_lazy("measured by")
    )
    made_at = models.DateTimeField(default=timezone.now)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = WorkflowQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("work:workflow", args=[self.pk])

    @property
    def published(self) -> Version | None:
        """The version that a run begins with."""
        return self.versions.exclude(published_at=None).order_by("-number").first()

    @property
    def draft(self) -> Version | None:
        return self.versions.filter(published_at=None).first()

    @classmethod
    def make(cls, name: str, xml: str, *, by, purpose: str = "", kind: str = "", language: str = "fr") -> Workflow:
        """A workflow with its first draft."""
        with transaction.atomic():
            workflow = cls(name=name.strip(), purpose=purpose, kind=kind, language=language, owner=by)
            workflow.full_clean()
            workflow.save()
            Version.objects.create(workflow=workflow, number=1, xml=xml, made_by=by)
            record("work.workflow_made", workflow, by=by)
        return workflow

    def open_draft(self, *, by) -> Version:
        """The draft that is being edited: a copy of the published version when there is none yet."""
        with transaction.atomic():
            Workflow.objects.select_for_update(of=("self",), no_key=True).get(pk=self.pk)
            draft = self.draft
            if draft is None:
                last = self.versions.order_by("-number").first()
                draft = self.versions.create(number=last.number + 1, xml=last.xml, made_by=by)
        return draft

    def archive(self, *, by) -> None:
        """No new run begins; those under way go on."""
        with transaction.atomic():
            if Workflow.objects.filter(pk=self.pk, archived_at=None).update(archived_at=timezone.now()):
                self.refresh_from_db()
                record("work.workflow_archived", self, by=by)

    def bring_back(self, *, by) -> None:
        with transaction.atomic():
            if Workflow.objects.filter(pk=self.pk).exclude(archived_at=None).update(archived_at=None):
                self.refresh_from_db()
                record("work.workflow_brought_back", self, by=by)


class Version(models.Model):
    workflow = models.ForeignKey(Workflow, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    xml = models.TextField()
    revision = models.PositiveIntegerField(default=1)
    note = models.TextField(blank=True)  # why it was published
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["workflow", "number"], name="one_number_a_workflow"),
            models.UniqueConstraint(fields=["workflow"], condition=Q(published_at=None), name="one_draft_a_workflow"),
        ]

    def __str__(self) -> str:
        return _("%(workflow)s, version %(number)s") % {"workflow": self.workflow, "number": self.number}

    def get_absolute_url(self) -> str:
        return reverse("work:version", args=[self.workflow_id, self.number])

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.xml.encode()).hexdigest()

    def redraw(self, xml: str, *, by, revision: int | None = None) -> None:
        """Change the draft; `Stale` when somebody drew in the meantime. A published version never changes."""
        with transaction.atomic():
            current = Version.objects.select_for_update(of=("self",), no_key=True).get(pk=self.pk)
            if current.published_at:
                raise ValidationError(_("A published version does not change: open a draft first."), code="published")
            if revision is not None and revision != current.revision:
                raise Stale(current)
            if xml != current.xml:
                current.xml, current.revision = xml, current.revision + 1
                current.save(update_fields=["xml", "revision"])
                record("work.version_redrawn", current, by=by, page=current.workflow, number=current.number)
        self.xml, self.revision = current.xml, current.revision

    def publish(self, *, by, note: str = "") -> None:
        """From now on runs begin with this version; those under way keep theirs."""
        with transaction.atomic():
            done = Version.objects.filter(pk=self.pk, published_at=None).update(
                published_at=timezone.now(), published_by=by, note=note
            )
            if done:
                self.refresh_from_db()
                record("work.version_published", self, by=by, page=self.workflow, number=self.number, note=note)
