"""`{% may "right" as ok %}`: what the reader of the page may do; and small words for the doors."""

from __future__ import annotations

import ipaddress
import json
from typing import Any

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: dict[str, Any], right: str, thing: Any = None) -> bool:
    request = context.get("request")
    return bool(request and request.user.has_perm(right, thing))


@register.simple_tag(takes_context=True)
def is_number_address(context: dict[str, Any]) -> bool:
    """Whether the site is open under an IP address: browsers bind passkeys to names only."""
    host = context["request"].get_host()
    name = host.rpartition("]")[0].lstrip("[") or host.partition(":")[0]
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


@register.filter
def as_json(value: Any) -> str:
    """For a data attribute: the page's policy lets no script stand in the page."""
    return json.dumps(value)


_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@register.filter
def browser(user_agent: str) -> str:
    """`Firefox, Windows` from what a browser says of itself, else its first word."""
    named = [next((name for sign, name in known if sign in user_agent), "") for known in (_BROWSERS, _SYSTEMS)]
    return ", ".join(filter(None, named)) or (user_agent.split() or ["—"])[0]


@register.inclusion_tag("people/links/offer.html", takes_context=True)
def offer_link(context: dict[str, Any], act: str, thing: Any) -> dict[str, Any]:
    """A small form by which who may do so gives `thing` to somebody outside; and the links already given."""
    from regie.people import links
    from regie.people.models import OpenLink

    person = context["request"].user
    known = links.ACTS.get(act)
    if known is None or not person.has_perm("people.give_links") or not known.may_give(person, thing):
        return {"act": None}
    given = OpenLink.objects.open().visible_to(person).about(thing).filter(act=act)
    return {
        "act": known,
        "thing": thing,
        "kind": f"{thing._meta.app_label}.{thing._meta.model_name}",
        "given": given,
        **_csrf(context),
    }


def _csrf(context: dict[str, Any]) -> dict[str, Any]:
    return {"csrf_token": context.get("csrf_token"), "request": context["request"]}
