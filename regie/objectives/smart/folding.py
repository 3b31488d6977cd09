"""A text made plain sign by sign, so that a place found in it is the same place in the text."""

from __future__ import annotations

import unicodedata


def flat(text: str) -> str:
    """Small letters without accents, plain spaces, apostrophes and dashes; exactly as long as `text`."""
    return "".join(_SIGNS.get(sign) or _letter(sign) for sign in text)


_SIGNS = {"’": "'", "\u00a0": " ", "\u202f": " ", "\t": " ", "\n": " ", "\r": " ", "–": "-", "−": "-", "‑": "-", "\u2009": " "}


def _letter(sign: str) -> str:
    plain = unicodedata.normalize("NFKD", sign)[0].lower()
    return plain if len(plain) == 1 else sign
