"""The letters of a downloaded drawing: an SVG carries those of Inter that it needs, so that it looks the same everywhere."""

from __future__ import annotations

import base64
import html
import io
import re
from functools import lru_cache
from pathlib import Path

from regie.ui.assets import HERE

FAMILY = "Regie Inter"  # a name of its own: an Inter on the reader's machine may lack a weight
FILES = {400: "Inter-400Regular.ttf", 500: "Inter-500Medium.ttf", 600: "Inter-600SemiBold.ttf"}

_TEXT = re.compile(r"<text([^>]*)>(.*?)</text>", re.DOTALL)
_WEIGHT = re.compile(r'font-weight="(\w+)"')
_TAG = re.compile(r"<[^>]+>")


def lettered(svg: str) -> str:
    """`svg` with the letters it shows embedded, about 10 KB a weight; unchanged where the font was not built."""
    letters: dict[int, set[str]] = {}
    for attributes, inside in _TEXT.findall(svg):
        letters.setdefault(_weight_of(attributes), set()).update(html.unescape(_TAG.sub("", inside)))
    faces = [
        f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};src:url(data:font/woff;base64,{found}) format('woff')}}"
        for weight, shown in sorted(letters.items())
        if (found := _cut(HERE / "built" / "fonts" / FILES[weight], "".join(sorted(shown))))
    ]
    if not faces:
        return svg
    head, end, rest = svg.partition(">")
    return f"{head}{end}<style>{''.join(faces)}</style>{rest.replace('font-family="Inter', f'font-family="{FAMILY}, Inter')}"


def _weight_of(attributes: str) -> int:
    found = _WEIGHT.search(attributes)
    said = {"normal": 400, "bold": 600, "lighter": 400}.get(found[1], found[1]) if found else 400
    number = int(said) if str(said).isdigit() else 400
    return min(FILES, key=lambda weight: abs(weight - number))


@lru_cache(maxsize=64)
def _cut(file: Path, letters: str) -> str:
    """The font with these letters alone, as base64 of WOFF; loaded by the first drawing that is asked for."""
    if not file.exists():
        return ""
    from fontTools import subset

    options = subset.Options(flavor="woff", layout_features=["kern", "ccmp"], hinting=False, notdef_outline=True)
    font = subset.load_font(str(file), options)
    cutter = subset.Subsetter(options)
    cutter.populate(text=letters)
    cutter.subset(font)
    kept = io.BytesIO()
    subset.save_font(font, kept, options)
    return base64.b64encode(kept.getvalue()).decode()
