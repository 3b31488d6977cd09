"""From the bell to the letter box: each notification is put in a letter once, at once or in the morning, or in none."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regie.journal.models import Letter, Notification

MORNING = time(7, 30)


def tell(now: datetime | None = None) -> int:
    """Write the letters that are due for all notifications not yet told; returns how many letters."""
    now = now or timezone.now()
    here = timezone.localtime(now)
    this_morning = here.replace(hour=MORNING.hour, minute=MORNING.minute, second=0, microsecond=0)
    Notification.objects.filter(told_at=None, person__notices__in=["bell", "none"]).update(told_at=now)
    Notification.objects.filter(told_at=None, person__email=None).update(told_at=now)
    Notification.objects.filter(told_at=None).exclude(person__left_at=None).update(told_at=now)
    written = _tell(Notification.objects.filter(person__notices="at_once"), now)
    if here >= this_morning:
        written += _tell(Notification.objects.filter(person__notices="daily", at__lt=this_morning), now)
    return written


def _tell(chosen: Any, now: datetime) -> int:
    waiting: dict[int, list[Notification]] = {}
    for notification in chosen.filter(told_at=None).select_related("person", "event").order_by("at", "id")[:2000]:
        waiting.setdefault(notification.person_id, []).append(notification)
    written = 0
    for notifications in waiting.values():
        with transaction.atomic():
            keys = [notification.pk for notification in notifications]
            # The update decides who tells: a second worker finds fewer rows and leaves the letter to the first.
            if Notification.objects.filter(pk__in=keys, told_at=None).update(told_at=now) != len(keys):
                transaction.set_rollback(True)
                continue
            unread = [notification for notification in notifications if notification.read_at is None]
            if unread:
                _write(unread)
                written += 1
    return written


def _write(notifications: list[Notification]) -> None:
    person = notifications[0].person
    with translation.override(person.language or settings.LANGUAGE_CODE):
        lines = [notification.event.sentence for notification in notifications]
        if len(lines) == 1:
            subject = lines[0]
        else:
            subject = ngettext("%(count)d thing for you in Régie", "%(count)d things for you in Régie", len(lines)) % {
                "count": len(lines)
            }
        parts = [_("Good day %(name)s,") % {"name": person.get_short_name()}, ""]
        for notification, line in zip(notifications, lines, strict=True):
            parts += [f"• {line}", f"  {settings.SITE_ADDRESS}{notification.address}", ""]
        parts += [
            _("You choose on your own page what reaches you by e-mail: %(address)s")
            % {"address": settings.SITE_ADDRESS + "/people/me/"}
        ]
        Letter.write(str(person.email), subject, "\n".join(parts))


def send() -> int:
    return Letter.objects.send_due()
