"""A document as the page on paper shows it."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from regie.reports.writing import layout, pictures
from regie.reports.writing.words import blocks
from regie.ui import sparks


def of(document: dict[str, Any], is_file: bool = False) -> dict[str, Any]:
    """What the templates of the paper ask; `is_file` where no script and no style sheet of the house is at hand."""
    language = document["language"]
    with translation.override(language):
        first = [_row(row) for row in layout.first_page(document)]
        pages = [[_part(part, language, is_file) for part in page] for page in layout.pages(document)]
        return {
            "document": document,
            "opening": blocks(document["opening"]["text"], language),
            "note": layout.note(document),
            "first": first,
            "pages": pages,
            "count": len(pages) + 1,
        }


def _row(row: dict[str, Any]) -> dict[str, Any]:
    if row["kind"] == "table":
        return row | {"tables": [_table(each) for each in row["tables"]]}
    return row | {"pair": [_brief(each) for each in row["pair"]]}


def _brief(brief: dict[str, Any]) -> dict[str, Any]:
    chart = brief.get("chart")
    if brief["kind"] == "chart":
        values = [point[1] for point in chart["points"]]
        low, high = chart["points"][-1][2], chart["points"][-1][3]
        return brief | {"spark": sparks.spark(values, low, high, [point[4] for point in chart["points"]])}
    if brief["kind"] == "money":
        return brief | {"bar": sparks.money_bar(chart["whole"], chart["spent"], chart["committed"])}
    return brief


def _part(part: dict[str, Any], language: str, is_file: bool) -> dict[str, Any]:
    """A page of the house gives its charts the colours of its theme; a file keeps those of paper."""
    lines = [each for each in part["charts"] if each["kind"] == "line"]
    drawn = [pictures.large(each, language, 380) for each in lines]
    charts = [each | {"svg": _svg(svg if is_file else pictures.themed(svg))} for each, svg in zip(lines, drawn, strict=True)]
    return part | {"tables": [_table(each) for each in part["tables"]], "charts": charts}


def _table(table: dict[str, Any]) -> dict[str, Any]:
    heads = table["heads"]
    rows = [[(one, heads[at]["number"]) for at, one in enumerate(row)] for row in table["rows"]]
    return table | {"rows": rows, "more": layout.more(table)}


def _svg(drawn: str) -> SafeString:
    """Its figure says in words what is seen; Vega's own names for the parts of a drawing are no words."""
    return mark_safe(drawn.replace("<svg ", '<svg aria-hidden="true" ', 1))  # noqa: S308 - our own drawing of numbers
