"""A: somebody carries it, says why it can be reached, and the metric's own past does not speak against it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from regie.lib.stems import stems
from regie.objectives.reach import Reach, Verdict, periods_between, reach
from regie.objectives.smart.draft import Draft
from regie.objectives.smart.reading import Reading
from regie.objectives.smart.verdict import Letter, Remark, State

_THIN = 4  # words; fewer are no reason


def achievable(reading: Reading) -> Letter:
    draft, name = reading.draft, _("Achievable")
    past = compared(draft, reading.today)
    found = [Remark(fact.code, fact.says) for fact in past.facts if past.verdict not in {Verdict.UNSEEN, Verdict.IMPOSSIBLE}]
    advice: list[Remark] = []
    if draft.owner:
        found.insert(0, Remark("owner", _("%(owner)s carries it.") % {"owner": draft.owner}))
    else:
        advice.append(Remark("no_owner", _("Nobody carries it yet: name one person.")))
    advice += [Remark("contradicts", said) for said in draft.against]
    reason = draft.why_reachable.strip()
    thin = bool(reason) and len(reason.split()) < _THIN
    if past.verdict in {Verdict.IMPOSSIBLE, Verdict.UNSEEN}:
        advice += [Remark(fact.code, fact.says) for fact in past.facts[:2]]
    if not reason:
        advice.append(Remark("no_reason", _no_reason(past)))
    elif thin or stems(reason) == stems(draft.text):
        said = _("Say more of why it can be reached: what you will do otherwise, with what means, or what worked before.")
        advice.append(Remark("thin_reason", said))
    else:
        found.append(Remark("reason", _("It says why it can be reached.")))
        if past.verdict == Verdict.UNSEEN:
            advice.append(Remark("bold", _("That can be right: make sure the reason given explains what will be different.")))
    return Letter("A", name, _state(draft, past, reason, advice), tuple(found), tuple(advice))


def compared(draft: Draft, today: date) -> Reach:
    """What the metric's past says of the target; unknown where there is nothing to compare."""
    if not draft.metric_name or not draft.due_on:
        return Reach(Verdict.UNKNOWN)
    return reach(
        draft.past,
        direction=draft.direction,
        baseline=draft.baseline,
        target=draft.target,
        periods=periods_between(draft.starts_on or today, draft.due_on, draft.rhythm),
        rhythm=draft.rhythm,
        amounts=draft.amounts,
        ceiling=draft.ceiling,
        low=draft.low,
        high=draft.high,
    )


def _no_reason(past: Reach) -> str:
    if past.verdict == Verdict.USUAL:
        return _("Write in a sentence why it can be reached: the past speaks for it, the reader wants to know what you rely on.")
    return _("Write why it can be reached: means, people, what worked before, what will be different.")


def _state(draft: Draft, past: Reach, reason: str, advice: list[Remark]) -> State:
    if past.verdict == Verdict.IMPOSSIBLE:
        return State.MISSING
    if not reason and (not draft.owner or past.verdict not in {Verdict.USUAL, Verdict.STEEP}):
        return State.MISSING
    return State.WATCH if advice else State.GOOD
