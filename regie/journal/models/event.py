"""An event: who did what to which thing, when, and what it was before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from regie.journal import kinds, verbs
from regie.lib import dates
from regie.ui import addresses


class EventQuerySet(models.QuerySet):
    def about(self, thing: models.Model) -> EventQuerySet:
        """Events read on the page of `thing`: its own and those of its parts."""
        return self.filter(page_type=ContentType.objects.get_for_model(thing), page_id=str(thing.pk))

    def of_room(self, room: str) -> EventQuerySet:
        return self.filter(verb__startswith=f"{room}.")

    def visible_to(self, person) -> EventQuerySet:
        """The whole journal is for leads; others read it on the page of a thing they may see."""
        return self if person.is_lead else self.none()


class Event(models.Model):
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="events")
    actor_name = models.CharField(max_length=200, blank=True)  # kept when the person is erased; empty: Régie itself
    verb = models.CharField(max_length=80)
    subject_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    subject_id = models.CharField(max_length=40)
    subject = GenericForeignKey("subject_type", "subject_id")
    subject_name = models.CharField(max_length=300)
    page_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    page_id = models.CharField(max_length=40)
    page = GenericForeignKey("page_type", "page_id")
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)  # {"changes": {field: [old, new]}, …}
    at = models.DateTimeField(default=timezone.now)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["page_type", "page_id", "-at"], name="event_of_a_page"),
            models.Index(fields=["-at"], name="event_newest"),
            models.Index(fields=["verb", "-at"], name="event_by_verb"),
            models.Index(fields=["actor", "-at"], name="event_by_actor"),
        ]

    def __str__(self) -> str:
        return self.sentence

    def get_absolute_url(self) -> str:
        return addresses.numbered("journal:event", self.pk)

    @property
    def room(self) -> str:
        return self.verb.partition(".")[0]

    @property
    def icon(self) -> str:
        verb = verbs.VERBS.get(self.verb)
        return "undo" if "undoes" in self.data else verb.icon if verb else "edit"

    @property
    def changes(self) -> dict[str, list]:
        return self.data.get("changes", {})

    @property
    def sentence(self) -> str:
        """What happened, in the reader's language; an unknown verb shows its key."""
        return self._said({**self._facts, "actor": self.actor_name or "Régie", "subject": self.subject_name})

    @property
    def told(self) -> str:
        """The same, said to somebody who was notified."""
        return self._said({**self._facts, "actor": self.actor_name or "Régie", "subject": self.subject_name}, is_told=True)

    @property
    def marked(self) -> SafeString:
        """The sentence as HTML, who did it set in bold."""
        return self._marked()

    @property
    def told_marked(self) -> SafeString:
        return self._marked(is_told=True)

    def _marked(self, *, is_told: bool = False) -> SafeString:
        words = {
            key: conditional_escape(str(value)) for key, value in self._facts.items() if isinstance(value, str | int | float)
        }
        actor = format_html("<strong>{}</strong>", self.actor_name or "Régie")
        said = self._said({**words, "actor": actor, "subject": conditional_escape(self.subject_name)}, is_told=is_told)
        return mark_safe(said)  # noqa: S308 - every word in it is escaped

    def tell(self, people: Iterable[Any]) -> None:
        """Put it on the bell of those people, once each: not of who did it, nor of who wants to hear of nothing."""
        from regie.journal.models.notification import Notification

        told = {each.pk: (each, each.told_of(self.verb)) for each in people if each is not None and each.pk != self.actor_id}
        Notification.objects.bulk_create(
            [Notification(person=person, event=self, channel=how) for person, how in told.values() if how != kinds.NONE],
            ignore_conflicts=True,
        )

    @property
    def _facts(self) -> dict[str, Any]:
        verb = verbs.VERBS.get(self.verb)
        return {**self.data, **verb.words(self.data)} if verb and verb.words else self.data

    def _said(self, words: dict[str, Any], *, is_told: bool = False) -> str:
        verb = verbs.VERBS.get("journal.change_undone" if "undoes" in self.data else self.verb)
        if isinstance(words.get("day"), str):  # kept as 2026-11-19, said as the reader's language does
            words = words | {"day": _spoken(words["day"])}
        try:
            return (
                str((is_told and verb.told) or verb.sentence) % words
                if verb
                else f"{words['actor']}: {conditional_escape(self.verb)} {words['subject']}"
            )
        except KeyError:
            return f"{words['actor']}: {conditional_escape(self.verb)} {words['subject']}"


def _spoken(day: str) -> str:
    try:
        return dates.day(date.fromisoformat(day), (get_language() or "en")[:2], "long")
    except ValueError:
        return day


def record(verb: str, subject: models.Model, *, by, page: models.Model | None = None, **data: Any) -> Event:
    """Write one event and tell those whom its verb names.

    `by` is a person, or None when Régie acts by itself. `page` is the thing on whose page the event is
    read (a threshold's event is read on its metric); without it, the subject's own. Call it inside the
    verb's transaction.
    """
    with transaction.atomic(savepoint=False):
        event = Event.objects.create(
            actor=by,
            actor_name=str(by) if by else "",
            verb=verb,
            subject=subject,
            subject_name=str(subject)[:300],
            page=page or subject,
            data=data,
        )
        told = verbs.VERBS.get(verb)
        if told and told.notify:
            event.tell(told.notify(event))
    return event
