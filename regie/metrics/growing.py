"""What the metrics of an accepted charter become: measures, metrics with their formula, thresholds that wait to be confirmed.

A later version brings up to date what still says what the version before had said. What people changed by hand is left as
they left it,
and the growth says "kept"; what is no longer in the text is retired, with its history.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from regie.charter.growth import Grown
from regie.charter.understanding import names
from regie.metrics.adopting import make_measure
from regie.metrics.catalogue import Catalogue
from regie.metrics.engine.formula import FormulaError, Parsed, Vocabulary, parse
from regie.metrics.engine.rule import REFERENCES, Rule
from regie.metrics.library import MEASURES
from regie.metrics.models import Direction, Measure, Metric, Rhythm, Threshold, Unit
from regie.people.models import Holding, Person

_RHYTHMS = {
    "daily": Rhythm.DAY,
    "semiweekly": Rhythm.WEEK,
    "weekly": Rhythm.WEEK,
    "fortnightly": Rhythm.WEEK,
    "semimonthly": Rhythm.MONTH,
    "monthly": Rhythm.MONTH,
    "bimonthly": Rhythm.MONTH,
    "quarterly": Rhythm.QUARTER,
    "half_yearly": Rhythm.HALF_YEAR,
    "yearly": Rhythm.YEAR,
}
_UNITS = {"money": Unit.CURRENCY, "percent": Unit.PERCENT, "ratio": Unit.RATIO, "points": Unit.SCORE, "count": Unit.COUNT}
_DECIMALS = {Unit.CURRENCY: 2, Unit.PERCENT: 1, Unit.RATIO: 2, Unit.SCORE: 1, Unit.COUNT: 0, Unit.DURATION: 1}
_ORDER = [each.value for each in Rhythm]
_NAME = r"[^\W\d_][\w’' -]{1,59}"
_QUOTIENT = re.compile(rf"(?P<x>{_NAME}?)\s*[/÷]\s*(?P<y>{_NAME}?)(?:\s*[*×]\s*100)?")
_WRITTEN = ("name", "about", "purpose", "source", "measured", "reported", "shown", "owner_text")


def grow(version: Any, by: Any) -> list[Grown]:
    """The grower of this room; see `charter.growth`."""
    wordings = list(version.wordings.filter(section="metrics", is_note=False).select_related("line"))
    before = _said_before(version, wordings)
    done = _measures(wordings, version.language, by)
    people = list(Person.objects.active())
    for wording in wordings:
        done += _metric(wording, before.get(wording.line_id), people, by)
    gone = Metric.objects.in_use().filter(line__charter=version.charter).exclude(line__in=[each.line_id for each in wordings])
    for metric in gone.order_by("-pk"):
        try:
            metric.retire(by=by)
        except ValidationError:  # another metric is computed from it
            done.append(Grown(_("metric"), metric.name, "kept", metric.get_absolute_url()))
        else:
            done.append(Grown(_("metric"), metric.name, "retired", metric.get_absolute_url()))
    return done


def _said_before(version, wordings) -> dict[int, dict]:
    """What the version before said on each line."""
    from regie.charter.models import Wording

    rows = Wording.objects.filter(line__in=[each.line_id for each in wordings], version__number__lt=version.number)
    return {row.line_id: row.data for row in rows.order_by("version__number")}


# -- measures


def _measures(wordings: Iterable[Any], language: str, by) -> list[Grown]:
    """What the formulas need and is not there yet: of the library, and what a quotient names in its own words."""
    needed: dict[str, str] = {}  # key of the library → rhythm
    own: dict[str, str] = {}  # name → rhythm
    for wording in wordings:
        rhythm = _rhythm(wording.data.get("measured"), Rhythm.MONTH)
        for side in _sides(wording.data):
            if parsed := parsed_over(side):
                for key in parsed.keys & MEASURES.keys():
                    needed[key] = min(needed.get(key, Rhythm.MONTH), rhythm, key=_ORDER.index)
            else:
                own.setdefault(side[:1].upper() + side[1:], rhythm)
    there = set(Measure.objects.values_list("key", flat=True))
    made = [
        make_measure(key, by=by, language=language, rhythm=needed[key]) for key in MEASURES if key in needed and key not in there
    ]
    made += [Measure.create(by=by, name=name, unit=Unit.COUNT, rhythm=rhythm) for name, rhythm in own.items()]
    return [Grown(_("measure"), measure.name, "created", measure.get_absolute_url()) for measure in made]


def _sides(data: dict) -> list[str]:
    """The formula, or both sides of a quotient whose words are the charter's own: “clicks / emails delivered * 100”."""
    formula = data.get("formula") or ""
    quotient = _QUOTIENT.fullmatch(formula.strip()) if data.get("formula_from") == "text" else None
    if parsed_over(formula):
        return [formula]
    return [" ".join(quotient[side].split()) for side in "xy"] if quotient else []


def parsed_over(formula: str | None, catalogue: Catalogue | None = None) -> Parsed | None:
    """A formula of the charter over what exists and what the library knows; None where it names something else."""
    if not formula:
        return None
    catalogue = catalogue or Catalogue()
    library = {key: (key, each.english, each.french) for key, each in MEASURES.items()}
    own = {key: (name, *library.get(key, ())) for key, name in catalogue.names.items()}
    try:
        return parse(formula, Vocabulary({**library, **own}, catalogue.formulas))
    except FormulaError:
        return None


# -- metrics


def _rhythm(word: str | None, otherwise: str) -> str:
    return _RHYTHMS.get(word or "", otherwise)


def fields_of(data: dict) -> dict[str, Any]:
    """The fields of a metric as the charter says them."""
    measured = _rhythm(data.get("measured"), Rhythm.MONTH)
    reported = _rhythm(data.get("reported"), measured)
    by_rule = [period for each in data.get("thresholds") or [] if (period := each.get("period") or each.get("window_period"))]
    # A day's satisfaction says little: what is judged or reported by the month is shown by the month.
    shown = by_rule[0] if by_rule and by_rule[0] in _ORDER else measured
    if not by_rule and measured == Rhythm.DAY:
        shown = reported
    return {
        "name": (data.get("name") or data.get("text") or "")[:200],
        "about": data.get("text") or "",
        "purpose": data.get("purpose") or "",
        "source": ", ".join(data.get("tools") or [])[:300],
        "measured": measured,
        "reported": reported,
        "shown": shown,
        "owner_text": (data.get("owner") or "")[:200],
    }


def _metric(wording, before: dict | None, people: list, by) -> list[Grown]:
    data = wording.data
    said = fields_of(data)
    metric = Metric.objects.filter(line=wording.line).first()
    if metric is None:
        metric = Metric.objects.in_use().filter(line=None, name__iexact=said["name"]).first()
        if metric:
            metric.line = wording.line
            metric.save(update_fields=["line"])
    if metric is None:
        metric, act = _made(wording, said, people, by), "created"
    else:
        if metric.retired_at:
            metric.take_back(by=by)
        act = "changed" if _brought_up(metric, said, fields_of(before) if before else None, by) else "kept"
        act = "changed" if _formula_brought_up(metric, data, before, by) else act
    done = [Grown(_("metric"), metric.name, act, metric.get_absolute_url())]
    return done + _thresholds(metric, wording, before, by)


def _made(wording, said: dict, people: list, by) -> Metric:
    data = wording.data
    unit = _UNITS.get(data.get("unit") or "", Unit.RATIO)
    sides = {each.get("op") for each in data.get("thresholds") or [] if each.get("op")}
    name = said["name"]
    if Metric.objects.in_use().filter(name__iexact=name).exists():
        name = f"{name[:190]} ({wording.line_id})"
    parsed = parsed_over(data.get("formula"))
    return Metric.create(
        by=by,
        **{**said, "name": name},
        key=_key(data.get("code")),
        formula=parsed.canonical if parsed else "",
        unit=unit,
        decimals=_DECIMALS[unit],
        direction=Direction.LOWER if sides and sides <= {">", ">="} else Direction.HIGHER,
        dimensions=[data["per"]] if data.get("per") else [],
        owner=_owner(said["owner_text"], people),
        line=wording.line,
    )


def _key(code: str | None) -> str:
    from regie.metrics.keys import free_key

    return free_key(code) if code else ""


def _owner(words: str, people: list) -> Person | None:
    """The person named, or the only one who holds a role of that name."""
    if not words:
        return None
    if found := names.find_person(words, people):
        return found
    holders = Holding.objects.current().filter(role__name__iexact=words, person__left_at=None).select_related("person")[:2]
    return holders[0].person if len(holders) == 1 else None


def _brought_up(metric: Metric, said: dict, before: dict | None, by) -> bool:
    """Take over what the text now says where the metric still says what the text had said."""
    if before is None:
        return False
    fresh = {name: said[name] for name in _WRITTEN if said[name] != before[name] and getattr(metric, name) == before[name]}
    return bool(fresh and metric.edit(by=by, **fresh))


def _formula_brought_up(metric: Metric, data: dict, before: dict | None, by) -> bool:
    parsed = parsed_over(data.get("formula"))
    if parsed is None:
        return False
    earlier = parsed_over((before or {}).get("formula"))
    untouched = not metric.formula or (earlier is not None and metric.formula == earlier.canonical)
    return bool(untouched and metric.formula != parsed.canonical and metric.change_formula(parsed.canonical, by=by))


# -- thresholds


def rule_of(data: dict) -> tuple[Rule | None, str]:
    """The rule that the reader understood, and the question that it leaves open."""
    compare, op = data.get("compare"), data.get("op")
    if compare not in REFERENCES or op not in (">", ">=", "<", "<="):
        return None, ""
    unit, question = data.get("unit") or "absolute", ""
    if unit == "percent_or_points":
        unit, question = "percent", "percent_or_points" if compare != "constant" else ""
    window = int(data.get("window") or 0)
    if compare == "moving_mean" and not window:
        question = question or "mean_window"
    amount = data.get("amount")
    minimum = data.get("minimum")
    return Rule(
        side="above" if op in (">", ">=") else "below",
        strict=op in (">", "<"),
        amount=None if amount is None else float(amount),
        # The amount of a constant is a number of the metric's own unit, whatever the sentence calls it.
        unit="absolute" if compare == "constant" else unit,
        reference=compare,
        periods=int(data.get("periods") or 1),
        grain=data.get("period") or data.get("window_period") or "",
        window=window,
        dimension=data.get("per") or "",
        minimum=None if minimum is None else float(minimum),
        minimum_measure=data.get("minimum_measure") or "",
        subject=data.get("subject") or "value",
        since=data.get("since") or "previous",
    ), question


def _thresholds(metric: Metric, wording, before: dict | None, by) -> list[Grown]:
    done = []
    stands = {each.place: each for each in metric.thresholds.filter(line=wording.line)}
    said_before = (before or {}).get("thresholds") or []
    for place, data in enumerate(wording.data.get("thresholds") or []):
        sentence = data.get("source") or data.get("text") or ""
        rule, question = rule_of(data)
        threshold = stands.pop(place, None)
        if threshold is None:
            threshold = Threshold.create(
                metric=metric,
                by=by,
                sentence=sentence,
                response=data.get("response") or "",
                rule=rule,
                question=question,
                line=wording.line,
                place=place,
            )
            act = "created"
        else:
            act = _threshold_brought_up(threshold, data, said_before[place] if place < len(said_before) else None, by)
        news = act != "kept" or (place < len(said_before) and not said_before[place].get("confirmed"))
        if news and data.get("confirmed") and threshold.is_ready and not threshold.is_confirmed:
            threshold.confirm(by=by)
        done.append(Grown(_("threshold"), sentence, act, metric.get_absolute_url()))
    for threshold in stands.values():
        if threshold.retired_at is None:
            threshold.retire(by=by)
            done.append(Grown(_("threshold"), threshold.sentence, "retired", metric.get_absolute_url()))
    return done


def _threshold_brought_up(threshold: Threshold, data: dict, before: dict | None, by) -> str:
    if threshold.retired_at:
        threshold.take_back(by=by)
    fresh: dict[str, Any] = {}
    sentence = data.get("source") or data.get("text") or ""
    if threshold.sentence != sentence:
        fresh["sentence"] = sentence
    if (data.get("response") or "") != threshold.response and (
        before is None or (before.get("response") or "") == threshold.response
    ):
        fresh["response"] = data.get("response") or ""
    rule, question = rule_of(data)
    earlier = rule_of(before)[0] if before else None
    if rule != earlier and threshold.read_rule == earlier:
        fresh |= {"rule": rule, "question": question}
    return "changed" if fresh and threshold.correct(by=by, **fresh) else "kept"
