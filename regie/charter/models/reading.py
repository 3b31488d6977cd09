"""A reading: a text that somebody brought, what was understood of it, and the corrections made before it is accepted."""

from __future__ import annotations

from io import BytesIO

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regie.charter.models.worded import Worded
from regie.charter.understanding import clause
from regie.journal.models import File, record


class ReadingQuerySet(models.QuerySet):
    def visible_to(self, person) -> ReadingQuerySet:
        return self if person.is_member else self.none()

    editable_by = visible_to

    def drafts(self) -> ReadingQuerySet:
        return self.filter(state=Reading.State.DRAFT)


class Reading(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ACCEPTED = "accepted", _("accepted")
        DISCARDED = "discarded", _("set aside")

    name = models.CharField(max_length=255)
    text = models.TextField(blank=True)  # as it was pasted or decoded; kept even when it could not be read
    file = models.ForeignKey(File, models.SET_NULL, null=True, related_name="+")
    data = models.JSONField(default=dict)  # the reader's JSON, untouched
    source_lines = models.JSONField(default=list)
    fault = models.TextField(blank=True)  # why it could not be read
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    version = models.ForeignKey("charter.Version", models.SET_NULL, null=True, blank=True, related_name="readings")
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="readings")
    at = models.DateTimeField(default=timezone.now)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("charter:reading", args=[self.pk])

    @classmethod
    def bring(cls, content: str | bytes, *, by, name: str = "") -> Reading:
        """Read a text and keep it as a draft; raises `Unreadable`, and then keeps nothing."""
        from regie.charter import reading as reader  # ftfy takes its time to load: only when a text comes

        read = reader.read(content, name)
        raw = content if isinstance(content, bytes) else content.encode("utf8", "replace")
        name = name or gettext("Pasted text")
        with transaction.atomic():
            file = File.keep(InMemoryUploadedFile(BytesIO(raw), None, name, "text/markdown", len(raw), None), by=by)
            draft = cls.objects.create(
                name=name[:255],
                text="\n".join(read.source_lines),
                file=file,
                data=read.as_json(),
                source_lines=read.source_lines,
                brought_by=by,
            )
            record("charter.reading_brought", draft, by=by)
        return draft

    def correct(self, path: str, *, by, revision: int | None = None, **fields) -> Correction:
        """Keep a correction of one item; `revision` is the one the form was opened with (0: none yet)."""
        from regie.journal.models import Stale

        with transaction.atomic():
            found, fresh = Correction.objects.get_or_create(reading=self, path=path)
            # What one typed saves itself just before one presses Done: one is never too late for oneself.
            if not fresh and revision is not None and revision != found.revision and found.changed_by_id != by.pk:
                raise Stale(found)
            found.changed_by = by
            found.edit(by=by, page=self, changed_by=by, **fields)
            if fresh and found.revision == 1:
                Correction.objects.filter(pk=found.pk).update(changed_by=by)
        return found

    def discard(self, *, by) -> None:
        with transaction.atomic():
            self.state = self.State.DISCARDED
            self.save(update_fields=["state"])
            record("charter.reading_discarded", self, by=by)

    def accept(self, *, by):
        """Make a proposed version of it, in one transaction; returns the version. A second call gives the same one."""
        from regie.charter import acceptance

        return acceptance.accept(self, by=by)


class Correction(Worded):
    """What a person says of one item of a reading: other words, another section, or leave it out.

    `path` is the item's place in the reader's JSON (`metrics.2`), `head`, or `line.<id>` for a line of the
    earlier version that the text no longer has. `data` overrides the item's keys.
    """

    class Act(models.TextChoices):
        TAKE = "take", _("take")
        NOTE = "note", _("keep as a note")
        LEAVE = "leave", _("leave out")
        KEEP_OLD = "keep_old", _("keep the old words")

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="corrections")
    path = models.CharField(max_length=60)
    act = models.CharField(_("what becomes of it"), max_length=10, choices=Act.choices, default=Act.TAKE)
    section = models.CharField(_("part"), max_length=32, blank=True)  # where a note or an item was moved to
    data = models.JSONField(default=dict, blank=True)
    settled = models.BooleanField(_("settled"), default=False)  # "yes, that is it"
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reading", "path"], name="one_correction_an_item")]

    def __str__(self) -> str:
        return (self.data.get("name") or self.data.get("text") or str(self.reading))[:80]

    def words(self) -> str:
        return clause.spoken(self.data, self.path.split(".")[0])
