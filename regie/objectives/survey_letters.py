"""The letters of a survey: to each who is asked, in the survey's language, with a link of their own."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from regie.journal.models import Letter
from regie.lib import dates
from regie.objectives.models.surveying import token_of
from regie.people.models import Organisation


def address_of(asked) -> str:
    return settings.SITE_ADDRESS + reverse("objectives:answer", args=[token_of(asked)])


def invite(survey, asked, *, by) -> int:
    """One letter to each of `asked`, put in the box in the transaction of the verb."""
    return _write(survey, asked, str(by or ""), again=False)


def remind(survey, asked) -> int:
    return _write(survey, asked, "", again=True)


def _write(survey, asked, who: str, *, again: bool) -> int:
    organisation = Organisation.here().name or "Régie"
    rows = list(asked.select_related("person"))
    with translation.override(survey.language):
        words = {"title": survey.title, "who": who or organisation, "organisation": organisation}
        subject = (_("Still open: %(title)s") if again else _("Your answer is wanted: %(title)s")) % words
        first = (
            _("“%(title)s” still waits for your answer.") % words
            if again
            else _("%(who)s, %(organisation)s, asks you to answer “%(title)s”.") % words
        )
        for each in rows:
            if not each.address:
                continue
            lines = [_("Hello,"), "", first]
            lines += ["", survey.introduction] if survey.introduction and not again else []
            if survey.closes_on:
                day = dates.day(survey.closes_on, survey.language, "long")
                lines += ["", _("You can answer until %(day)s.") % {"day": day}]
            if survey.is_anonymous:
                lines += [
                    "",
                    _(
                        "It is anonymous: your answer is kept without your name, your address or the time, and is shown only with others."
                    ),
                ]
            lines += ["", _("Answer here, without an account:"), address_of(each), "", _("The link is for you alone.")]
            Letter.write(each.address, subject, "\n".join(lines) + "\n")
    return len(rows)
