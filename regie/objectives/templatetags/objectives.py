"""`{% letter_state letter %}`: how a letter of SMART stands, as the house's shape and word."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from regie.objectives import faces
from regie.ui.templatetags import ui

register = template.Library()

SHAPES = {"good": "good", "watch": "watch", "missing": "none", "unjudged": "none"}


def words_of(state: str) -> str:
    said = {
        "good": pgettext("letter of SMART", "good"),
        "watch": pgettext("letter of SMART", "to look at"),
        "missing": pgettext("letter of SMART", "missing"),
        "unjudged": pgettext("letter of SMART", "not judged"),
    }
    return said[state]


@register.simple_tag
def letter_state(letter: Any) -> SafeString:
    state = str(letter.state)
    return ui.state(SHAPES[state], words_of(state))


@register.filter
def face(number: int) -> SafeString:
    """A persona's face."""
    return faces.face(int(number or 1))
