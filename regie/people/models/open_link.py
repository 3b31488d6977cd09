"""An open link: one page and one act for somebody who has no account. Signed, ending, closed at will, its uses counted."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.db import models, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from regie.journal.models import record

SALT = "regie.people.open-link"


class OpenLinkQuerySet(models.QuerySet):
    def open(self) -> OpenLinkQuerySet:
        return self.filter(closed_at=None, expires_at__gt=timezone.now())

    def about(self, thing: models.Model) -> OpenLinkQuerySet:
        return self.filter(subject_type=ContentType.objects.get_for_model(thing), subject_id=str(thing.pk))

    def of(self, token: str) -> OpenLink | None:
        """The link that `token` opens now: a changed, ended or closed one opens nothing."""
        try:
            pk, nonce = signing.loads(token, salt=SALT)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        return self.open().filter(pk=pk, nonce=nonce).select_related("made_by").first()

    def visible_to(self, person) -> OpenLinkQuerySet:
        if person.is_lead:
            return self
        return self.filter(made_by=person) if person.is_member else self.none()

    def editable_by(self, person) -> OpenLinkQuerySet:
        return self.visible_to(person)


class OpenLink(models.Model):
    act = models.CharField(max_length=80)  # a key of people.links.ACTS
    subject_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    subject_id = models.CharField(max_length=40)
    subject = GenericForeignKey("subject_type", "subject_id")
    subject_name = models.CharField(max_length=300)
    given_to = models.CharField(max_length=200, blank=True)
    nonce = models.CharField(max_length=32)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="open_links")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    uses = models.PositiveIntegerField(default=0)
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects = OpenLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.subject_name} ({self.given_to})" if self.given_to else self.subject_name

    @classmethod
    def give(cls, act: str, subject: models.Model, *, by, given_to: str = "", days: int = 14) -> OpenLink:
        with transaction.atomic():
            link = cls.objects.create(
                act=act,
                subject=subject,
                subject_name=str(subject)[:300],
                given_to=given_to,
                nonce=secrets.token_urlsafe(16),
                made_by=by,
                expires_at=timezone.now() + timedelta(days=days),
            )
            record("people.link_opened", link, by=by, page=subject, given_to=given_to, days=days)
        return link

    @property
    def token(self) -> str:
        return signing.dumps([self.pk, self.nonce], salt=SALT, compress=False)

    @property
    def address(self) -> str:
        return settings.SITE_ADDRESS + reverse("open_link", args=[self.token])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.expires_at > timezone.now()

    def count_use(self) -> None:
        OpenLink.objects.filter(pk=self.pk).update(uses=F("uses") + 1, last_used_at=timezone.now())

    def close(self, *, by) -> None:
        """It opens nothing from now on; who already has the page open loses it at the next click."""
        with transaction.atomic():
            if OpenLink.objects.filter(pk=self.pk, closed_at=None).update(closed_at=timezone.now()):
                self.refresh_from_db()
                record("people.link_closed", self, by=by, page=self.subject or self)
