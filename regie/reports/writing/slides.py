"""The report as slides: native charts and tables that one may edit, a title on each, words for each picture, the text as notes."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from regie.reports.writing import layout, tabled
from regie.reports.writing.words import blocks, plain
from regie.ui.colours import colours

WIDE, HIGH = Inches(13.333), Inches(7.5)
LEFT, TOP, ACROSS = Inches(0.75), Inches(0.6), Inches(11.833)
FONT = "Inter"
FOOT = 6.8  # inches from the top, where the foot of a slide begins
TITLE_ONLY = 5  # of python-pptx's own template


def slides(document: dict[str, Any]) -> bytes:
    with translation.override(document["language"]):
        made = Deck(document)
        made.opening()
        made.facts()
        for section in document["sections"]:
            made.section(section)
        if document["changes"]:
            made.told(_("What this edition changes"), [[(each, False)] for each in document["changes"]])
        kept = BytesIO()
        made.show.save(kept)
    return kept.getvalue()


def ink(name: str) -> RGBColor:
    return RGBColor.from_string(colours("light")[name].lstrip("#"))


class Deck:
    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.language = document["language"]
        self.show = Presentation()
        self.show.slide_width, self.show.slide_height = WIDE, HIGH
        core = self.show.core_properties
        core.title = ", ".join(filter(None, [document["title"], document["organisation"]]))
        core.author, core.language, core.subject = document["organisation"], self.language, document["quarter"]

    def slide(self, title: str, notes: str = "") -> Any:
        """A new slide with its title, the stand of the figures at its foot and its number."""
        slide = self.show.slides.add_slide(self.show.slide_layouts[TITLE_ONLY])
        head = slide.shapes.title
        head.left, head.top, head.width, head.height = LEFT, TOP, ACROSS, Inches(0.7)
        frame = head.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_top = frame.margin_bottom = 0
        self.write(frame.paragraphs[0], [(title, True)], 26)
        foot = self.box(slide, LEFT, Inches(6.95), ACROSS, Inches(0.3))
        said = f"{layout.note(self.document)} {self.document['stand']}".strip()
        self.write(foot.paragraphs[0], [(f"{said}  ·  {len(self.show.slides)}", False)], 9, "ink-faint")
        if notes:
            slide.notes_slide.notes_text_frame.text = plain(notes, self.language)
        return slide

    def box(self, slide: Any, left: Any, top: Any, width: Any, height: Any) -> Any:
        frame = slide.shapes.add_textbox(left, top, width, height).text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        return frame

    def write(
        self, paragraph: Any, runs: list[tuple[str, bool]], size: float, colour: str = "ink", bold: bool | None = None
    ) -> None:
        for text, strong in runs:
            run = paragraph.add_run()
            run.text = text
            font = run.font
            font.size, font.name, font.bold = Pt(size), FONT, strong if bold is None else bold
            font.color.rgb = ink(colour)
            run._r.get_or_add_rPr().set("lang", "fr-FR" if self.language == "fr" else "en-GB")
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.line_spacing = 1.15

    def prose(self, slide: Any, text: str, top: Any, size: float = 16, width: Any = ACROSS, accent: bool = False) -> None:
        frame = self.box(slide, LEFT, top, width, Inches(1))
        first = True
        for block in blocks(text, self.language):
            for line in block.lines:
                paragraph = frame.paragraphs[0] if first else frame.add_paragraph()
                first = False
                if block.is_list:
                    mark = "/  " if accent else "–  "
                    self.write(paragraph, [(mark, True)], size, "accent" if accent else "ink-faint")
                self.write(paragraph, line, size, "ink" if accent else "ink-soft")
                paragraph.space_after = Pt(8)

    def opening(self) -> None:
        slide = self.slide(self.document["title"], self.document["opening"]["text"])
        whom = self.box(slide, LEFT, Inches(1.45), ACROSS, Inches(0.35))
        self.write(whom.paragraphs[0], [(self.document["whom"], False)], 14, "ink-faint")
        slide.shapes.title.top = Inches(0.55)
        self.prose(slide, self.document["opening"]["text"], Inches(2.3), 24)

    def facts(self) -> None:
        found = self.document["facts"]
        if not found:
            return
        slide = self.slide(_("The quarter in numbers"))
        gap = Inches(0.35)
        width = Emu(int((ACROSS - gap * (len(found) - 1)) / len(found)))
        for at, fact in enumerate(found):
            frame = self.box(slide, LEFT + (width + gap) * at, Inches(2.2), width, Inches(2))
            self.write(frame.paragraphs[0], [(fact["name"], False)], 15, "ink-faint")
            self.write(frame.add_paragraph(), [(fact["number"], True)], 34, "ink", False)
            state = fact.get("state", "")
            said = f"{MARKS[state]} {fact['note']}" if state in MARKS else fact["note"]
            self.write(frame.add_paragraph(), [(said, False)], 14, f"{state}-ink" if state in MARKS else "ink-soft")

    def section(self, section: dict[str, Any]) -> None:
        kind = section["brief"].get("kind", "")
        if kind == "asked":
            slide = self.slide(section["title"], section["text"])
            self.prose(slide, section["text"], Inches(1.7), 20, accent=True)
            return
        charts = section["charts"]
        tables = section["tables"]
        if charts:
            self.pictured(section, charts[0])
        elif not tables:
            self.prose(self.slide(section["title"], section["text"]), section["text"], Inches(1.6))
        for at, table in enumerate(tables):
            says = section["text"] if at == 0 and not charts else ""
            self.table(section, table, says, len(tables) > 1 or bool(charts))
        for chart in charts[1:]:
            self.pictured(section, chart, chart["title"])

    def pictured(self, section: dict[str, Any], chart: dict[str, Any], above: str = "") -> None:
        """The first chart stands with the section's text, the others each on a slide under their own title."""
        slide = self.slide(above or section["title"], chart["says"] if above else f"{section['text']}\n\n{chart['says']}")
        top = Inches(1.4)
        if not above:
            self.prose(slide, section["text"], Inches(1.4), 15)
            top = Inches(2.5)
        drawn = self.line(slide, chart, top) if chart["kind"] == "line" else self.money(slide, chart, top)
        if not above and chart["title"] != section["title"]:
            self.name(drawn.chart, chart["title"])
        alternative(drawn, chart["title"], chart["says"])

    def line(self, slide: Any, chart: dict[str, Any], top: Any) -> Any:
        data = CategoryChartData()
        data.categories = chart["labels"]
        data.add_series(chart["name"], [point[1] for point in chart["points"]])
        for at, word in ((3, _("Upper edge")), (2, _("Lower edge"))):
            if any(point[at] is not None for point in chart["points"]):
                data.add_series(word, [point[at] for point in chart["points"]])
        frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE, LEFT, top, ACROSS, Inches(6.75) - top, data)
        drawn = frame.chart
        self.dress(drawn, len(drawn.plots[0].series) > 1)
        for at, series in enumerate(drawn.plots[0].series):
            series.smooth = False
            series.format.line.width = Pt(2.25 if at == 0 else 1.25)
            series.format.line.color.rgb = ink("chart-line" if at == 0 else "chart-edge")
            if at:
                from pptx.enum.dml import MSO_LINE

                series.format.line.dash_style = MSO_LINE.DASH
        drawn.value_axis.tick_labels.number_format = self.format(chart)
        drawn.value_axis.tick_labels.number_format_is_linked = False
        return frame

    def format(self, chart: dict[str, Any]) -> str:
        """How numbers stand beside the axis: the sign of money where the language puts it, cents only where they tell something."""
        if chart["unit"] != "EUR":
            return FORMATS.get(chart["unit"], "General")
        known = [abs(point[1]) for point in chart["points"] if point[1] is not None]
        digits = "#,##0" if max(known, default=0) >= 10 else "#,##0.00"
        return f"{digits} [$€-40C]" if self.language == "fr" else f"[$€-809]{digits}"

    def money(self, slide: Any, chart: dict[str, Any], top: Any) -> Any:
        data = CategoryChartData()
        data.categories = [chart["title"]]
        for name, value in zip(chart["labels"], chart["values"], strict=True):
            data.add_series(name, [value])
        frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_STACKED, LEFT, top, ACROSS, Inches(2.2), data)
        drawn = frame.chart
        self.dress(drawn, True)
        drawn.plots[0].gap_width, drawn.plots[0].overlap = 60, 100
        drawn.category_axis.visible = False
        for series, look in zip(drawn.plots[0].series, ("money-spent", "money-committed", "money-planned"), strict=True):
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = ink(look)
        drawn.value_axis.tick_labels.number_format = "#,##0"
        drawn.value_axis.tick_labels.number_format_is_linked = False
        return frame

    def name(self, drawn: Any, title: str) -> None:
        """What the chart shows, above it, where the slide has another title."""
        drawn.has_title = True
        frame = drawn.chart_title.text_frame
        frame.text = title
        font = frame.paragraphs[0].runs[0].font
        font.size, font.bold, font.name = Pt(13), True, FONT
        font.color.rgb = ink("ink")

    def dress(self, drawn: Any, has_legend: bool) -> None:
        drawn.has_title = False
        drawn.has_legend = has_legend
        if has_legend:
            drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        drawn.font.size, drawn.font.name = Pt(12), FONT
        drawn.font.color.rgb = ink("ink-soft")
        drawn.value_axis.major_gridlines.format.line.color.rgb = ink("chart-grid")
        drawn.value_axis.format.line.fill.background()
        drawn.category_axis.format.line.color.rgb = ink("rule-strong")

    def table(self, section: dict[str, Any], table: dict[str, Any], says: str, has_own_title: bool) -> None:
        title = table["caption"] if has_own_title else section["title"]
        top = 2.5 if says else 1.5
        for at, rows in enumerate(tabled.parted(table, FOOT - top)):
            slide = self.slide(title if not at else f"{title} ({at + 1})", section["text"])
            if says and not at:
                self.prose(slide, says, Inches(1.4), 15)
            frame = tabled.draw(self, slide, table, rows, Inches(top if not at else 1.5))
            alternative(frame, table["caption"], table["caption"])

    def told(self, title: str, lines: list[list[tuple[str, bool]]]) -> None:
        slide = self.slide(title)
        frame = self.box(slide, LEFT, Inches(1.5), ACROSS, Inches(4))
        for at, line in enumerate(lines):
            self.write(frame.paragraphs[0] if not at else frame.add_paragraph(), line, 14, "ink-soft")


MARKS = {"good": "●", "watch": "▲", "breach": "◆", "wait": "○"}
FORMATS = {"%": '0.##"%"'}


def alternative(shape: Any, name: str, words: str) -> None:
    """What somebody hears who does not see the shape."""
    properties = shape._element.find(f".//{qn('p:cNvPr')}")
    properties.set("name", name[:120])
    properties.set("descr", words)
