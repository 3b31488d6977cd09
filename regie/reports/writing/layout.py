"""What stands on the first page and what on those that follow: the same for paper, screen and slides. Pure."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from regie.reports.writing.words import blocks

BRIEF = ("chart", "money", "list", "asked")  # what the first page shows in half its width


def first_page(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows of the first page, in the order of the sections: a table over the whole width, or one or two briefs side by side."""
    rows: list[dict[str, Any]] = []
    pair: list[dict[str, Any]] = []
    for section in document["sections"]:
        kind = section["brief"].get("kind", "")
        if kind == "table":
            said = blocks(section["text"], document["language"])
            rows.append(
                {"kind": "table", "title": section["title"], "blocks": said, "tables": section["tables"], "key": section["key"]}
            )
        elif kind in BRIEF and (kind not in ("chart", "money") or section["charts"]):
            pair.append(brief(section, document["language"]))
    rows += [{"kind": "pair", "pair": pair[at : at + 2]} for at in range(0, len(pair), 2)]
    return rows


def brief(section: dict[str, Any], language: str) -> dict[str, Any]:
    found = dict(section["brief"]) | {"key": section["key"]}
    found.setdefault("title", section["title"])
    if found["kind"] in ("chart", "money"):
        found["chart"] = section["charts"][0]
        found["title"] = found["chart"]["title"]
    if found["kind"] == "asked":
        found["blocks"] = blocks(section["text"], language)
    return found


def parts(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The sections of the following pages: all that hold more than the first page shows of them."""
    return [
        section | {"blocks": blocks(section["text"], document["language"])}
        for section in document["sections"]
        if section["brief"].get("kind") not in ("table", "asked")
    ]


def pages(document: dict[str, Any], room: int = 42) -> list[list[dict[str, Any]]]:
    """The parts in pages of about one A4 each, for the screen; paper breaks them by itself."""
    found: list[list[dict[str, Any]]] = []
    left = 0
    for part in parts(document):
        need = 4 + len(part["blocks"]) * 2 + sum(3 + 2 * len(each["rows"]) for each in part["tables"]) + 7 * _rows(part["charts"])
        if not found or need > left:
            found.append([])
            left = room
        found[-1].append(part)
        left -= need
    return found


def _rows(charts: list[dict]) -> int:
    return (sum(each["kind"] == "line" for each in charts) + 1) // 2


def note(document: dict[str, Any]) -> str:
    """What a reader must know of these pages: that their numbers still move, or what this edition corrects."""
    if not document["is_frozen"]:
        return _("Draft from live numbers: they may still change.")
    if document["edition"] > 1:
        facts = {"number": document["edition"], "because": document["because"]}
        return _("Edition %(number)s: %(because)s") % facts
    return ""


def more(table: dict[str, Any]) -> str:
    from django.utils.translation import ngettext

    count = table["more"]
    return ngettext("%(count)d more row in Régie", "%(count)d more rows in Régie", count) % {"count": count} if count else ""
