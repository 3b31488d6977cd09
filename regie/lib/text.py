"""Texts: French typography, marks searched for, slices that end on a word. Pure."""

from __future__ import annotations

import re
import unicodedata

_BEFORE_HIGH = re.compile(r"[ \u00a0\u202f]*(?<=[\w»)\]’\"”. \u00a0\u202f])([;!?])(?=\s|$|»)")
_BEFORE_COLON = re.compile(r"[ \u00a0\u202f]+:(?=\s|$)")
_BEFORE_PERCENT = re.compile(r"(?<=\d)[ \u00a0]*%")
_OPENING = re.compile(r"«[ \u202f]*")
_CLOSING = re.compile(r"[ \u202f]*»")
_BEFORE_EURO = re.compile(r"(?<=\d) €")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")


def french(text: str) -> str:
    """`text` with the spaces that French puts before and inside its marks; doing it twice changes nothing."""
    text = _APOSTROPHE.sub("’", text)
    text = _OPENING.sub("«\u00a0", text)
    text = _CLOSING.sub("\u00a0»", text)
    text = _BEFORE_HIGH.sub("\u202f\\1", text)
    text = _BEFORE_COLON.sub("\u00a0:", text)
    text = _BEFORE_PERCENT.sub("\u202f%", text)
    text = _BEFORE_EURO.sub("\u00a0€", text)
    return re.sub("\u00a0{2,}", "\u00a0", text)


def plain(text: str) -> str:
    """`text` for comparing: lower case, without accents, spaces folded."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return " ".join(bare.casefold().split())


def shorten(text: str, length: int = 80) -> str:
    """`text` in at most `length` signs, cut after a whole word with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    head = text[: length - 1]
    cut = head.rsplit(" ", 1)[0] if " " in head[length // 2 :] else head
    return cut.rstrip(" ,;:.–") + "…"


def initials(name: str) -> str:
    """At most two letters: first and last word of a name."""
    words = [word for word in name.split() if word[:1].isalpha()]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper() if words else "?"


def found(text: str, sought: str) -> list[tuple[str, bool]]:
    """`text` in pieces, each with whether it is what was sought (accents and case aside), to be marked."""
    needle = plain(sought)
    folded = [plain(sign) or " " for sign in text]
    if not needle or any(len(sign) != 1 for sign in folded):
        return [(text, False)]
    at = "".join(folded).find(needle)
    if at < 0:
        return [(text, False)]
    end = at + len(needle)
    return [piece for piece in ((text[:at], False), (text[at:end], True), (text[end:], False)) if piece[0]]
