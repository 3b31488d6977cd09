"""Whether a number of the sentence says what baseline and target say; every fair reading of it counts."""

from __future__ import annotations

from collections.abc import Iterator

from regie.objectives.smart.draft import Draft
from regie.objectives.smart.quantities import Quantity, Role

_ROUNDED = 0.02  # people round: 14.8 % is said 15 %
_POINT = 0.5  # of a percent


def agrees(each: Quantity, draft: Draft) -> bool:
    """Whether `each` may say the target, or the change to it."""
    if each.role in {Role.FROM, Role.ASIDE} or draft.target is None:
        return False
    return any(_same(value, wanted, slack) for value in each.values for wanted, slack in _readings(each, draft))


def starts_elsewhere(each: Quantity, draft: Draft) -> bool:
    """Whether `each` is said as the start, and is not where the metric stands."""
    if each.role != Role.FROM or draft.baseline is None or not _fits_unit(each, draft):
        return False
    return not any(
        _same(value, base, 0.0) for value in each.values for base in (draft.baseline, *_of_ratio(draft.baseline, each, draft))
    )


def is_firm(each: Quantity, draft: Draft) -> bool:
    """Whether the sentence leaves no doubt that `each` is the aim, so that another target contradicts it."""
    match each.role:
        case Role.TO:
            return _fits_unit(each, draft)
        case Role.CHANGE:
            return (
                draft.baseline is not None
                and (each.unit == "%" or _fits_unit(each, draft))
                and (draft.baseline > 0 or each.unit != "%")
            )
        case Role.TIMES:
            return draft.baseline is not None and draft.baseline > 0 and draft.unit not in {"ratio", "score"}
    return False


def _fits_unit(each: Quantity, draft: Draft) -> bool:
    if each.unit == "%":
        return draft.unit in {"percent", "ratio"}
    if each.unit == "points":
        return draft.unit in {"percent", "score"}
    if each.unit == "money":
        return draft.unit == "currency"
    return True


def _readings(each: Quantity, draft: Draft) -> Iterator[tuple[float, float]]:
    """The values that `each` would have if it said the same as the target, with how far off it may be."""
    target, base = draft.target, draft.baseline
    if each.role != Role.CHANGE and each.role != Role.TIMES and _fits_unit(each, draft):
        yield target, 0.0
        for ratio in _of_ratio(target, each, draft):
            yield ratio, 0.0
    if each.role == Role.TIMES and draft.unit in {"ratio", "score"}:
        yield target, 0.0  # “a 5x return”
    if base is None or each.role == Role.TO:
        return
    change = abs(target - base)
    if each.role == Role.TIMES:
        if base > 0:
            yield target / base, 0.1
        return
    if (each.unit != "money" or draft.unit == "currency") and (each.unit != "%" or draft.unit == "percent"):
        yield change, 0.0
    if each.unit == "%" and base:
        yield change / abs(base) * 100, _POINT


def _of_ratio(value: float, each: Quantity, draft: Draft) -> tuple[float, ...]:
    """A ratio of 0.25 may be said as 25 %."""
    return (value * 100,) if draft.unit == "ratio" and each.unit == "%" else ()


def _same(said: float, wanted: float, slack: float) -> bool:
    return abs(abs(said) - abs(wanted)) <= max(slack, abs(wanted) * _ROUNDED, 1e-9)
