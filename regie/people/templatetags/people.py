"""`{% may "right" as ok %}`: what the reader of the page may do."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: dict[str, Any], right: str, thing: Any = None) -> bool:
    request = context.get("request")
    return bool(request and request.user.has_perm(right, thing))
