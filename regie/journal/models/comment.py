"""A comment: what somebody says about a thing of any kind."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone

from regie.journal.mentions import mentioned
from regie.journal.models.event import record
from regie.lib.text import shorten


class CommentQuerySet(models.QuerySet):
    def about(self, thing: models.Model) -> CommentQuerySet:
        return self.filter(subject_type=ContentType.objects.get_for_model(thing), subject_id=str(thing.pk)).select_related(
            "author"
        )

    def editable_by(self, person) -> CommentQuerySet:
        return self.filter(author=person)


class Comment(models.Model):
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="comments")
    subject_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    subject_id = models.CharField(max_length=40)
    subject = GenericForeignKey("subject_type", "subject_id")
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["subject_type", "subject_id", "at"], name="comment_of_a_thing")]

    def __str__(self) -> str:
        return shorten(self.text)

    @classmethod
    def say(cls, thing: models.Model, text: str, *, by) -> Comment:
        """Write under `thing`; whoever is named with an @ hears of it, if they may see the thing."""
        with transaction.atomic():
            comment = cls.objects.create(author=by, subject=thing, text=text)
            record(
                "journal.commented", comment, by=by, page=thing, text=text[:300], people=[person.pk for person in mentioned(text)]
            )
        return comment

    def edit(self, text: str, *, by) -> None:
        if text == self.text:
            return
        with transaction.atomic():
            old, self.text, self.edited_at = self.text, text, timezone.now()
            self.save(update_fields=["text", "edited_at"])
            record("journal.comment_edited", self, by=by, page=self.subject or self, changes={"text": [old, text]})

    def take_back(self, *, by) -> None:
        """The words go; that something was said, and by whom, stays in the journal."""
        with transaction.atomic():
            record("journal.comment_taken_back", self, by=by, page=self.subject or self)
            self.delete()
