"""Countries as people write them, and their ISO 3166 codes. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from babel import Locale

LANGUAGES = ("en", "fr")
_CODE = re.compile(r"[A-Z]{2}")


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return re.sub(r"[^a-z]+", " ", "".join(sign for sign in folded if not unicodedata.combining(sign))).strip()


@cache
def _codes() -> dict[str, str]:
    found = {}
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if _CODE.fullmatch(code):
                found[_plain(name)] = code
    return found


def read(text: str) -> tuple[list[str], list[str]]:
    """The codes of a list that somebody typed, in their order, and what names no country in English or French."""
    codes, unknown = [], []
    for said in re.split(r"[,;\n]", text):
        said = said.strip()
        if not said:
            continue
        upper = said.upper()
        code = upper if _CODE.fullmatch(upper) and upper in Locale.parse("en").territories else _codes().get(_plain(said))
        if code is None:
            unknown.append(said)
        elif code not in codes:
            codes.append(code)
    return codes, unknown


def said(codes: Iterable[str], language: str) -> str:
    """The names of codes in a language, separated by commas."""
    names = Locale.parse(language).territories
    return ", ".join(str(names.get(code, code)) for code in codes)
