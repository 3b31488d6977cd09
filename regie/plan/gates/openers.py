"""Who may open a gate: the person or the holders of the role that the constraint names, with whoever stands in for them today."""

from __future__ import annotations

from typing import Any

from regie.people.models import Absence, Domain, Holding


def openers(constraint: Any) -> list[Any]:
    """Those who decide; where the constraint names nobody who is here, the delegator of the home domain."""
    if constraint.person_id:
        named = [constraint.person]
    elif constraint.role_id:
        rows = Holding.objects.current().filter(role=constraint.role_id).select_related("person")
        named = [holding.person for holding in rows.order_by("since", "pk")]
    else:
        named = []
    away = {each.person_id: each.deputy for each in Absence.objects.on().filter(person__in=named).select_related("deputy")}
    here = [away.get(person.pk, person) or person for person in named if person.is_active]
    if not here:
        home = Domain.objects.select_related("delegator").home()
        here = [home.delegator] if home and home.delegator_id and home.delegator.is_active else []
    return list(dict.fromkeys(person for person in here if person.email))


def names(constraint: Any) -> str:
    """The role that opens it, or the people, in words."""
    if constraint.role_id and not constraint.person_id:
        return str(constraint.role)
    return ", ".join(str(person) for person in openers(constraint))
