"""The check itself: every letter, and how short it is."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from regie.objectives.smart.achievable import achievable
from regie.objectives.smart.brevity import brevity
from regie.objectives.smart.draft import Draft
from regie.objectives.smart.measurable import measurable
from regie.objectives.smart.reading import read
from regie.objectives.smart.relevant import relevant
from regie.objectives.smart.specific import specific
from regie.objectives.smart.timed import timed
from regie.objectives.smart.verdict import Check


def is_to_be_kept(text: str | None) -> bool:
    """Whether the sentence says that a level is to be held: from and to may then be one number."""
    reading = read(Draft(text or ""), timezone.localdate())
    return bool(reading.language) and any(verb.family == "keep" for verb in reading.verbs[:1])


def check(draft: Draft, today: date | None = None) -> Check:
    """Judges `draft`, in sentences of the active language. Costs no query."""
    reading = read(draft, today or timezone.localdate())
    letters = tuple(judge(reading) for judge in (specific, measurable, achievable, relevant, timed))
    note = ""
    if not reading.language and reading.words:
        note = _("Only French and English are read: the wording is not judged, what is filled in below is.")
    return Check(reading.language, letters, brevity(reading), note)
