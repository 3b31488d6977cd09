"""T: a start and an end, still to come; and a sentence that says the same date."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from regie.lib import dates
from regie.objectives.amounts import language
from regie.objectives.smart.reading import Reading
from regie.objectives.smart.verdict import Letter, Remark, State

_FAR = relativedelta(years=3)


def timed(reading: Reading) -> Letter:
    draft, name, today = reading.draft, _("Time-bound"), reading.today
    if draft.due_on is None:
        return Letter("T", name, State.MISSING, (), (_no_due(reading),))
    due = _day(draft.due_on)
    found = [Remark("due", _("It is to be reached by %(due)s.") % {"due": due})]
    advice = []
    if draft.due_on < today:
        advice.append(Remark("past", _("%(due)s is over: choose a day to come.") % {"due": due}))
    elif draft.starts_on and draft.starts_on >= draft.due_on:
        words = {"start": _day(draft.starts_on), "due": due}
        advice.append(
            Remark("backwards", _("It starts on %(start)s and ends on %(due)s: the end must come after the start.") % words)
        )
    elif draft.due_on > today + _FAR:
        said = _("%(due)s is more than three years away: set a first step that ends sooner, and put it below this one.") % {
            "due": due
        }
        advice.append(Remark("far", said))
    advice += _text(reading, due)
    return Letter("T", name, State.WATCH if advice else State.GOOD, tuple(found), tuple(advice))


def _day(day: date) -> str:
    return dates.day(day, language())


def _no_due(reading: Reading) -> Remark:
    if reading.language:
        for when in reading.whens:
            due = when.due(reading.today)
            if due:
                said = _("The sentence says “%(when)s”: put it as the end, %(due)s.") % {"when": when.said, "due": _day(due)}
                return Remark("no_due", said, when.begin, when.end)
        for begin, end in reading.phrases("someday"):
            said = _("“%(words)s” is no date: say by which day.") % {"words": reading.said(begin, end)}
            return Remark("no_due", said, begin, end)
    return Remark("no_due", _("Say by which day it should be reached."))


def _text(reading: Reading, due: str) -> list[Remark]:
    """What the sentence says against the end; a date that fits is enough, and one we cannot place is believed."""
    if not reading.language or not reading.words:
        return []
    fits = [(when, when.fits(reading.draft.due_on)) for when in reading.whens]
    if any(fit or fit is None for _when, fit in fits):
        return []
    if fits:
        when = fits[-1][0]
        said = _("The sentence says “%(when)s”, the end is %(due)s: make them one.") % {"when": when.said, "due": due}
        return [Remark("other_date", said, when.begin, when.end)]
    for begin, end in reading.phrases("someday"):
        said = _("“%(words)s” is no date: write the end, %(due)s, into the sentence.") % {
            "words": reading.said(begin, end),
            "due": due,
        }
        return [Remark("someday", said, begin, end)]
    said = _("Write the end, %(due)s, into the sentence: who only reads the sentence cannot know it.") % {"due": due}
    return [Remark("unsaid_date", said)]
