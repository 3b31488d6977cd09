"""The rules that grew from a charter's lines are kept here: whether one is confirmed is asked of this room alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from regie.charter.hooks import Standing
from regie.metrics.engine.rule import Rule
from regie.metrics.growing import rule_of
from regie.metrics.models import Threshold


def standing(line_ids: Iterable[int]) -> dict[tuple[int, int], Standing]:
    """See `charter.hooks.Keeper`. A threshold out of use asks nothing any more."""
    rows = Threshold.objects.filter(line__in=list(line_ids)).order_by("retired_at")
    found: dict[tuple[int, int], Standing] = {}
    for each in rows:
        place = (each.line_id, each.place)
        if place in found and each.retired_at:
            continue
        is_settled = each.is_confirmed or each.rule is None or each.retired_at is not None
        found[place] = Standing(each.sentence, is_settled, each.rule is None, data_of(each.read_rule, each.question))
    return found


def data_of(rule: Rule | None, question: str = "") -> dict[str, Any]:
    """A rule in the keys of the charter's reader; empty where there is none."""
    if rule is None:
        return {}
    return {
        "compare": rule.reference,
        "op": (">" if rule.side == "above" else "<") + ("" if rule.strict else "="),
        "amount": _short(rule.amount),
        "unit": "percent_or_points" if question == "percent_or_points" else rule.unit,
        "periods": rule.periods,
        "per": rule.dimension or None,
        "period": rule.grain or None,
        "window": rule.window or None,
        "window_period": (rule.grain or None) if rule.window else None,
        "minimum": _short(rule.minimum),
        "minimum_measure": rule.minimum_measure or None,
        "subject": rule.subject if rule.subject != "value" else None,
        "since": rule.since if rule.subject != "value" and rule.since != "previous" else None,
    }


def _short(amount: float | None) -> float | int | None:
    return int(amount) if amount is not None and amount == int(amount) else amount


def settle(line_id: int, place: int, rule: dict[str, Any], *, by: Any) -> None:
    """See `charter.hooks.Keeper`. What a rule kept before the charter had slots for it does not say stays as it was here."""
    threshold = Threshold.objects.in_use().filter(line=line_id, place=place).select_related("metric").first()
    if threshold is None:
        return
    if rule.get("kept_as_sentence"):
        threshold.correct(by=by, rule=None, question="")
        return
    said, question = rule_of(rule)
    known = threshold.read_rule
    if said and known:
        unsaid = {name: getattr(known, name) for name in ("subject", "since", "minimum_measure") if name not in rule}
        if "minimum_measure" in unsaid:
            unsaid |= {"minimum": known.minimum, "grain": said.grain or known.grain}
        said = replace(said, **unsaid)
    if said != known or question != threshold.question:
        threshold.correct(by=by, rule=said, question=question)
    if not rule.get("confirmed") and threshold.is_confirmed:
        threshold.doubt(by=by)
    elif rule.get("confirmed") and threshold.is_ready and not threshold.is_confirmed:
        threshold.confirm(by=by)
