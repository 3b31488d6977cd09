"""What is said of a sheet besides its refused rows: totals left out, invoices without a line, credit notes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import get_language, gettext, ngettext

from regie.lib import numbers
from regie.lib.money import money

MOST_ROWS, MOST_WORDS = 6, 5


class Notes:
    def __init__(self) -> None:
        self._found: dict[str, dict[str, Any]] = {}

    def add(self, code: str, row: int, word: str = "") -> None:
        note = self._found.setdefault(code, {"code": code, "count": 0, "rows": [], "words": []})
        note["count"] += 1
        if len(note["rows"]) < MOST_ROWS:
            note["rows"].append(row)
        if word and len(note["words"]) < MOST_WORDS and word not in note["words"]:
            note["words"].append(word[:80])

    def kept(self) -> list[dict[str, Any]]:
        return [self._found[code] for code in ORDER if code in self._found]


ORDER = ["total", "total_off", "unplaced", "merged", "credit", "turned", "alike", "other_amount"]


def sentence(note: dict[str, Any]) -> str:
    """One note in the reader's language, with the rows it is about."""
    count, language = note["count"], get_language() or "en"
    shown = numbers.number(count, language)
    words = ", ".join(map(_amounts, note["words"]) if note["code"] == "total_off" else note["words"])
    return SENTENCES[note["code"]](count) % {"shown": shown, "rows": _rows(note, language), "words": words}


def _rows(note: dict[str, Any], language: str) -> str:
    said = [numbers.number(row, language) for row in note["rows"]]
    if note["count"] > len(said):
        return ", ".join(said) + "…"
    return gettext(" and ").join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else said[0]


SENTENCES: dict[str, Callable[[int], str]] = {
    "total": lambda count: ngettext(
        "%(shown)s row is a total and was left out: row %(rows)s.", "%(shown)s rows are totals and were left out: rows %(rows)s.", count
    ),
    "total_off": lambda count: ngettext(
        "The total in row %(rows)s is not what the rows above it make: %(words)s. Rows may be missing, or counted twice.",
        "The totals in rows %(rows)s are not what the rows above them make: %(words)s. Rows may be missing, or counted twice.",
        count,
    ),
    "unplaced": lambda count: ngettext(
        "%(shown)s row names no budget line that is here (%(words)s): it is written all the same, and waits to be reconciled.",
        "%(shown)s rows name no budget line that is here (%(words)s): they are written all the same, and wait to be reconciled.",
        count,
    ),
    "merged": lambda count: ngettext(
        "%(shown)s row takes words from a merged cell above it: row %(rows)s.",
        "%(shown)s rows take words from merged cells above them: rows %(rows)s.",
        count,
    ),
    "credit": lambda count: ngettext(
        "%(shown)s row is a credit note: its amount is taken off.", "%(shown)s rows are credit notes: their amounts are taken off.", count
    ),
    "turned": lambda count: ngettext(
        "%(shown)s credit note stands there without a minus; it is taken off all the same: row %(rows)s.",
        "%(shown)s credit notes stand there without a minus; they are taken off all the same: rows %(rows)s.",
        count,
    ),
    "alike": lambda count: ngettext(
        "%(shown)s row has no reference and reads like another one: both are kept (row %(rows)s).",
        "%(shown)s rows have no reference and read like others: all are kept (rows %(rows)s).",
        count,
    ),
    "other_amount": lambda count: ngettext(
        "%(shown)s invoice stands here already with another amount (%(words)s): it is written besides, so see first that it is not the same one: row %(rows)s.",
        "%(shown)s invoices stand here already with other amounts (%(words)s): they are written besides, so see first that they are not the same ones: rows %(rows)s.",
        count,
    ),
}  # fmt: skip


def _amounts(word: str) -> str:
    said, made, currency = word.split("|")
    language = get_language() or "en"
    return gettext("%(said)s instead of %(made)s") % {
        "said": money(said, currency, language),
        "made": money(made, currency, language),
    }
