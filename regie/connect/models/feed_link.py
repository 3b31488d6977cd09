"""A feed link: a private address that a calendar program reads without signing in. Narrow, and taken back at will."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from regie.journal.models import record

SEEN_EVERY = timedelta(minutes=10)


class FeedLinkQuerySet(models.QuerySet):
    def live(self) -> FeedLinkQuerySet:
        return self.filter(revoked_at=None)

    def visible_to(self, person) -> FeedLinkQuerySet:
        return self.filter(person=person) if person.is_authenticated else self.none()

    editable_by = visible_to

    def opened_by(self, token: str) -> FeedLink | None:
        """The live link that a token opens, of somebody who is still here."""
        return self.live().filter(token_hash=digest(token), person__left_at=None).select_related("person").first()


class FeedLink(models.Model):
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="feed_links")
    kind = models.CharField(max_length=40)  # a key of connect.feeds.FEEDS
    token_hash = models.CharField(max_length=64, unique=True)  # the token itself is shown once and kept nowhere
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = FeedLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], condition=Q(revoked_at=None), name="one_live_feed_link_a_kind")
        ]

    def __str__(self) -> str:
        from regie.connect.feeds import FEEDS

        feed = FEEDS.get(self.kind)
        return str(feed.name) if feed else self.kind

    @classmethod
    def make(cls, kind: str, *, by) -> tuple[FeedLink, str]:
        """A new link and its token. A link of the same kind that was live is taken back."""
        token = secrets.token_urlsafe(32)
        with transaction.atomic():
            for old in cls.objects.live().filter(person=by, kind=kind):
                old.revoke(by=by)
            link = cls.objects.create(person=by, kind=kind, token_hash=digest(token))
            record("connect.feed_opened", link, by=by)
        return link, token

    def revoke(self, *, by) -> None:
        if self.revoked_at:
            return
        with transaction.atomic():
            self.revoked_at = timezone.now()
            self.save(update_fields=["revoked_at"])
            record("connect.feed_revoked", self, by=by)

    def seen(self) -> None:
        """Calendar programs ask every few minutes; one write in ten minutes says enough."""
        now = timezone.now()
        if not self.used_at or now - self.used_at > SEEN_EVERY:
            type(self).objects.filter(pk=self.pk).update(used_at=now)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
