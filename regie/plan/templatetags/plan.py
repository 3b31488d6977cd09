"""What templates of the plan room write that only it knows."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.translation import get_language

from regie.lib import countries as known
from regie.plan.gates.content_types import CONTENT_TYPES

register = template.Library()


@register.filter
def content_types(keys: Iterable[str]) -> str:
    """Kinds of content in words."""
    return ", ".join(str(CONTENT_TYPES.get(key, key)) for key in keys)


@register.filter
def countries(codes: Iterable[str]) -> str:
    """Countries by their names in the reader's language."""
    return known.said(codes, (get_language() or "en")[:2])
