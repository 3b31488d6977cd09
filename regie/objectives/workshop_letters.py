"""The minutes of a workshop, to those who were there."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regie.journal.models import Letter


def send_minutes(workshop, *, by) -> list[int]:
    """A letter to each person of the house who came, in their language. Returns their keys, for those whom the journal tells."""
    from regie.objectives.reading import workshops as reading

    seats = [seat for seat in workshop.seats.exclude(person=None).select_related("person") if seat.taken_at]
    page = reading.minutes_of(workshop)
    for seat in seats:
        person = seat.person
        if not person.email:
            continue
        with translation.override(person.language or settings.LANGUAGE_CODE):
            Letter.write(person.email, _("What was found: %(workshop)s") % {"workshop": workshop}, _text(workshop, page))
    return [seat.person_id for seat in seats if by is None or seat.person_id != by.pk]


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
