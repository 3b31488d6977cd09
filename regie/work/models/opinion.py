"""An opinion: what a consulted person says before the gate. Silence past its date counts as "no remark"."""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regie.journal.models import record
from regie.lib.refused import Refused


class OpinionQuerySet(models.QuerySet):
    def awaited(self) -> OpinionQuerySet:
        return self.filter(said_at=None, silent_at=None)

    def editable_by(self, person) -> OpinionQuerySet:
        return self.filter(person=person)


class Opinion(models.Model):
    task = models.ForeignKey("work.Task", models.CASCADE, related_name="opinions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="opinions")
    visit = models.PositiveIntegerField(default=1)  # of the task's submissions
    asked_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    text = models.TextField(gettext_lazy("what you think"), blank=True)
    said_at = models.DateTimeField(null=True, blank=True)
    silent_at = models.DateTimeField(null=True, blank=True)  # the date passed without a word

    objects = OpinionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["task", "person", "visit"], name="one_opinion_a_person_and_visit")]

    def __str__(self) -> str:
        return f"{self.person}: {self.text[:80]}"

    def say(self, text: str, *, by) -> None:
        from regie.work.sweeping import pass_gate

        with transaction.atomic():
            current = Opinion.objects.select_for_update(of=("self",), no_key=True).select_related("task").get(pk=self.pk)
            if current.said_at or current.silent_at:
                raise Refused(_("The time to say something about it is over: write a comment."))
            current.text, current.said_at = text.strip(), timezone.now()
            current.save(update_fields=["text", "said_at"])
            record("work.opinion_said", current.task, by=by, text=current.text[:300] or _("no remark"))
            pass_gate(current.task)
