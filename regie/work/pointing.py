"""What somebody points at with a remark, read from a form: a passage, a place of a picture, a place on a page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from regie.lib.refused import Refused
from regie.work import anchors, pictures, subjects

TEXTS = {"title", "text", "audience", "sender"}  # facets made of words


def read(approval, typed) -> dict[str, Any]:
    """What `Pin.put` wants, from what was typed: a file of this approval, or one of its texts."""
    key = typed.get("file", "")
    if not key:
        return on_text(approval, typed)
    file = next((file for file in subjects.sealed_files(approval) if str(file.pk) == key), None)
    if file is None:
        raise Refused(_("This file is not part of what is asked about."))
    return on_file(file, typed)


def on_text(approval, typed) -> dict[str, Any]:
    """{"facet", "where"} of a passage: chosen words, a paragraph by its number, or both."""
    facet = typed.get("facet", "")
    text = approval.edition.canonical.get(facet)
    if facet not in TEXTS or not isinstance(text, str):
        raise Refused(_("Say on which text you remark."))
    paragraph, start = _number(typed.get("paragraph")), _number(typed.get("start"))
    where = anchors.at(text, paragraph=paragraph, quote=typed.get("passage", "")[:2_000], start=start)
    if where is None:
        raise Refused(_("These words do not stand in the text: copy them as they are, or choose the paragraph."))
    return {"facet": facet, "where": where}


def on_file(file, typed) -> dict[str, Any]:
    """{"file", "where"} of a place, in hundredths of the picture's width and height."""
    page = _number(typed.get("page")) or 1
    if not 1 <= page <= max(1, pictures.pages(file)):
        raise Refused(_("The file has no page %(page)s.") % {"page": page})
    try:
        x, y = (round(float(typed.get(key, "").replace(",", ".")), 1) for key in ("x", "y"))
    except ValueError:
        raise Refused(_("Say where on the picture: how far from the left and from the top, 0 to 100.")) from None
    if not (0 <= x <= 100 and 0 <= y <= 100):
        raise Refused(_("Say where on the picture: how far from the left and from the top, 0 to 100."))
    return {"file": file, "where": {"page": page, "x": x, "y": y}}


def _number(said: str | None) -> int | None:
    return int(said) if said and said.isdigit() and len(said) < 9 else None
