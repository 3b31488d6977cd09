"""`{% metric_value metric value %}`: a value with its metric's unit and decimals."""

from __future__ import annotations

from django import template

from regie.metrics import words
from regie.metrics.overlaps import Overlap

register = template.Library()


@register.simple_tag
def metric_value(metric, value, signed=False) -> str:
    return words.value_of(metric, value, signed=bool(signed))


@register.simple_tag
def metric_change(metric, change) -> str:
    return words.change_of(metric, change)


@register.simple_tag
def figure_value(measure, value) -> str:
    return words.figure_of(measure, value)


@register.simple_tag(takes_context=True)
def paper(context, way):
    """What a figure was made of, for those who may read it; else None."""
    request = context.get("request")
    return way if way and (not way.right or (request and request.user.has_perm(way.right))) else None


@register.filter
def overlaps(plain) -> list[str]:
    """What would count twice, in sentences, from what a rehearsal kept of it."""
    return [str(Overlap.of(each)) for each in plain or []]
