"""Texts compared word by word, for the eye."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\s+|[^\W_]+(?:[’'][^\W_]+)*|[\W_]")
LONGEST = 3000  # words; beyond, the whole text is shown as replaced: comparing would take too long


@dataclass(frozen=True)
class Piece:
    """A run of words: `same`, `gone` or `new`."""

    kind: str
    text: str


def words(old: str, new: str) -> list[Piece]:
    """The pieces that lead from `old` to `new`; small islands of agreement between two changes are drowned."""
    if old == new:
        return [Piece("same", new)] if new else []
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(a) > LONGEST or len(b) > LONGEST:
        return [Piece(side, text) for side, text in (("gone", old), ("new", new)) if text]
    pieces: list[tuple[str, str, str]] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        gone, fresh = "".join(a[i1:i2]), "".join(b[j1:j2])
        op = "equal" if kind == "equal" else "change"
        if op == "equal" and not gone.strip(" \u00a0\u202f,.;:") and pieces:
            op = "change"  # a lone space or comma between two changes is no agreement
        if pieces and (pieces[-1][0] == "equal") == (op == "equal"):
            last = pieces.pop()
            gone, fresh = last[1] + gone, last[2] + fresh
        pieces.append((op, gone, fresh))
    out = []
    for op, gone, fresh in pieces:
        if op == "equal" or gone == fresh:
            out.append(Piece("same", fresh))
        else:
            out += [Piece(side, text) for side, text in (("gone", gone), ("new", fresh)) if text]
    return out


def likeness(one: str, other: str) -> float:
    """0 to 1: how much of the words two texts share, in their order."""
    a, b = one.split(), other.split()
    if not a or not b:
        return 0.0
    quick = SequenceMatcher(None, a, b, autojunk=False)
    return quick.ratio() if quick.quick_ratio() > 0.3 else quick.quick_ratio()
