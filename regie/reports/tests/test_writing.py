"""The report as PDF, slides and page: what somebody who does not see it is told, and what one may edit."""

from __future__ import annotations

import ctypes
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from pptx import Presentation
from pypdfium2 import raw

from regie.reports.writing import files
from regie.reports.writing.words import blocks, plain


@pytest.fixture
def document(report, promise, budget, ines):
    report.passages.get(key="opening").word("It holds. **Leads grew**; we go on.", by=ines)
    report.freeze(by=ines)
    return report.document()


def elements(page):
    """Type and alternative text of each element of a page's structure."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    found = []

    def text(call, element):
        length = call(element, None, 0)
        kept = ctypes.create_string_buffer(length)
        call(element, kept, length)
        return kept.raw.decode("utf-16-le").rstrip("\0")

    def walk(element):
        found.append((text(raw.FPDF_StructElement_GetType, element), text(raw.FPDF_StructElement_GetAltText, element)))
        for at in range(raw.FPDF_StructElement_CountChildren(element)):
            if child := raw.FPDF_StructElement_GetChildAtIndex(element, at):
                walk(child)

    for at in range(raw.FPDF_StructTree_CountChildren(tree)):
        walk(raw.FPDF_StructTree_GetChildAtIndex(tree, at))
    raw.FPDF_StructTree_Close(tree)
    return found


def test_the_pdf_is_tagged_titled_and_says_its_pictures_in_words(document):
    made = pdfium.PdfDocument(files.written(document, "pdf"))
    assert raw.FPDFCatalog_IsTagged(made)
    assert made.get_metadata_dict()["Title"] == "Third quarter 2026, Tamarelle"
    kinds = [kind for page in made for kind, _alt in elements(page)]
    assert {"H1", "H2", "Table", "TH", "Figure"} <= set(kinds)
    figures = [alt for page in made for kind, alt in elements(page) if kind == "Figure"]
    assert figures and all(figures)
    assert any("€102,019 are spent" in alt for alt in figures)


def test_the_pdf_declares_its_language_and_its_standard(document):
    content = files.written(document | {"language": "fr"}, "pdf")
    assert b"/Lang (fr" in content or b"/Lang(fr" in content
    assert b"/MarkInfo" in content and b"/StructTreeRoot" in content
    assert b"pdfuaid" in content


def test_slides_have_native_charts_and_tables_with_titles_words_and_notes(document):
    show = Presentation(BytesIO(files.written(document, "pptx")))
    shapes = [shape for slide in show.slides for shape in slide.shapes]
    assert all(slide.shapes.title.text for slide in show.slides)
    charts = [shape for shape in shapes if shape.has_chart]
    tables = [shape for shape in shapes if shape.has_table]
    assert charts and tables
    assert all(shape._element.xpath(".//p:cNvPr/@descr")[0] for shape in charts + tables)
    assert "It holds. Leads grew; we go on." in show.slides[0].notes_slide.notes_text_frame.text
    assert tables[0].table.cell(1, 2).text == "131"


@pytest.mark.parametrize(
    ("language", "most", "form"),
    [("en", 42.0, "[$€-809]#,##0"), ("fr", 42.0, "#,##0 [$€-40C]"), ("fr", 1.4, "#,##0.00 [$€-40C]")],
)
def test_axes_of_slides_write_money_as_their_language_does(document, language, most, form):
    from regie.reports.writing.slides import Deck

    assert Deck(document | {"language": language}).format({"unit": "EUR", "points": [["2026-07-01", most]]}) == form


def test_the_page_stands_alone_and_leads_nowhere(document):
    page = files.written(document, "html").decode()
    assert "<strong>Leads grew</strong>" in page
    assert 'href="/' not in page and "<script" not in page


def test_what_people_type_is_text_and_never_markup(report, ines):
    report.passages.get(key="opening").word("#import <b>this</b> $x$ *and* @that \\ “so”", by=ines)
    report.freeze(by=ines)
    assert "&lt;b&gt;this" in files.written(report.document(), "html").decode()
    text = pdfium.PdfDocument(files.written(report.document(), "pdf"))[0].get_textpage().get_text_range()
    assert "#import <b>this</b> $x$ *and* @that" in text


def test_a_live_document_says_that_it_is_one(report, promise):
    text = pdfium.PdfDocument(files.written(report.document(), "pdf"))[0].get_textpage().get_text_range()
    assert "Draft from live numbers" in text


def test_lines_after_hyphens_are_a_list_and_french_gets_its_spaces():
    (first, second) = blocks("Deux choses : l'une, l'autre !\n\n- une\n- deux", "fr")
    assert first.lines == [[("Deux choses\u00a0: l’une, l’autre\u202f!", False)]]
    assert (second.is_list, len(second.lines)) == (True, 2)
    assert plain("**What** weighs") == "What weighs"
