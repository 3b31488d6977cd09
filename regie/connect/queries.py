"""Reads shaped for the pages of an import. Each costs a fixed number of queries, however many rows there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, SmallIntegerField, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, gettext

from regie.connect.corrections import MOST, field_name
from regie.connect.ledgers.notes import sentence
from regie.connect.models import Intake, IntakeRow
from regie.connect.words import dimension_word, file_sentence, reason_sentence
from regie.lib import dates, numbers
from regie.lib.tables.profile import as_text
from regie.lib.tables.table import letter
from regie.metrics import words
from regie.metrics.models import Breach, Evaluation, Metric

KINDS = ("refused", "changed", "new", "same")  # what asks for a look comes first


@dataclass
class Part:
    """One of the four parts of the tally, with its place on the bar in percent."""

    kind: str
    count: int
    start: float
    width: float


@dataclass
class Tab:
    kind: str
    count: int
    is_here: bool


@dataclass
class Cell:
    text: str
    is_number: bool
    reason: str = ""  # of the refusal that this cell caused
    old: str = ""  # what stood here before
    field: str = ""  # of a refused row: under which name it can be corrected
    typed: str = ""  # what stands in that field
    head: str = ""


@dataclass
class ShownRow:
    number: int
    kind: str
    cells: list[Cell]


@dataclass
class Reason:
    sentence: str
    count: int
    first: int
    last: int
    cells: list[str]
    code: str
    like: str = ""
    word: str = ""
    dimension: str = ""
    measure: str = ""


@dataclass
class Effect:
    """What an import touches: a measure, or afterwards the metrics that were computed again."""

    name: str
    new: int = 0
    changed: int = 0
    first: date | None = None
    last: date | None = None

    @property
    def figures(self) -> int:
        return self.new + self.changed


@dataclass
class Correction:
    """A cell as the file has it and as it was corrected over it."""

    row: int
    column: str
    old: str
    new: str


@dataclass
class Prospect:
    """A metric as it would be: for a period, from which value to which."""

    name: str
    key: str
    period: str
    old: str
    new: str
    state: str
    is_same: bool = False


@dataclass
class ProspectBreach:
    """A breach that would open, resolve or be taken back."""

    name: str
    key: str
    act: str
    period: str
    value: str


@dataclass
class NewValues:
    dimension: str
    values: list[str] = field(default_factory=list)


def tally(intake: Intake) -> list[Part]:
    """Each part that is not empty is at least half a percent wide, so that three refused rows in a million are seen."""
    counts = {"new": intake.new, "changed": intake.changed, "same": intake.same, "refused": intake.refused}
    whole = sum(counts.values()) or 1
    widths = {kind: max(0.5, 100 * count / whole) if count else 0 for kind, count in counts.items()}
    scale = (100 - 0.2 * sum(bool(width) for width in widths.values())) / (sum(widths.values()) or 1)
    parts, start = [], 0.0
    for kind, count in counts.items():
        width = widths[kind] * scale
        parts.append(Part(kind, count, round(start, 2), round(width, 2)))
        start += width + (0.2 if width else 0)
    return parts


def _common(intake: Intake) -> dict[str, Any]:
    choices = intake.choices
    known_by = [role.partition(":")[2] for role in choices.get("columns", {}).values() if role.startswith("dimension:")]
    counted, counts = intake.aim.words, {"new": intake.new, "changed": intake.changed}
    language = get_language() or "en"
    shown = {name: numbers.number(count, language) for name, count in counts.items()}
    return {
        "intake": intake,
        "target": intake.aim,
        "is_figures": intake.target == "figures",
        "said": {
            "would": counted.say("would", intake.writes),
            "cannot": counted.say("cannot", intake.refused),
            "refused": counted.say("refused", intake.refused),
            "write": counted.say("write", intake.writes),
            "written": counted.say("written", intake.writes),
            "all": counted.say("all", sum(getattr(intake, kind) for kind in KINDS)),
            "undo": str(counted.undo) % shown,
            "meanwhile": counted.meanwhile,
        },
        "sheet": intake.source.get("sheet", ""),
        "order": choices.get("order", "dmy"),
        "decimal": choices.get("decimal", "."),
        "known_by": [dimension_word(key) for key in known_by],
    }


def stopped(intake: Intake, request: HttpRequest) -> dict[str, Any]:
    """Why the work ended before its end. No query."""
    return {
        "intake": intake,
        "sentence": file_sentence(intake.fault),
        "is_halted": intake.fault.get("code") == "halted",
        "may_import": request.user.has_perm("connect.import_figures"),
    }


def progress(intake: Intake, request: HttpRequest) -> dict[str, Any]:
    """How far the work is. No query."""
    rows, whole = intake.rows_read, intake.rows_in_all
    begun = intake.begun_at if intake.stage == Intake.Stage.WRITING else None
    spent = (timezone.now() - begun).total_seconds() if begun else 0
    rate = rows / spent if spent > 1 else 0
    left = timedelta(seconds=max(1, round((whole - rows) / rate))) if rate and whole > rows else None
    return _common(intake) | {
        "rows": rows,
        "whole": whole,
        "percent": min(99, 100 * rows // whole) if whole else None,
        "rate": round(rate),
        "left": left,
        "ends_at": timezone.now() + left if left else None,
        "begun": begun,
        "is_about": intake.stage == Intake.Stage.REHEARSING,
        "all_read": intake.stage == Intake.Stage.WRITING and bool(whole) and rows >= whole,
        "may_import": request.user.has_perm("connect.import_figures"),
    }


def rehearsal(intake: Intake, request: HttpRequest, typed: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Three queries: the rows of one page, how many are kept of their kind, the metrics it would move."""
    effect = intake.effect
    may_import = request.user.has_perm("connect.import_figures")
    corrects = may_import and intake.stage == Intake.Stage.REHEARSED
    return _common(intake) | _rows(intake, request, "", corrects, typed or {}) | prospects(intake) | {
        "corrects": corrects and bool(intake.refused),
        "corrections": _corrections(intake)[:8],
        "most_corrections": MOST,
        "parts": tally(intake),
        "notes": [sentence(note) for note in effect.get("notes", [])],
        "brought": effect.get("lines", []),
        "whole": intake.new + intake.changed + intake.same + intake.refused,
        "reasons": [_reason(reason) for reason in intake.reasons[:20]],
        "reason_count": len(intake.reasons),
        "effects": [_effect(each) for each in effect.get("measures", [])[:8]],
        "metrics": len(effect.get("metrics", [])),
        "new_values": [NewValues(dimension_word(key), new[:12]) for key, new in effect.get("new_values", {}).items() if new],
        "may_import": may_import,
    }  # fmt: skip


def result(intake: Intake, request: HttpRequest) -> dict[str, Any]:
    """Six queries."""
    page = rehearsal(intake, request)
    evaluations = list(Evaluation.objects.filter(batch=intake.batch)) if intake.batch_id else []
    since = intake.written_at or intake.at
    keys = intake.effect.get("metrics", [])
    names = list(Metric.objects.filter(key__in=keys[:200]).order_by("name").values_list("key", "name")) if keys else []
    breaches = Breach.objects.filter(metric__key__in=keys[:200], opened_at__gte=since).select_related("metric") if keys else []
    took = intake.written_at - intake.begun_at if intake.written_at and intake.begun_at else None
    return page | {
        "took": took if took and took > timedelta(seconds=1) else None,
        "evaluations_wait": any(each.done_at is None for each in evaluations),
        "values": sum(each.outcome.get("values", 0) for each in evaluations),
        "metric_names": names[:8],
        "breaches": list(breaches[:8]) if _is_fresh(since) else [],
        "undone": intake.effect.get("undone", {}),
    }


def _is_fresh(since: datetime) -> bool:
    """Breaches opened weeks later came with other figures."""
    return timezone.now() - since < timedelta(days=7)


def _corrections(intake: Intake) -> list[Correction]:
    names = {head.get("index"): head["name"] for head in intake.header}
    return [
        Correction(int(row), names.get(int(column), letter(int(column))), old, as_text(new))
        for row, cells in sorted(intake.corrections.items(), key=lambda pair: int(pair[0]))
        for column, (old, new) in cells.items()
    ]


def prospects(intake: Intake) -> dict[str, Any]:
    """What the metrics would say. One query."""
    foreseen = intake.effect.get("foreseen", {"metrics": []})
    if foreseen is None or intake.stage != Intake.Stage.REHEARSED:
        return {"prospects": [], "prospect_breaches": [], "prospects_more": 0, "is_too_much": foreseen is None}
    kept = foreseen["metrics"]
    metrics = {each.key: each for each in Metric.objects.in_use().filter(key__in=[each["key"] for each in kept])} if kept else {}
    moved, breaches = [], []
    for each in kept:
        if (metric := metrics.get(each["key"])) is None:
            continue
        for day, old, new, state in each["values"][:2]:
            period = words.period_inline(date.fromisoformat(day), metric.shown)
            said = words.value_of(metric, old), words.value_of(metric, new)
            moved.append(Prospect(metric.name, metric.key, period, *said, state, said[0] == said[1]))
        for act, value, day, grain in each["breaches"]:
            period = words.period_inline(date.fromisoformat(day), grain)
            breaches.append(ProspectBreach(metric.name, metric.key, act, period, value))
    return {
        "is_too_much": False,
        "prospects": moved[:12],
        "prospect_breaches": breaches[:12],
        "prospects_more": max(0, len(kept) - len({each.key for each in moved[:12]})),
    }


def _effect(each: dict) -> Effect:
    return Effect(each["name"], each["new"], each["changed"], date.fromisoformat(each["first"]), date.fromisoformat(each["last"]))


def _reason(reason: dict) -> Reason:
    facts = reason["facts"]
    return Reason(
        sentence=reason_sentence(reason),
        count=reason["count"],
        first=reason["first"],
        last=reason["last"],
        cells=reason["cells"],
        code=reason["code"],
        like=facts.get("like", ""),
        word=facts.get("word", ""),
        dimension=facts.get("dimension", ""),
        measure=facts.get("measure", ""),
    )


def _rows(intake: Intake, request: HttpRequest, default: str, corrects: bool, typed: Mapping[str, str]) -> dict[str, Any]:
    chosen = request.GET.get("kind", default)
    kept = intake.rows.filter(kind=chosen) if chosen in KINDS else intake.rows.all()
    first = Case(*(When(kind=kind, then=rank) for rank, kind in enumerate(KINDS)), output_field=SmallIntegerField())
    page = Paginator(kept.order_by(first, "number", "id"), 50).get_page(request.GET.get("page"))
    counts = {kind: getattr(intake, kind) for kind in KINDS}
    shown = counts.get(chosen, sum(counts.values()))
    heads = [_head(head) for head in intake.header]
    rows = [_shown(row, heads, corrects, typed) for row in page]
    return {
        "heads": heads,
        "rows": rows,
        "typed_elsewhere": len(
            {name for name in typed if name.startswith("cell-")} - {cell.field for row in rows for cell in row.cells}
        ),
        "page": page,
        "kind": chosen if chosen in KINDS else "",
        "tabs": [
            Tab("", sum(counts.values()), chosen not in KINDS),
            *(Tab(kind, counts[kind], chosen == kind) for kind in KINDS),
        ],
        "is_cut": page.paginator.count < shown,
        "kept": page.paginator.count,
    }


def _head(head: dict) -> dict:
    """A column as it is headed; a wide sheet's own two have no name in the file."""
    names = {"apart": gettext("Column"), "number": gettext("Value")}
    return head if head["name"] else head | {"name": names.get(head["kind"], "")}


def _shown(row: IntakeRow, heads: list[dict], corrects: bool, typed: Mapping[str, str]) -> ShownRow:
    kinds = [head["kind"] for head in heads] + ["text"] * len(row.cells)
    cells = [Cell(_day_said(text) if kinds[at] == "date" else text, kinds[at] == "number") for at, text in enumerate(row.cells)]
    is_refused = row.kind == IntakeRow.Kind.REFUSED
    if row.column < len(cells):
        if is_refused:
            cells[row.column] = Cell(row.cells[row.column], kinds[row.column] == "number", row.reason)
        elif row.kind == IntakeRow.Kind.CHANGED and row.old is not None:
            cells[row.column].old = _exact(row.old)
    for at, old in row.facts.get("olds", {}).items():
        if 0 <= int(at) < len(cells):
            cells[int(at)].old = old
    if is_refused and corrects:
        for at, (cell, head) in enumerate(zip(cells, heads, strict=False)):
            index = head.get("index", -1)
            if head["kind"] == "apart" or (index < 0 and not cells[at - 1].text):
                continue
            cell.field, cell.head = field_name(row.number, index if index >= 0 else row.at), head["name"]
            cell.typed = typed.get(cell.field, row.cells[at])
    return ShownRow(row.number, row.kind, cells)


def _day_said(text: str) -> str:
    """A workbook's day, which has no written form, in the reader's; a written one stays as it stands."""
    try:
        return (
            dates.day(date.fromisoformat(text[:10]), get_language() or "en", "short", timezone.localdate())
            if text[4:5] == "-"
            else text
        )
    except ValueError:
        return text


def _exact(value: float | None) -> str:
    """All decimals that a figure has, six at most."""
    if value is None:
        return ""
    digits = len(f"{value:.6f}".rstrip("0").partition(".")[2])
    return numbers.number(value, get_language() or "en", digits)
