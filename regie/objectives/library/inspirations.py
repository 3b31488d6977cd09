"""The library's objectives, by key, by theme and by what is sought."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import override, pgettext_lazy

from regie.lib.stems import folded, stems

BLANK = "…"
LANGUAGES = ("fr", "en")
THEMES = ("awareness", "acquisition", "conversion", "loyalty", "image", "team")
_THEME_NAMES = {
    "awareness": pgettext_lazy("theme of objectives", "Awareness"),
    "acquisition": pgettext_lazy("theme of objectives", "Acquisition"),
    "conversion": pgettext_lazy("theme of objectives", "Conversion"),
    "loyalty": pgettext_lazy("theme of objectives", "Loyalty"),
    "image": pgettext_lazy("theme of objectives", "Image"),
    "team": pgettext_lazy("theme of objectives", "Team"),
}


@dataclass(frozen=True)
class Inspiration:
    """One objective of the library in one language. `metric` is a key of `metrics.library.MEASURES`, or empty."""

    key: str
    theme: str
    language: str
    text: str
    audience: str
    note: str
    metric: str = ""

    @property
    def blanks(self) -> int:
        return self.text.count(BLANK)

    @property
    def theme_name(self) -> str:
        return theme_name(self.theme)


def theme_name(theme: str) -> str:
    """The theme's name in the reader's language; a theme that is none of ours as it is written."""
    return str(_THEME_NAMES.get(theme, theme))


def inspirations(language: str, theme: str = "") -> tuple[Inspiration, ...]:
    """All of them in the library's order, or those of one theme; English where the language is not French."""
    every = _all("fr" if language.startswith("fr") else "en")
    return tuple(each for each in every if each.theme == theme) if theme else every


def named(key: str, language: str) -> Inspiration | None:
    return next((each for each in inspirations(language) if each.key == key), None)


def search(sought: str, language: str, theme: str = "") -> tuple[Inspiration, ...]:
    """Those in which every word sought begins a word, without accents and plural; the sentence counts more than what stands with it."""
    needles = stems(sought)
    found = [(_rank(each, needles), at, each) for at, each in enumerate(inspirations(language, theme))]
    return tuple(each for rank, _at, each in sorted(found, key=lambda pair: (pair[0] or 0, pair[1])) if rank is not None)


def _rank(each: Inspiration, needles: list[str]) -> int | None:
    text, all_words = _folded(each)
    if not all(f" {needle}" in all_words for needle in needles):
        return None
    return 0 if all(f" {needle}" in text for needle in needles) else 1


@cache
def _folded(each: Inspiration) -> tuple[str, str]:
    names = f"{_theme_in(each.theme, each.language)} {each.metric.replace('_', ' ')}"
    return folded(each.text), folded(f"{each.text} {each.audience} {each.note} {names}")


def _theme_in(theme: str, language: str) -> str:
    with override(language):
        return theme_name(theme)


@cache
def _all(language: str) -> tuple[Inspiration, ...]:
    folder = Path(__file__).parent
    index = tomllib.loads((folder / "index.toml").read_text(encoding="utf-8"))
    words = tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8"))
    return tuple(
        Inspiration(key, theme, language, words[key]["text"], words[key]["audience"], words[key]["note"], metric)
        for theme in THEMES
        for key, metric in index[theme].items()
    )
