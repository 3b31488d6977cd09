"""Small words for the pages of campaigns, and `{% cell thing "field" %}`: a value one may change where it stands."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from regie.plan.gates.content_types import CONTENT_TYPES
from regie.plan.models import Activity
from regie.plan.playbooks import Playbook

register = template.Library()


@register.filter
def playbook_name(playbook: Playbook) -> str:
    return playbook.title(get_language() or "en")


@register.filter
def playbook_about(playbook: Playbook) -> str:
    return playbook.says(get_language() or "en")


@register.filter
def copy_value(campaign: Any) -> str:
    return f"copy:{campaign.pk}"


@register.filter
def kind_of_content(activity: Activity) -> str:
    return str(CONTENT_TYPES.get(activity.content_type, activity.content_type)).capitalize()


@register.simple_tag
def cell(thing: Any, name: str) -> SafeString:
    address = "plan:activity_cell" if isinstance(thing, Activity) else "plan:campaign_cell"
    words = {
        "thing": thing, "name": name, "value": getattr(thing, name), "label": str(thing._meta.get_field(name).verbose_name),
        "address": reverse(address, args=[thing.pk, name]),
    }  # fmt: skip
    return mark_safe(render_to_string("plan/cell.html#cell", words))  # noqa: S308 - a template of ours
