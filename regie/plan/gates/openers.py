"""Who may open a gate: the person or the holders of the role that the constraint names, with whoever stands in for them today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from regie.people.models import Absence, Domain, Holding


@dataclass(frozen=True)
class Hands:
    """The people in whose hands a gate is today, and the same in words, with the role that they hold or that nobody holds."""

    people: list[Any]
    said: str


def hands(constraints: Sequence[Any]) -> dict[int, Hands]:
    """By constraint; where one names nobody who is here, the delegator of the home domain. Three queries, however many there are."""
    roles = {each.role_id for each in constraints if each.role_id and not each.person_id}
    holders: dict[int, list[Any]] = {}
    for holding in Holding.objects.current().filter(role__in=roles).select_related("person").order_by("since", "pk"):
        holders.setdefault(holding.role_id, []).append(holding.person)
    named = {
        each.pk: [each.person] if each.person_id else holders.get(each.role_id, []) if each.role_id else []
        for each in constraints
    }
    everybody = {person.pk for people in named.values() for person in people}
    away = {each.person_id: each.deputy for each in Absence.objects.on().filter(person__in=everybody).select_related("deputy")}
    home = Domain.objects.select_related("delegator").home()
    above = [home.delegator] if home and home.delegator_id else []
    found = {}
    for each in constraints:
        here = _reachable([away.get(person.pk) or person for person in named[each.pk] if person.is_active])
        people = here or _reachable(above)
        found[each.pk] = Hands(people, _said(each, people, is_named=bool(here)))
    return found


def _reachable(people: list[Any]) -> list[Any]:
    return list(dict.fromkeys(person for person in people if person.is_active and person.email))


def _said(constraint: Any, people: list[Any], *, is_named: bool) -> str:
    names = ", ".join(str(person) for person in people)
    if not people or constraint.person_id or not constraint.role_id:
        return names
    facts = {"people": names, "role": constraint.role}
    if is_named:
        return _("%(people)s (%(role)s)") % facts
    return _("%(people)s, since nobody holds “%(role)s”") % facts


def openers(constraint: Any) -> list[Any]:
    """Those who decide about one gate today."""
    return hands([constraint])[constraint.pk].people
