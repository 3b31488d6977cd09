"""A table on a slide, as the house draws tables: no fills, a rule under the heads and a hairline under each row."""

from __future__ import annotations

from math import ceil
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Emu, Inches, Pt

from regie.ui.colours import colours

SHARES = {  # of the width, by table; where none is said the first column has the room of two
    "metrics": (3, 1.4, 1.4, 1.4, 2.2),
    "breaches": (2, 1.4, 1, 1, 3.4),
    "campaigns": (2.4, 1.2, 1.2, 4),
    "decisions": (4, 1.8, 1.4, 2.4),
    "coming": (1, 6, 1.8),
    "promises": (5, 1.2, 1.2, 1.6),
}
ACROSS_INCHES, SIGNS = 11.833, 11.5  # signs of 12 points that an inch holds
LINE, PADDING, HEAD = 0.21, 0.13, 0.4  # inches
PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's “No style, no grid”


def share(table: dict[str, Any]) -> tuple[float, ...]:
    """The part of the width that each column has."""
    found = SHARES.get(table["key"], (2, *(1,) * (len(table["heads"]) - 1)))
    return tuple(each / sum(found) for each in found)


def parted(table: dict[str, Any], room: float) -> list[list[list[dict]]]:
    """The rows in as many slides as they take, each with `room` inches of height."""
    widths = [part * ACROSS_INCHES for part in share(table)]
    slides: list[list[list[dict]]] = []
    left = 0.0
    for row in table["rows"]:
        lines = max(
            ceil(len(one["text"]) / (SIGNS * wide)) + ceil(len(one.get("sub", "")) / (1.2 * SIGNS * wide))
            for one, wide in zip(row, widths, strict=True)
        )
        high = PADDING + LINE * max(lines, 1)
        if not slides or high > left:
            slides.append([])
            left = room - HEAD
        slides[-1].append(row)
        left -= high
    return slides


def draw(deck: Any, slide: Any, table: dict[str, Any], rows: list[list[dict]], top: Any) -> Any:
    from regie.reports.writing.slides import ACROSS, LEFT, MARKS

    heads = table["heads"]
    frame = slide.shapes.add_table(len(rows) + 1, len(heads), LEFT, top, ACROSS, Inches(0.4) * (len(rows) + 1))
    made = frame.table
    made._tbl.tblPr.find(qn("a:tableStyleId")).text = PLAIN
    made.horz_banding = False
    for column, part in zip(made.columns, share(table), strict=True):
        column.width = Emu(int(ACROSS * part))
    for at, head in enumerate(heads):
        _fill(deck, made.cell(0, at), [(head["text"], False)], 11, "ink-faint", head["number"], "rule-strong")
    for line, row in enumerate(rows, 1):
        for at, one in enumerate(row):
            state = one.get("state", "")
            mark = f"{MARKS[state]} " if state in MARKS else ""
            colour = f"{state}-ink" if state in MARKS else "ink"
            cell = made.cell(line, at)
            _fill(deck, cell, [(f"{mark}{one['text']}", at == 0)], 12, colour, heads[at]["number"], "rule")
            if one.get("sub"):
                paragraph = cell.text_frame.add_paragraph()
                deck.write(paragraph, [(one["sub"], False)], 10, "ink-faint")
                paragraph.alignment = PP_ALIGN.RIGHT if heads[at]["number"] else PP_ALIGN.LEFT
    return frame


def _fill(deck: Any, cell: Any, runs: list[tuple[str, bool]], size: float, colour: str, is_number: bool, rule: str) -> None:
    cell.fill.background()
    cell.margin_left = cell.margin_right = Inches(0.06)
    cell.margin_top = cell.margin_bottom = Inches(0.05)
    cell.vertical_anchor = MSO_ANCHOR.TOP
    paragraph = cell.text_frame.paragraphs[0]
    deck.write(paragraph, runs, size, colour)
    paragraph.alignment = PP_ALIGN.RIGHT if is_number else PP_ALIGN.LEFT
    _underline(cell, colours("light")[rule].lstrip("#"))


def _underline(cell: Any, colour: str) -> None:
    properties = cell._tc.get_or_add_tcPr()
    line = OxmlElement("a:lnB")
    line.set("w", str(int(Pt(0.75))))
    fill, value = OxmlElement("a:solidFill"), OxmlElement("a:srgbClr")
    value.set("val", colour)
    fill.append(value)
    line.append(fill)
    properties.insert(0, line)
