"""`{% history thing %}` and `{% comments thing %}`: what happened to a thing and what people say of it, on its page."""

from __future__ import annotations

from django import template

register = template.Library()
