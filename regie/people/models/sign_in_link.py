"""A sign-in link: an address that opens the door once, for a quarter of an hour. Only its fingerprint is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

LIFE = timedelta(minutes=15)


def fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class SignInLinkQuerySet(models.QuerySet):
    def open(self) -> SignInLinkQuerySet:
        return self.filter(used_at=None, expires_at__gt=timezone.now())

    def of(self, token: str) -> SignInLink | None:
        return self.open().filter(token_hash=fingerprint(token)).select_related("person").first()


class SignInLink(models.Model):
    class Way(models.TextChoices):
        CONSOLE = "console"  # printed on the terminal of whoever runs the instance: opens on the first click
        LETTER = "letter"  # sent by e-mail: mail programs look at links before people do, so it asks for a click

    person = models.ForeignKey("people.Person", models.CASCADE, null=True, related_name="sign_in_links")  # none: the first one
    way = models.CharField(max_length=8, choices=Way.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = SignInLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.person or '—'}, {self.way}"

    @classmethod
    def make(cls, person, way: str) -> str:
        """The full address, known only to whoever receives it."""
        token = secrets.token_urlsafe(32)
        now = timezone.now()
        cls.objects.filter(expires_at__lt=now - timedelta(days=1)).delete()
        cls.objects.create(person=person, way=way, token_hash=fingerprint(token), made_at=now, expires_at=now + LIFE)
        return settings.SITE_ADDRESS + reverse("sign_in_link", args=[token])

    def use(self) -> bool:
        """True for the one caller who gets in; two clicks at once are told apart by the database."""
        return bool(SignInLink.objects.open().filter(pk=self.pk).update(used_at=timezone.now()))
