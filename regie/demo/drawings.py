"""Small pictures of our own, made when the story is told: a bike against an evening sky. Nobody's file is copied."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

SKIES = {"bridge": ((246, 196, 160), (92, 110, 150)), "school": ((250, 226, 170), (120, 160, 150))}


def cover(name: str, sky: str) -> SimpleUploadedFile:
    """A cargo bike before a sky, as a PNG of 960 × 600."""
    wide, high = 960, 600
    top, bottom = SKIES[sky]
    picture = Image.new("RGB", (wide, high))
    pen = ImageDraw.Draw(picture)
    for y in range(high):
        share = y / high
        pen.line(
            [(0, y), (wide, y)], fill=tuple(round(one + (other - one) * share) for one, other in zip(top, bottom, strict=True))
        )
    pen.rectangle([(0, 470), (wide, high)], fill=(58, 62, 70))
    dark, red = (30, 34, 40), (196, 70, 52)
    for x, size in ((270, 80), (690, 62)):
        pen.ellipse([(x - size, 470 - 2 * size), (x + size, 470)], outline=dark, width=10)
    pen.line([(270, 390), (400, 260), (560, 400), (690, 408)], fill=red, width=14, joint="curve")
    pen.line([(400, 260), (380, 210), (430, 210)], fill=dark, width=12)
    pen.line([(270, 390), (250, 230), (215, 225)], fill=dark, width=12)
    pen.rounded_rectangle([(470, 270), (660, 390)], radius=18, fill=red)
    kept = io.BytesIO()
    picture.save(kept, "PNG", optimize=True)
    return SimpleUploadedFile(name, kept.getvalue(), content_type="image/png")


def notes(name: str) -> SimpleUploadedFile:
    """A page with grey lines where a text will stand, as a PDF."""
    page = Image.new("RGB", (620, 877), "white")
    pen = ImageDraw.Draw(page)
    pen.rectangle([(60, 70), (420, 104)], fill=(196, 70, 52))
    for line in range(26):
        pen.rectangle([(60, 150 + line * 24), (560 - (line * 37) % 140, 158 + line * 24)], fill=(205, 208, 214))
    kept = io.BytesIO()
    page.save(kept, "PDF")
    return SimpleUploadedFile(name, kept.getvalue(), content_type="application/pdf")
