"""A document as a file of the kind that one asks for."""

from __future__ import annotations

from typing import Any

KINDS = {
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "html": "text/html; charset=utf-8",
}


def written(document: dict[str, Any], kind: str) -> bytes:
    """`kind` is one of `KINDS`."""
    if kind == "pdf":
        from regie.reports.writing.pdf import pdf

        return pdf(document)
    if kind == "pptx":
        from regie.reports.writing.slides import slides

        return slides(document)
    from regie.reports.writing.page import page

    return page(document)
