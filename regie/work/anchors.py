"""Where a remark stands in a text, and where it stands after the text changed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

AROUND = 2_000  # how far from its old place a reworded passage is looked for
ALIKE = 0.5  # less than half of the words left: the passage is gone

Span = tuple[int, int]


def paragraphs(text: str) -> list[Span]:
    """The lines that hold something, as they are numbered for whoever points without a mouse."""
    return [match.span() for match in re.finditer(r"\S[^\n]*", text)]


def at(text: str, *, paragraph: int | None = None, quote: str = "", start: int | None = None) -> dict[str, Any] | None:
    """The place that was pointed at: a passage by its words (near `start`, or in the paragraph), or a whole paragraph."""
    lines = paragraphs(text)
    line = lines[paragraph - 1] if paragraph and 0 < paragraph <= len(lines) else None
    quote = quote.replace("\r\n", "\n")
    if quote.strip():
        near = start if start is not None else line[0] if line else 0
        found = _nearest(text, quote, near) or _nearest(text, quote.strip(), near)
        return {"start": found[0], "end": found[1], "quote": text[slice(*found)]} if found else None
    return {"start": line[0], "end": line[1], "quote": text[slice(*line)]} if line else None


def find(text: str, where: dict[str, Any]) -> Span | None:
    """Where the passage is now: at its place, moved, reworded, or gone."""
    quote, start = str(where.get("quote", "")), int(where.get("start", 0))
    if not quote:
        return None
    if text[start : start + len(quote)] == quote:
        return start, start + len(quote)
    return _nearest(text, quote, start) or _reworded(text, quote, start)


def _nearest(text: str, quote: str, start: int) -> Span | None:
    places = [match.start() for match in re.finditer(re.escape(quote), text)]
    if not places:
        return None
    place = min(places, key=lambda each: abs(each - start))
    return place, place + len(quote)


def _reworded(text: str, quote: str, start: int) -> Span | None:
    low = max(0, start - AROUND)
    window = text[low : start + len(quote) + AROUND]
    blocks = [block for block in SequenceMatcher(None, window, quote, autojunk=False).get_matching_blocks() if block.size >= 3]
    if not blocks:
        return None
    core, reach = max(blocks, key=lambda block: block.size), len(quote) + 20  # letters that fit far away are chance
    near = [block for block in blocks if abs(block.a - core.a) <= reach]
    if sum(block.size for block in near) < ALIKE * len(quote):
        return None
    return low + near[0].a, low + near[-1].a + near[-1].size


def segments(pieces: Iterable[tuple[str, str]], spans: Iterable[tuple[int, Span]]) -> list[tuple[str, str, list[int], list[int]]]:
    """A text, or its difference from the one before, cut where remarks begin and end: (kind, words, remarks in it, remarks that end).

    `spans` count in the text as it is now: what is gone takes no room.
    """
    spans = list(spans)
    cuts = sorted({edge for _number, span in spans for edge in span})
    found, here = [], 0
    for kind, words in pieces:
        if kind == "gone":
            found.append((kind, words, [], []))
            continue
        end = here + len(words)
        edges = [here, *(cut for cut in cuts if here < cut < end), end]
        for begin, stop in pairwise(edges):
            inside = [number for number, span in spans if span[0] <= begin and stop <= span[1]]
            ending = [number for number, span in spans if span[1] == stop]
            found.append((kind, words[begin - here : stop - here], inside, ending))
        here = end
    return found
