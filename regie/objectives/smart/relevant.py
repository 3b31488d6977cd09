"""R: it serves a responsibility of the charter, and an audience."""

from __future__ import annotations

from django.utils.translation import gettext as _

from regie.objectives.smart.reading import Reading
from regie.objectives.smart.verdict import Letter, Remark, State


def relevant(reading: Reading) -> Letter:
    draft = reading.draft
    found, advice = [], []
    if draft.responsibility:
        found.append(
            Remark("responsibility", _("It serves: %(responsibility)s.") % {"responsibility": draft.responsibility.rstrip(" .")})
        )
    else:
        advice.append(
            Remark("no_responsibility", _("Choose the responsibility of the charter that it serves: it answers “why this one?”."))
        )
    if draft.audience:
        found.append(Remark("audience", _("It is meant for: %(audience)s.") % {"audience": draft.audience}))
    else:
        advice.append(Remark("no_audience", _("Choose the audience that it is for: the plan will show who is forgotten.")))
    state = State.GOOD if not advice else State.WATCH if found else State.MISSING
    return Letter("R", _("Relevant"), state, tuple(found), tuple(advice))
