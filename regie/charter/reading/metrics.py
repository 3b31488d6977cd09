"""Metrics: a sub-heading names each; its lines say formula, rhythm, owner, purpose and thresholds."""

import re

from .blocks import Block
from .duties import EDGE, assign, subject
from .formulas import formula
from .items import Metric, Placed
from .labels import label
from .numbers import LONGEST, rhythms
from .plain import fold, inline, key
from .stated import take_rule
from .thresholds import read_thresholds, says_when
from .words import DIMENSIONS, LABELS

CODE = re.compile(r"\(([A-ZÀ-Þ][A-Za-zÀ-ÿ0-9-]{1,11})\)")
UNITS = {
    "money": ("money", "argent", "€", "eur", "euro", "euros", "montant", "usd", "$"), "ratio": ("ratio", "rapport", "×", "x"),
    "percent": ("percent", "pourcentage", "%", "pour cent", "percentage"), "points": ("points", "point"),
    "count": ("count", "nombre", "number"),
}  # fmt: skip
PER = re.compile(
    r"\b(?:par|per|by|chaque|each|every|(?:pour|for|on) (?:chaque|each|every)|toutes les|par type de) ("
    + "|".join(DIMENSIONS)
    + r")\b"
)
# Of what is counted by month: all of last year, or the same month of it.
LAST_YEAR = re.compile(
    r"\b(?:last|previous|prior|preceding) year|\byear (?:before|earlier)|\b(?:an|annee) (?:derniere?|precedente?|passee?|d'avant)"
)
NAMED = {"metric", "metrics", "indicator", "indicators", "kpi", "name", "indicateur", "indicateurs", "nom", "mesure", "measure"}
OFTEN = {"rhythm", "frequency", "rythme", "frequence", "periodicite", "how often"}
NONE = {"—", "-", "aucun", "aucune", "none", "?"}


def read_metrics(reader, section) -> None:
    noting = False
    blocks: list[Block] = []
    parts: list[tuple[Block, list[Block]]] = []
    columns: list[str] | None = None
    depth = min((block.level for block in section.blocks if block.kind == "heading"), default=0)
    for at, block in enumerate(section.blocks):
        follower = section.blocks[at + 1] if at + 1 < len(section.blocks) else None
        columns = None if block.kind != "row" else columns or _columns(block)
        if columns:
            if block.cells and _columns(block) is None:
                noting = False
                parts.append(_row(columns, block))
                blocks = []
            continue
        bold = (
            block.inline.all_bold
            and label(block)[0] is None
            and block.kind == "paragraph"
            and not block.text.endswith(":")
            and not depth
        )
        if (block.kind == "heading" and block.level <= depth) or (bold and follower is not None):
            noting = key(block.text) == "notes"
            blocks = []
            if not noting:
                parts.append((block, blocks))
        elif noting or not parts:
            metric = _one_line(reader, block) if not noting else None
            if metric is None:
                reader.note(section, block)
            else:
                reader.reading.metrics.append(metric)
        else:
            blocks.append(block)
    for heading, below in parts:
        at = len(reader.reading.metrics)
        metric, notes = read_metric(heading, below)
        reader.reading.metrics.append(metric)
        for block in notes:
            reader.note(section, block)
        _ask(reader, metric, at)


def _columns(block: Block) -> list[str] | None:
    """What the columns of a table of metrics are, from its first row: fields, or the words of a column that is none."""
    spoken = [inline(cell).text.strip(EDGE) for cell in block.cells]
    known = [LABELS.get(key(each)) or ("measured" if key(each) in OFTEN else None) for each in spoken]
    if not spoken or key(spoken[0]) not in NAMED or not {"formula", "threshold"}.intersection(known):
        return None
    return ["", *(field or each for field, each in list(zip(known, spoken, strict=True))[1:])]


def _row(columns: list[str], block: Block) -> tuple[Block, list[Block]]:
    """A row of that table as a heading with labelled lines below it, so that it is read as they are."""
    cells = [inline(cell).text for cell in block.cells]
    labelled = [
        Block("bullet", f"{column or 'description'}: {cell}", block.line, block.line_end)
        for column, cell in list(zip(columns, cells, strict=False))[1:]
        if cell.strip()
    ]
    return Block("heading", block.cells[0], block.line, block.line_end, 3), labelled


def read_metric(heading: Block, blocks: list[Block]) -> tuple[Metric, list[Block]]:
    """One metric and the blocks that fit none of its fields."""
    name = heading.text.rstrip(EDGE)
    code = CODE.search(name)
    metric = Metric(
        "",
        heading.line,
        blocks[-1].line_end if blocks else heading.line_end,
        "metrics",
        name=name,
        code=code[1] if code else None,
    )
    notes, sentences, confirmed, explicit, waiting = [], [], [], {}, None
    details: dict[int, str] = {}
    for block in blocks:
        field, written, value = _label(block)
        if field is None and block.kind == "paragraph":
            waiting = None
        if (
            field
            in ("description", "purpose", "threshold", "monitoring", "owner", "measured", "reported", "formula", "unit", "rule")
            and not value
        ):
            waiting = field
            continue
        if field is None and waiting and block.kind in ("bullet", "row", "paragraph"):
            field, value = waiting, block.text
        if field == "requirement" or field == "deliverable":
            field = None
        if field == "description" and not metric.text:
            metric.text = value
        elif field == "purpose" and metric.purpose is None:
            metric.purpose = value
        elif field == "threshold" or (field in (None, "monitoring") and says_when(value)):
            sentences.append((value, block))
        elif field == "rule" and sentences:
            confirmed.append((len(sentences) - 1, value))
        elif field == "rule_more" and confirmed:
            details[len(confirmed) - 1] = value
        elif field in ("owner", "measured", "reported", "formula", "unit") and field not in explicit:
            explicit[field] = value
        elif field == "monitoring":
            # A label of more than one word belongs to what follows: “Assess and responsibilities”.
            metric.monitoring.append(Placed(value, block.line, block.line_end, "metrics", reason=written or None))
        elif field is None and not metric.text and block.kind != "heading" and not _speaks_of_rhythm(block.text):
            metric.text = value
        elif field is None and block.kind != "heading" and (_speaks_of_rhythm(value) or subject(value)[1]):
            metric.monitoring.append(Placed(value, block.line, block.line_end, "metrics"))
        else:
            notes.append(block)
    assign(metric)
    _per(metric)
    metric.formula, metric.formula_from, metric.unit = formula(metric.name, metric.text)
    metric.tools = _tools(metric)
    _explicit(metric, explicit)
    for value, block in sentences:
        metric.thresholds += read_thresholds(value, block.line, block.line_end, of_percent=metric.unit == "percent")
    for number, (at, rule) in enumerate(confirmed):
        _confirm(metric, sentences[at][0], rule, details.get(number, ""))
    return metric, notes


def _label(block: Block) -> tuple[str | None, str, str]:
    """A label of the vocabulary, or one that speaks of responsibilities in words of its own."""
    found = label(block)
    if found[0] is None:
        _, written, value = label(block, known_only=False)
        if written and len(written.split()) <= 5 and re.search(r"\bresponsab|\bresponsib", fold(written)):
            return "monitoring", written, value
    return found


def _explicit(metric: Metric, explicit: dict[str, str]) -> None:
    """Labelled lines win over what was found in the sentences; a dash says that there is none."""
    for field, value in explicit.items():
        absent = fold(value).strip(EDGE) in NONE or value.strip() in NONE
        if field == "owner":
            metric.owner = None if absent else value.strip(EDGE)
        elif field in ("measured", "reported"):
            found = rhythms(value)
            setattr(metric, field, None if absent or not found else found[0][0])
        elif field == "formula":
            metric.formula, metric.formula_from = (None, None) if absent else (value.strip(), "text")
        elif field == "unit":
            metric.unit = next((unit for unit, words in UNITS.items() if fold(value).strip(EDGE) in words), None)


def _confirm(metric: Metric, source: str, rule: str, more: str) -> None:
    """A line that confirms a rule replaces what the sentence alone gave."""
    mine = [each for each in metric.thresholds if each.source == source]
    spoken = read_thresholds(rule, mine[0].line if mine else 0, of_percent=False)
    if not mine or len(spoken) != 1 or spoken[0].compare is None:
        return
    target = next((each for each in mine if not each.confirmed), None)
    if target is None:
        return
    for name in spoken[0].__dataclass_fields__:
        if name in ("text", "source", "line", "line_end", "section", "response"):
            continue
        setattr(target, name, getattr(spoken[0], name))
    target.certainty, target.reason, target.unread, target.confirmed = "understood", None, [], True
    take_rule(target, more)


def _speaks_of_rhythm(text: str) -> bool:
    return bool(rhythms(text))


def _per(metric: Metric) -> None:
    for text in (metric.name, metric.text, *(each.text for each in metric.monitoring)):
        found = PER.search(fold(text[:LONGEST]))
        if found:
            metric.per = DIMENSIONS[found[1]]
            return


def _tools(metric: Metric) -> list[str]:
    found = []
    for text in (metric.text, *(each.text for each in metric.monitoring)):
        for each in re.findall(
            r"\b(?:dans|par|in|by|from|via|with|avec) ([A-Z][A-Za-z]+(?: et [A-Z][a-z]+| and [A-Z][a-z]+)?)(?=[\s.,;]|$)",
            text[:2000],
        ):
            found += [name for name in re.split(r" et | and ", each) if name not in found]
    return found


def _one_line(reader, block: Block) -> Metric | None:
    """A bullet with a name and a sentence, in a section without sub-headings."""
    if block.kind != "bullet" or not block.inline.lead:
        return None
    name = block.inline.lead
    rest = block.text[block.text.find(name) + len(name) :].strip(EDGE)
    heading = Block("heading", block.source, block.line, block.line_end, 3)
    metric, _ = read_metric(heading, [])
    metric.name, metric.text = name, rest
    metric.formula, metric.formula_from, metric.unit = formula(name, rest)
    if says_when(rest):
        metric.thresholds = read_thresholds(rest, block.line, block.line_end, of_percent=metric.unit == "percent")
    found = rhythms(rest)
    metric.measured = found[0][0] if found else None
    return metric


def _ask(reader, metric: Metric, at: int) -> None:
    about = f"metrics.{at}"
    if metric.formula is None:
        reader.ask("formula_missing", metric.line, "metrics", about, name=metric.name)
    elif metric.formula_from == "name":
        reader.ask("formula_by_name", metric.line, "metrics", about, name=metric.name, formula=metric.formula)
    if not metric.thresholds:
        reader.ask("threshold_missing", metric.line, "metrics", about, name=metric.name)
    for index, rule in enumerate(metric.thresholds):
        place, line = f"{about}.thresholds.{index}", rule.line
        if rule.confirmed:
            continue
        if rule.compare is None:
            code = "threshold_vague" if rule.reason in ("vague", "no_amount") else "threshold_not_understood"
            reader.ask(code, line, "metrics", place, source=rule.source, why=rule.reason)
        elif rule.reason == "words_not_read":
            reader.ask("words_not_read", line, "metrics", place, source=rule.source, words=", ".join(rule.unread))
        elif rule.reason == "base_not_said":
            reader.ask(
                "base_not_said", line, "metrics", place, ("previous", "target", "benchmark", "moving_mean"), source=rule.source
            )
        if rule.unit == "percent_or_points":
            rule.doubt("percent_or_points")
            reader.ask(
                "percent_or_points", line, "metrics", place, ("percent", "points"), source=rule.source, amount=str(rule.amount)
            )
        of_year = rule.compare == "previous" and rule.period == "year" and metric.measured != "yearly"
        if of_year and LAST_YEAR.search(fold(rule.source)):
            rule.doubt("which_year")
            reader.ask("which_year", line, "metrics", place, ("previous", "target"), source=rule.source)
        if rule.compare == "moving_mean" and rule.window is None:
            rule.doubt("mean_window")
            reader.ask("mean_window", line, "metrics", place, source=rule.source)
