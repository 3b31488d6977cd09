"""A downloaded SVG brings the letters that it shows."""

from __future__ import annotations

import base64
import io
import re

import pytest

from regie.ui.assets import HERE
from regie.ui.charts.lettering import lettered

DRAWN = (
    '<svg width="9"><text font-family="Inter, Arial">é &amp; 1</text><text font-family="Inter" font-weight="bold">B</text></svg>'
)

pytestmark = pytest.mark.skipif(not (HERE / "built" / "fonts").is_dir(), reason="the fonts are not built")


def test_a_drawing_carries_the_letters_it_shows_and_no_others():
    from fontTools.ttLib import TTFont

    fonts = re.findall(r"font-weight:(\d+);src:url\(data:font/woff;base64,([^)]+)\)", lettered(DRAWN))

    shown = {weight: {chr(code) for code in TTFont(io.BytesIO(base64.b64decode(kept))).getBestCmap()} for weight, kept in fonts}
    assert shown == {"400": set("é &1"), "600": {"B"}}


def test_every_word_of_a_drawing_is_set_in_the_letters_it_carries():
    assert re.findall(r'font-family="([^",]+)', lettered(DRAWN)) == ["Regie Inter", "Regie Inter"]
