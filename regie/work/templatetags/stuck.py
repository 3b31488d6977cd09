"""The analysis in templates: `{{ hours|worktime }}`, `{{ share|share }}`, and the panel on a workflow's page.

{% load stuck %}{% where_stuck workflow %}
"""

from __future__ import annotations

from typing import Any

from django import template

from regie.work import saying

register = template.Library()

register.filter("worktime", saying.worktime)  # {{ hours|worktime }}, or {{ hours|worktime:in_days }} beside others
register.filter("amount", saying.amount)


@register.filter
def share(value: float | None) -> str:
    return "—" if value is None else saying.percent(value)


@register.filter
def as_proposal(each: Any) -> str:
    return saying.proposal(each)


@register.filter
def as_freed(each: Any, in_days: bool | None = None) -> str:
    return saying.freed(each, in_days)


@register.filter
def as_effect(each: Any, in_days: bool | None = None) -> str:
    return saying.effect(each, in_days)


@register.filter
def as_reason(pair: Any) -> str:
    return saying.reason(*pair)


@register.inclusion_tag("work/where_stuck/panel.html", takes_context=True)
def where_stuck(context: Any, workflow: Any) -> dict[str, Any]:
    """The panel of a workflow's worst bottleneck; nothing where there is none."""
    from regie.work import taking
    from regie.work.reading import stuck

    shown = stuck.of_workflow(workflow)
    request = context["request"]
    return {
        "request": request, "user": request.user, "csrf_token": context.get("csrf_token"), "found": next(iter(shown.stuck), None),
        "workflow": workflow, "may_edit": request.user.is_member, "may_take": bool(taking.TAKERS),
    }  # fmt: skip
