"""M: a metric, where it stands, where it shall be; and a sentence that says the same number."""

from __future__ import annotations

from django.utils.translation import gettext as _

from regie.lib.numbers import percent
from regie.objectives.amounts import language
from regie.objectives.smart.agreeing import agrees, is_firm, starts_elsewhere
from regie.objectives.smart.draft import Draft
from regie.objectives.smart.reading import Reading
from regie.objectives.smart.verdict import Letter, Remark, State

_KEEPS = {"keep"}


def measurable(reading: Reading) -> Letter:
    draft, name = reading.draft, _("Measurable")
    if not draft.metric_name:
        return Letter("M", name, State.MISSING, (), (_no_metric(reading),))
    found = [Remark("metric", _("It is measured by: %(metric)s.") % {"metric": draft.metric_name})]
    if draft.direction == "band":
        return _band(draft, name, found)
    if draft.target is None:
        said = _("Give the target: which value of “%(metric)s” will tell that it is reached?") % {"metric": draft.metric_name}
        return Letter("M", name, State.MISSING, tuple(found), (Remark("no_target", said),))
    if draft.baseline is None:
        said = _("Give today’s value: without it nobody can tell how far %(target)s is.") % {
            "target": draft.amounts.of(draft.target)
        }
        return Letter("M", name, State.WATCH, tuple(found), (Remark("no_baseline", said), *_text(reading)))
    advice = [*_way(reading), *_text(reading)]
    if not advice or advice[0].code not in {"no_change", "wrong_way"}:
        found.append(_asked(draft))
    return Letter("M", name, State.WATCH if advice else State.GOOD, tuple(found), tuple(advice))


def _no_metric(reading: Reading) -> Remark:
    if reading.language and reading.aims:
        one = reading.aims[-1]
        said = _("The sentence says “%(number)s”, but no metric follows it: choose the one that does.") % {"number": one.said}
        return Remark("no_metric", said, one.begin, one.end)
    return Remark("no_metric", _("Choose the metric that will show it: what nobody counts cannot be reached."))


def _asked(draft: Draft) -> Remark:
    words = {"baseline": draft.amounts.of(draft.baseline), "target": draft.amounts.of(draft.target)}
    change = draft.target - draft.baseline
    if draft.unit == "percent":
        words["change"] = draft.amounts.change(change, signed=True)
    elif draft.baseline > 0 and draft.target > 0:
        words["change"] = percent(change / draft.baseline * 100, language(), 0, signed=True)
    else:
        words["change"] = draft.amounts.of(change, signed=True)
    return Remark("asked", _("From %(baseline)s to %(target)s (%(change)s).") % words)


def _way(reading: Reading) -> list[Remark]:
    """Whether the target lies on the good side of the baseline; staying is fine where the sentence says so."""
    draft = reading.draft
    words = {"baseline": draft.amounts.of(draft.baseline), "target": draft.amounts.of(draft.target), "metric": draft.metric_name}
    change = (draft.target - draft.baseline) * (-1 if draft.direction == "lower" else 1)
    stays = bool(reading.language) and any(verb.family in _KEEPS for verb in reading.verbs[:1])
    if change > 0 or stays:
        return []
    if change == 0:
        said = _("The target is today’s value, %(target)s: say what shall change, or write that it is to be kept.") % words
        return [Remark("no_change", said)]
    if draft.direction == "lower":
        said = _("“%(metric)s” is better when lower, and the target %(target)s lies above today’s %(baseline)s.") % words
    else:
        said = _("“%(metric)s” is better when higher, and the target %(target)s lies below today’s %(baseline)s.") % words
    return [Remark("wrong_way", said)]


def _band(draft: Draft, name: str, found: list[Remark]) -> Letter:
    if draft.low is None and draft.high is None:
        said = _("Give the two edges between which “%(metric)s” shall stay.") % {"metric": draft.metric_name}
        return Letter("M", name, State.MISSING, tuple(found), (Remark("no_edges", said),))
    if draft.low is not None and draft.high is not None:
        words = {"low": draft.amounts.of(draft.low), "high": draft.amounts.of(draft.high)}
        if draft.low >= draft.high:
            said = _("The lower edge (%(low)s) must lie below the upper one (%(high)s).") % words
            return Letter("M", name, State.WATCH, tuple(found), (Remark("edges", said),))
        found.append(Remark("asked", _("Between %(low)s and %(high)s.") % words))
    return Letter("M", name, State.GOOD, tuple(found))


def _text(reading: Reading) -> list[Remark]:
    """What the sentence says against the target."""
    draft = reading.draft
    if not reading.language or not reading.words:
        return []
    target = draft.amounts.of(draft.target)
    fitting = [each for each in reading.aims if agrees(each, draft)]
    start = next((each for each in reading.aims if starts_elsewhere(each, draft)), None)
    if fitting:
        if start is None:
            return []
        words = {"number": start.said, "baseline": draft.amounts.of(draft.baseline)}
        said = _("The sentence starts from %(number)s, but the metric stands at %(baseline)s.") % words
        return [Remark("other_baseline", said, start.begin, start.end)]
    firm = next((each for each in reading.aims if is_firm(each, draft)), None)
    if firm:
        if draft.baseline is None:
            said = _("The sentence says “%(number)s”, the target is %(target)s: make them one.") % {
                "number": firm.said,
                "target": target,
            }
        else:
            words = {"number": firm.said, "target": target, "baseline": draft.amounts.of(draft.baseline)}
            said = (
                _("The sentence says “%(number)s”, the target asks to go from %(baseline)s to %(target)s: make them one.") % words
            )
        return [Remark("other_number", said, firm.begin, firm.end)]
    said = _("Write the target, %(target)s, into the sentence: who only reads the sentence cannot know it.") % {"target": target}
    return [Remark("unsaid_target", said)]
