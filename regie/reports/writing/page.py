"""The report as one HTML file that needs nothing else: its look and its pictures are in it."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from regie.reports.writing import showing
from regie.ui.assets import HERE


def page(document: dict[str, Any]) -> bytes:
    with translation.override(document["language"]):
        context = showing.of(document, is_file=True) | {"linked": False, "look": _look()}
        return render_to_string("reports/file.html", context).encode()


def _look() -> str:
    """The house's sheet as it is built, else as it is written."""
    built = HERE / "built" / "app.css"
    if built.exists():
        return mark_safe("<style>" + built.read_text("utf8").replace("</", "<\\/") + "</style>")  # noqa: S308 - our own style sheet
    return ""
