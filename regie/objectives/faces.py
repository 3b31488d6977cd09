"""A face for a persona, drawn from a number: nobody's picture, the same each time. Pure."""

from __future__ import annotations

from random import Random

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

MANY = 600  # faces to choose from

HAIR = (
    "M14 27c0-9 7-14 18-14s18 5 18 14c-3-5-8-7-18-7s-15 2-18 7z",  # short
    "M13 34c-2-14 6-22 19-22s21 8 19 22c-2-8-6-12-10-13-6 3-14 4-20 3-4 2-7 5-8 10z",  # side
    "M12 46c-3-20 4-34 20-34s23 14 20 34h-5c1-9 0-16-3-21-7 2-17 2-24 0-3 5-4 12-3 21z",  # long
    "M20 20c-5-6 1-12 6-9 2-4 10-4 12 0 5-3 11 3 6 9 3 2 5 5 5 9-4-5-9-8-17-8s-13 3-17 8c0-4 2-7 5-9z",  # curls
    "M26 13c-3-6 9-8 12-3 1 2 0 4-1 5 7 2 12 6 12 13-4-5-9-8-17-8s-13 3-17 8c0-7 4-12 11-15z",  # bun
    "M15 25c2-7 9-11 17-11s15 4 17 11c-5-3-10-4-17-4s-12 1-17 4z",  # cropped
)
BROWS = ("M23 30h6M35 30h6", "M23 31l6-2M41 31l-6-2", "M23 29c2-1 4-1 6 1M41 29c-2-1-4-1-6 1")
MOUTHS = ("M27 45c3 2 7 2 10 0", "M27 45h10", "M26 44c4 4 8 4 12 0", "M28 45c2 1 5 1 8-1")
GLASSES = "M21 35a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0M34 35a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0M30 35c1-1 3-1 4 0"
BEARD = "M19 40c1 12 7 17 13 17s12-5 13-17c-2 4-5 5-7 4-4-2-8-2-12 0-2 1-5 0-7-4z"
SKINS, HAIRS, COATS = 6, 5, 4  # shades in the style


def face(number: int) -> SafeString:
    """The drawing, 64 by 64, without a name: what stands beside it says who it is."""
    chance = Random(number % MANY)  # noqa: S311 - a drawing, no secret
    hair = chance.choice(HAIR)
    parts = [
        f'<circle class="face__ground" cx="32" cy="32" r="32"/><path class="face__coat face__coat--{chance.randrange(COATS)}" d="M8 64c2-11 11-16 24-16s22 5 24 16z"/>',
        f'<g class="face__skin face__skin--{chance.randrange(SKINS)}"><path d="M27 44h10v9c-3 3-7 3-10 0z"/><path d="M18 31c0-11 6-16 14-16s14 5 14 16c0 12-6 20-14 20s-14-8-14-20z"/></g>',
    ]
    shade = chance.randrange(HAIRS)
    if chance.random() < 0.2:
        parts.append(f'<path class="face__hair face__hair--{shade}" d="{BEARD}"/>')
    parts.append(f'<path class="face__hair face__hair--{shade}" d="{hair}"/>')
    parts.append('<g class="face__line">')
    parts.append(f'<path d="{chance.choice(BROWS)}"/><path d="{chance.choice(MOUTHS)}"/><path d="M32 35v5h-2"/>')
    if chance.random() < 0.3:
        parts.append(f'<path d="{GLASSES}"/>')
    parts.append('</g><circle class="face__eye" cx="26" cy="35" r="1.3"/><circle class="face__eye" cx="38" cy="35" r="1.3"/>')
    drawing = mark_safe("".join(parts))  # noqa: S308 - all of it is ours
    return format_html('<svg class="face" viewBox="0 0 64 64" aria-hidden="true">{}</svg>', drawing)
