"""From the bell to the letter box: each notification is put in a letter once, at once or in the morning, or in none."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regie.journal import kinds, noticing, replies
from regie.journal.models import Letter, Notification

MORNING = time(7, 30)


def tell(now: datetime | None = None) -> int:
    """Write the letters that are due for all notifications not yet told; returns how many letters."""
    now = now or timezone.now()
    waiting = Notification.objects.filter(told_at=None)
    waiting.filter(channel__in=[kinds.BELL, kinds.NONE]).update(told_at=now)
    waiting.filter(person__email=None).update(told_at=now)
    waiting.exclude(person__left_at=None).update(told_at=now)
    written = _tell(waiting.exclude(channel=kinds.DAILY), now)
    for person, morning in _mornings(waiting.filter(channel=kinds.DAILY), now):
        written += _tell(waiting.filter(channel=kinds.DAILY, person=person, at__lt=morning), now)
    return written


def _mornings(waiting: Any, now: datetime) -> list[tuple[int, datetime]]:
    """For each person with something waiting for a morning: the last one that has begun where they are."""
    found = []
    usual = _zone_of_the_organisation()
    for key, zone in waiting.order_by().values_list("person", "person__time_zone").distinct():
        here = now.astimezone(_zone(zone) or usual)
        morning = here.replace(hour=MORNING.hour, minute=MORNING.minute, second=0, microsecond=0)
        found.append((key, morning if here >= morning else morning - timedelta(days=1)))
    return found


def _zone_of_the_organisation() -> tzinfo:
    """Asked by its name: people stand above the journal."""
    organisation = apps.get_model("people", "Organisation").objects.first()
    return (_zone(organisation.time_zone) if organisation else None) or timezone.get_default_timezone()


def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


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
        lines = [notification.event.told for notification in notifications]
        if len(lines) == 1:
            subject = lines[0]
        else:
            subject = ngettext("%(count)d thing for you in Régie", "%(count)d things for you in Régie", len(lines)) % {
                "count": len(lines)
            }
        parts = [_("Hello %(name)s,") % {"name": person.get_short_name()}, ""]
        for notification, line in zip(notifications, lines, strict=True):
            parts += [f"• {line}", *_about(notification), f"  {settings.SITE_ADDRESS}{notification.address}", ""]
        reply_to, sign = _way_back(notifications)
        if reply_to:
            parts += [_("Answer this letter to comment."), ""]
        parts += [
            _("You choose on your own page what reaches you by e-mail: %(address)s")
            % {"address": settings.SITE_ADDRESS + "/people/me/#notices"}
        ]
        Letter.write(str(person.email), subject + sign, "\n".join(parts), reply_to=reply_to)


def _about(notification: Notification) -> list[str]:
    """Under words that somebody said, what they were said about: the sentence quotes the words alone."""
    if notification.event.verb != "journal.commented":
        return []
    return [f"  {thing}"] if (thing := notification.event.page) else []


def _way_back(notifications: list[Notification]) -> tuple[str, str]:
    """A letter that tells of one thing can be answered; one that gathers several could not say which."""
    if len(notifications) != 1 or not noticing.is_answerable(notifications[0]):
        return "", ""
    return replies.way_back(noticing.KIND, str(notifications[0].pk))


def send() -> int:
    return Letter.objects.send_due()
