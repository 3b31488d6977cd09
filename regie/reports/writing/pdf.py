"""The report as PDF/UA-1: tagged, titled, in its language, its pictures said in words."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from regie.reports.writing import layout, pictures
from regie.reports.writing.words import blocks
from regie.ui.assets import HERE
from regie.ui.colours import colours
from regie.ui.icons import drawing as icon_drawing

TEMPLATE = Path(__file__).with_name("report.typ")
REGIONS = {"fr": "FR", "en": "GB"}
WIDTHS = {  # of columns, by table; where none is said the first is wide and numbers take what they need
    "promises": ("1", "auto", "auto", "auto"),
    "metrics": ("1.5", "auto", "auto", "auto", "1"),
    "breaches": ("1.1", "0.7", "auto", "auto", "1.6"),
    "campaigns": ("1.1", "auto", "auto", "1.6"),
    "budget": ("1", "auto", "auto", "auto", "auto", "auto"),
    "overspent": ("1.2", "auto", "auto", "1.2"),
    "decisions": ("1.8", "0.9", "0.7", "1.2"),
    "coming": ("auto", "1", "auto"),
}


def pdf(document: dict[str, Any]) -> bytes:
    import typst

    with translation.override(document["language"]):
        data = json.dumps(_data(document), ensure_ascii=False)
    fonts = HERE / "built" / "fonts"
    return typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(fonts)] if fonts.is_dir() else [],
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        pdf_standards=["ua-1"],
    )


def _data(document: dict[str, Any]) -> dict[str, Any]:
    language, ink = document["language"], colours("light")
    return _away(
        {
            "language": language,
            "region": REGIONS.get(language, "GB"),
            "name": ", ".join(filter(None, [document["title"], document["organisation"]])),
            "title": document["title"],
            "organisation": document["organisation"],
            "keywords": [document["quarter"]],
            "whom": document["whom"],
            "stand": document["stand"],
            "note": layout.note(document),
            "opening": _blocks(blocks(document["opening"]["text"], language)),
            "facts": [{"state": "", "url": "", "note": ""} | fact for fact in document["facts"]],
            "first": [_row(row) for row in layout.first_page(document)],
            "parts": [_part(part, language) for part in layout.parts(document)],
            "changes": document["changes"],
            "changes-title": _("What this edition changes"),
            "colours": ink,
            "icons": {
                state: icon_drawing(state, ink[f"{state}-mark"], ink["raised"]) for state in ("good", "watch", "breach", "wait")
            },
            "wordmark": _wordmark(ink),
        }
    )


def _blocks(found: list) -> list[dict]:
    return [asdict(each) for each in found]


def _row(row: dict[str, Any]) -> dict[str, Any]:
    if row["kind"] == "table":
        return row | {"blocks": _blocks(row["blocks"]), "tables": [_table(each) for each in row["tables"]]}
    return {"kind": "pair", "pair": [_brief(each) for each in row["pair"]]}


def _brief(brief: dict[str, Any]) -> dict[str, Any]:
    found = {key: value for key, value in brief.items() if key != "blocks"}
    if brief["kind"] == "asked":
        found["blocks"] = _blocks(brief["blocks"])
    if brief["kind"] == "chart":
        found["svg"] = pictures.bare(brief["chart"])
    if brief["kind"] == "money":
        found["svg"] = pictures.money(brief["chart"])
    return found


def _part(part: dict[str, Any], language: str) -> dict[str, Any]:
    lines = [each for each in part["charts"] if each["kind"] == "line"]
    return {
        "title": part["title"],
        "blocks": _blocks(part["blocks"]),
        "tables": [_table(each) for each in part["tables"]],
        "charts": [{"chart": each, "svg": pictures.large(each, language, 380)} for each in lines],
    }


def _table(table: dict[str, Any]) -> dict[str, Any]:
    columns = len(table["heads"])
    widths = WIDTHS.get(table["key"], ("1", *("auto",) * (columns - 1)))
    return table | {"more": layout.more(table), "widths": list(widths)}


def _away(data: Any) -> Any:
    """Addresses as they are reached from outside the house."""
    if isinstance(data, dict):
        return {
            key: settings.SITE_ADDRESS + value if key == "url" and str(value).startswith("/") else _away(value)
            for key, value in data.items()
        }
    if isinstance(data, list):
        return [_away(each) for each in data]
    return data


def _wordmark(ink: dict[str, str]) -> str:
    """The house's name as it is drawn on its pages."""
    stroke = f'fill="none" stroke="{ink["ink"]}" stroke-width="2.5"'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 57 27">'
        f'<g {stroke}><path d="M2.25 20.25V4.5h5a4.25 4.25 0 0 1 0 8.5h-5M7.4 13l4.5 7.25"/><path d="M14.6 14.5h9.2a4.6 4.6 0 1 0-1.64 3.52"/>'
        f'<path d="M18.1 6.6l3.5-4.6" stroke="{ink["accent"]}" stroke-width="3"/><circle cx="31.6" cy="14.5" r="4.6"/>'
        '<path d="M36.2 9v11.2a4.6 4.6 0 0 1-8.7 2.1"/><path d="M41.2 9v11.25"/>'
        f'<path d="M46 14.5h9.2a4.6 4.6 0 1 0-1.64 3.52"/></g><circle cx="41.2" cy="5.1" r="1.7" fill="{ink["ink"]}"/></svg>'
    )
