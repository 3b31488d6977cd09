"""A table on a slide, as the house draws tables: no fills, a rule under the heads and a hairline under each row."""

from __future__ import annotations

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
PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's “No style, no grid”


def draw(deck: Any, slide: Any, table: dict[str, Any], rows: list[list[dict]], top: Any) -> Any:
    from regie.reports.writing.slides import ACROSS, LEFT, MARKS

    heads = table["heads"]
    frame = slide.shapes.add_table(len(rows) + 1, len(heads), LEFT, top, ACROSS, Inches(0.4) * (len(rows) + 1))
    made = frame.table
    made._tbl.tblPr.find(qn("a:tableStyleId")).text = PLAIN
    made.horz_banding = False
    shares = SHARES.get(table["key"], (2, *(1,) * (len(heads) - 1)))
    for column, share in zip(made.columns, shares, strict=True):
        column.width = Emu(int(ACROSS * share / sum(shares)))
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
