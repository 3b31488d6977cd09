"""A relay: passes events on to a Slack or Teams channel, or to another program. A dispatch: one thing that it passes on."""

from __future__ import annotations

import base64
import secrets
import time
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from regie.connect import payloads, reaching, sealing
from regie.journal.models import Revised, record
from regie.lib.leases import Leased, LeasedQuerySet

SAY_AFTER = timedelta(minutes=15)  # a short silence is nobody's business
AT_MOST = 60  # minutes between two tries
NOT_OURS = {400, 413, 415, 422}  # the other side will never take this one; what follows may pass
ONE_TURN = 50


class RelayQuerySet(LeasedQuerySet):
    def open(self) -> RelayQuerySet:
        return self.filter(closed_at=None)

    def with_something_to_send(self) -> RelayQuerySet:
        waiting = Dispatch.objects.waiting().filter(relay=OuterRef("pk"))
        return self.open().filter(Q(wake_at=None) | Q(wake_at__lte=timezone.now())).filter(Exists(waiting)).order_by("pk")

    def visible_to(self, person) -> RelayQuerySet:
        return self if person.is_member or person.is_delegator else self.none()

    def editable_by(self, person) -> RelayQuerySet:
        return self if person.is_lead else self.none()


class Relay(Revised, Leased):
    class Kind(models.TextChoices):
        SLACK = "slack", "Slack"
        TEAMS = "teams", "Microsoft Teams"
        PROGRAM = "program", pgettext_lazy("relay", "another program (signed webhook)")

    name = models.CharField(gettext_lazy("name"), max_length=120)
    kind = models.CharField(gettext_lazy("where to"), max_length=8, choices=Kind.choices)
    campaign = models.CharField(gettext_lazy("only of the campaign"), max_length=120, blank=True)
    kinds = models.JSONField(gettext_lazy("what is passed on"), default=list)  # keys of relaying.KINDS
    language = models.CharField(gettext_lazy("language"), max_length=5, choices=settings.LANGUAGES, default="fr")
    host = models.CharField(max_length=255)  # shown; the rest of the address is a secret
    sealed_address = models.TextField()
    sealed_secret = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    read_until = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    wake_at = models.DateTimeField(null=True, blank=True)
    down_since = models.DateTimeField(null=True, blank=True)
    said_down_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=300, blank=True)

    objects = RelayQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("connect:relay", args=[self.pk])

    @classmethod
    def make(cls, name: str, kind: str, address: str, *, by, **fields: Any) -> tuple[Relay, str]:
        """A new relay, and the secret with which it signs: shown once, empty for those that know none."""
        host = reaching.parts_of(address).hostname or ""
        secret = _new_secret() if kind == cls.Kind.PROGRAM else ""
        with transaction.atomic():
            relay = cls(
                name=name.strip()[:120], kind=kind, host=host[:255], made_by=by, sealed_address=sealing.close(address.strip()),
                sealed_secret=sealing.close(secret), **fields,
            )  # fmt: skip
            relay.full_clean()
            relay.save()
            record("connect.relay_made", relay, by=by, host=relay.host)
        return relay, secret

    def point_to(self, address: str, *, by) -> None:
        """Another address; what waits goes there."""
        host = reaching.parts_of(address).hostname or ""
        with transaction.atomic():
            old, self.host, self.sealed_address = self.host, host[:255], sealing.close(address.strip())
            self.tries, self.wake_at, self.down_since, self.said_down_at, self.fault = 0, None, None, None, ""
            self.save(update_fields=["host", "sealed_address", "tries", "wake_at", "down_since", "said_down_at", "fault"])
            record("connect.relay_pointed", self, by=by, changes={"host": [old, self.host]})

    def renew_secret(self, *, by) -> str:
        secret = _new_secret()
        with transaction.atomic():
            self.sealed_secret = sealing.close(secret)
            self.save(update_fields=["sealed_secret"])
            record("connect.relay_secret_renewed", self, by=by)
        return secret

    def close(self, *, by) -> None:
        with transaction.atomic():
            if Relay.objects.open().filter(pk=self.pk).update(closed_at=timezone.now()):
                record("connect.relay_closed", self, by=by)
        self.refresh_from_db()

    def open(self, *, by) -> None:
        """From now on; what happened while it was closed is not told."""
        with transaction.atomic():
            now = timezone.now()
            if (
                Relay.objects.exclude(closed_at=None)
                .filter(pk=self.pk)
                .update(closed_at=None, made_at=now, read_until=now, wake_at=None)
            ):
                record("connect.relay_opened", self, by=by)
        self.refresh_from_db()

    def test(self, *, by) -> Dispatch:
        """Say something now, to see whether it arrives; where it does, what waited for the next try goes at once."""
        with translation.override(self.language):
            said = {
                "verb": "regie.test",
                "sentence": _("%(name)s tries this relay: it works.") % {"name": by},
                "who": str(by), "at": timezone.now().isoformat(), "campaign": self.campaign, "address": settings.SITE_ADDRESS,
            }  # fmt: skip
        dispatch = Dispatch.objects.create(relay=self, said=said, is_test=True)
        record("connect.relay_tried", self, by=by)
        dispatch.attempt()
        if dispatch.sent_at is not None:
            type(self).objects.filter(pk=self.pk).exclude(wake_at=None).update(wake_at=timezone.now())
        return dispatch

    def pass_on(self) -> int:
        """Send what waits, in its order, until the other side takes no more. Called by whoever holds the lease."""
        sent = 0
        for dispatch in self.dispatches.waiting().order_by("pk")[:ONE_TURN]:
            answer = dispatch.attempt()
            if dispatch.sent_at is not None:
                sent += 1
                self._answers()
            elif dispatch.refused_at is None:
                self._is_silent(dispatch.fault, answer.wait if answer else None)
                break
            self.renew()
        self.release()
        return sent

    def _answers(self) -> None:
        if self.down_since is None and not self.tries:
            return
        told, since = self.said_down_at, self.down_since
        self.tries, self.wake_at, self.down_since, self.said_down_at, self.fault = 0, None, None, None, ""
        with transaction.atomic():
            self.save(update_fields=["tries", "wake_at", "down_since", "said_down_at", "fault"])
            if told:
                record("connect.relay_answers_again", self, by=None, since=since.isoformat() if since else "")

    def _is_silent(self, fault: str, wait: int | None) -> None:
        now = timezone.now()
        self.tries += 1
        self.wake_at = now + max(timedelta(minutes=min(2 ** min(self.tries - 1, 10), AT_MOST)), timedelta(seconds=wait or 0))
        self.down_since, self.fault = self.down_since or now, fault[:300]
        with transaction.atomic():
            if self.said_down_at is None and now - self.down_since >= SAY_AFTER:
                self.said_down_at = now
                record("connect.relay_down", self, by=None, fault=self.fault)
            self.save(update_fields=["tries", "wake_at", "down_since", "said_down_at", "fault"])


class DispatchQuerySet(models.QuerySet):
    def waiting(self) -> DispatchQuerySet:
        return self.filter(sent_at=None, refused_at=None, is_test=False)


def _name() -> str:
    return f"msg_{uuid4().hex}"


class Dispatch(models.Model):
    relay = models.ForeignKey(Relay, models.CASCADE, related_name="dispatches")
    event = models.ForeignKey("journal.Event", models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=40, default=_name, unique=True)  # the same at each try: the other side knows it again
    said = models.JSONField(default=dict)
    is_test = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    tried_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    status = models.PositiveIntegerField(null=True, blank=True)  # what the other side answered last
    fault = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)

    objects = DispatchQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "dispatches"
        constraints = [models.UniqueConstraint(fields=["relay", "event"], name="one_dispatch_an_event")]
        indexes = [models.Index(fields=["relay"], condition=Q(sent_at=None, refused_at=None), name="dispatches_waiting")]

    def __str__(self) -> str:
        return str(self.said.get("sentence", ""))[:200]

    def attempt(self) -> reaching.Answer | None:
        """One try; what came of it stands in the row. None when nobody answered."""
        relay, now = self.relay, timezone.now()
        with translation.override(relay.language):
            body = payloads.body_of(relay.kind, {"id": self.name, **self.said})
        headers = {"Content-Type": "application/json; charset=utf-8", "webhook-id": self.name}
        if secret := sealing.open_up(relay.sealed_secret):
            stamp = int(time.time())
            headers |= {"webhook-timestamp": str(stamp), "webhook-signature": payloads.signature(secret, self.name, stamp, body)}
        self.tries, self.tried_at, self.status, answer = self.tries + 1, now, None, None
        try:
            with translation.override(relay.language):  # what went wrong is said to those who read the relay
                answer = reaching.post(sealing.open_up(relay.sealed_address), body, headers)
        except reaching.Unreachable as fault:
            self.fault = str(fault.sentence)[:300]
        else:
            self.status, self.fault = answer.status, "" if answer.is_good else answer.text.strip()[:200]
            if answer.is_good:
                self.sent_at = now
            elif answer.status in NOT_OURS:
                self.refused_at = now
        self.save(update_fields=["tries", "tried_at", "status", "fault", "sent_at", "refused_at"])
        return answer

    def wait_again(self, *, by) -> None:
        """One that was refused is sent anew, with the next round."""
        with transaction.atomic():
            if Dispatch.objects.filter(pk=self.pk).exclude(refused_at=None).update(refused_at=None):
                record("connect.dispatch_sent_again", self.relay, by=by)


def _new_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
