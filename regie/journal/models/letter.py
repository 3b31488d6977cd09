"""A letter: one e-mail to be sent. The row is written with the change it tells of, so a lost worker loses no letter."""

from __future__ import annotations

import logging
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import models
from django.db.models import Q
from django.utils import timezone

from regie.lib.leases import Leased, LeasedQuerySet

logger = logging.getLogger(__name__)

TRIES = 8


class LetterQuerySet(LeasedQuerySet):
    def due(self) -> LetterQuerySet:
        return self.filter(sent_at=None, tries__lt=TRIES, due_at__lte=timezone.now()).order_by("due_at", "id")

    def send_due(self, most: int = 100) -> int:
        """Send what is due, each letter by one worker only; returns how many left."""
        sent = 0
        for _turn in range(most):
            letter = self.due().take(seconds=120)
            if letter is None:
                break
            sent += letter.send()
        return sent


class Letter(Leased):
    to = models.EmailField()
    subject = models.CharField(max_length=300)
    text = models.TextField()
    reply_to = models.EmailField(blank=True)  # see journal.replies
    made_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    fault = models.TextField(blank=True)  # what the mail server said last

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["due_at"], condition=Q(sent_at=None), name="letter_waiting")]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"

    @classmethod
    def write(cls, to: str, subject: str, text: str, *, due_at=None, reply_to: str = "") -> Letter:
        """Put a letter in the box: inside the verb's transaction, so that it goes only if the change stays."""
        one_line = " ".join(subject.split())[:300]
        return cls.objects.create(to=to, subject=one_line, text=text, due_at=due_at or timezone.now(), reply_to=reply_to)

    def _headers(self) -> dict[str, str]:
        """A name that stays the same: a letter sent again after its sender was killed is known to the mail server as the same."""
        host = urlsplit(settings.SITE_ADDRESS).hostname or "localhost"
        return {"Message-ID": f"<letter-{self.pk}-{int(self.made_at.timestamp() * 1000)}@{host}>"}

    def send(self) -> bool:
        """Send now; a refusal waits longer each time: 1, 2, 4 … minutes."""
        back = [self.reply_to] if self.reply_to else None
        message = EmailMultiAlternatives(
            self.subject, self.text, settings.DEFAULT_FROM_EMAIL, [self.to], reply_to=back, headers=self._headers()
        )
        try:
            message.send()
        except OSError as fault:  # smtplib's errors are OSErrors too
            self.tries += 1
            self.fault = str(fault)[:2000]
            self.due_at = timezone.now() + timedelta(minutes=2 ** (self.tries - 1))
            self.leased_until, self.leased_by = None, ""
            self.save(update_fields=["tries", "fault", "due_at", "leased_until", "leased_by"])
            logger.warning("A letter to %s could not be sent: %s", self.to, fault)
            return False
        self.sent_at, self.leased_until, self.leased_by, self.fault = timezone.now(), None, "", ""
        self.text = ""  # it may hold a link that opens a door
        self.save(update_fields=["sent_at", "leased_until", "leased_by", "fault", "text"])
        return True
