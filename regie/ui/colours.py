"""The tokens' colours as plain sRGB, for pictures drawn where no style sheet is read."""

from __future__ import annotations

import math
import re
from functools import cache
from pathlib import Path
from typing import Any, Literal

Theme = Literal["light", "dark"]

_TOKENS = Path(__file__).resolve().parent / "static" / "ui" / "tokens.css"
_DECLARED = re.compile(r"--([\w-]+):\s*(light-dark\((.+)\)|oklch\([^)]*\)|var\(--[\w-]+\));")
_OKLCH = re.compile(r"oklch\(\s*([\d.]+)\s+([\d.]+)\s+([\d.]+)(?:\s*/\s*([\d.]+))?\s*\)")
_VARIABLE = re.compile(r"var\(--([\w-]+)\)")


def srgb(lightness: float, chroma: float, hue: float) -> str:
    """OKLCH to `#rrggbb`, clipped to the screen's range (Ottosson, 2020: https://bottosson.github.io/posts/oklab/)."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    signs = []
    for part in linear:
        part = min(max(part, 0.0), 1.0)
        part = 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
        signs.append(f"{round(part * 255):02x}")
    return "#" + "".join(signs)


def _halves(text: str) -> tuple[str, str]:
    """The two arguments of a `light-dark(…)`, whose own brackets may hold commas."""
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            return text[:at].strip(), text[at + 1 :].strip()
    return text, text


@cache
def colours(theme: Theme = "light") -> dict[str, str]:
    """Every colour token by name, without its dashes: `{"ink": "#211b17", …}`."""
    written: dict[str, str] = {}
    for name, value, both in _DECLARED.findall(_TOKENS.read_text("utf8")):
        light, dark = _halves(both) if both else (value, value)
        written[name] = light if theme == "light" else dark
    read: dict[str, str] = {}
    for name, value in written.items():
        if found := _VARIABLE.fullmatch(value):
            value = written.get(found[1], "")
        if found := _OKLCH.fullmatch(value):
            read[name] = srgb(*(float(part) for part in found.groups()[:3]))
    return read


def resolved(spec: Any, theme: Theme = "light") -> Any:
    """`spec` with each `var(--token)` in it replaced by the colour it stands for."""
    if isinstance(spec, dict):
        return {key: resolved(value, theme) for key, value in spec.items()}
    if isinstance(spec, list):
        return [resolved(value, theme) for value in spec]
    if isinstance(spec, str) and (found := _VARIABLE.fullmatch(spec)):
        return colours(theme)[found[1]]
    return spec
