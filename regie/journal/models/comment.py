"""A comment: what somebody says about a thing of any kind."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone


class CommentQuerySet(models.QuerySet):
    def about(self, thing: models.Model) -> CommentQuerySet:
        return self.filter(subject_type=ContentType.objects.get_for_model(thing), subject_id=str(thing.pk)).select_related("author")

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
        return self.text[:80]
