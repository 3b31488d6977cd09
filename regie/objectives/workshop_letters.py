"""The minutes of a workshop, to those who were there."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regie.journal import kinds
from regie.journal.models import Event, Letter, Notification

VERB = "objectives.workshop_closed"


def send_minutes(workshop) -> tuple[list[int], list[int]]:
    """A letter, in their language, to each person of the house who came and wants such news at once. Returns the keys of all who
    came, and of those who have the letter."""
    from regie.objectives.reading import workshops as reading

    there = [seat.person for seat in workshop.seats.exclude(person=None).exclude(taken_at=None).select_related("person")]
    readers = [person for person in there if person.email and person.told_of(VERB) == kinds.AT_ONCE]
    page = reading.minutes_of(workshop)
    for person in readers:
        with translation.override(person.language or settings.LANGUAGE_CODE):
            Letter.write(person.email, _("What was found: %(workshop)s") % {"workshop": workshop}, _text(workshop, page))
    return [person.pk for person in there], [person.pk for person in readers]


def told(workshop, readers: list[int]) -> None:
    """The minutes say it all: it stands in their bell, but in no letter besides."""
    untold = Notification.objects.filter(told_at=None, person__in=readers, event__verb=VERB)
    untold.filter(event__in=Event.objects.about(workshop)).update(told_at=timezone.now())


def _text(workshop, page) -> str:
    lines = [str(workshop), ""]
    lines += [
        ngettext("%(many)s person took part.", "%(many)s persons took part.", page.present) % {"many": page.present},
        ngettext("%(many)s idea was proposed.", "%(many)s ideas were proposed.", page.ideas) % {"many": page.ideas},
    ]
    if page.objectives:
        lines += ["", _("OBJECTIVES DRAFTED")]
        lines += [f"– {each.text}" for each in page.objectives]
    if page.first:
        lines += ["", _("IDEAS WITH THE MOST DOTS")]
        lines += [
            f"– {each.text} ({ngettext('%(dots)s dot', '%(dots)s dots', each.count) % {'dots': each.count}})"
            for each in page.first
        ]
    if workshop.notes.strip():
        lines += ["", _("NOTES"), workshop.notes.strip()]
    lines += ["", _("All of it stays here:"), settings.SITE_ADDRESS + workshop.get_absolute_url()]
    return "\n".join(lines) + "\n"
