"""Page-shaped reads of people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import rules
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.people import links, rights
from regie.people.models import Absence, Person


@dataclass(frozen=True)
class Row:
    """A person in the list, with how they come in and whether that is safe enough."""

    person: Person
    comes_in: str
    is_weak: bool
    away: Absence | None
    is_here: bool


def rows(people: list[Person]) -> list[Row]:
    """Three queries for any number of people: proofs, company accounts, absences."""
    keys = [person.pk for person in people]
    proofs: dict[int, set[str]] = {}
    for user, kind in Authenticator.objects.filter(user__in=keys).values_list("user", "type"):
        proofs.setdefault(user, set()).add(kind)
    company = set(SocialAccount.objects.filter(user__in=keys).values_list("user", flat=True))
    away = {absence.person_id: absence for absence in Absence.objects.on().filter(person__in=keys).select_related("deputy")}
    now = timezone.now()
    made = []
    for person in people:
        words, weak = _comes_in(person, proofs.get(person.pk, set()), person.pk in company)
        here = person.seen_at is not None and (now - person.seen_at).total_seconds() < 600
        made.append(Row(person, words, weak, away.get(person.pk), here))
    return made


def _comes_in(person: Person, proofs: set[str], company: bool) -> tuple[str, bool]:
    if person.email is None:
        return _("named, not invited"), False
    if Authenticator.Type.WEBAUTHN in proofs:
        return _("passkey"), False
    if company:
        return _("company account"), False
    if person.has_usable_password():
        return (_("password and code"), False) if Authenticator.Type.TOTP in proofs else (_("password alone"), True)
    return _("link by e-mail"), False


def standing_counts() -> dict[str, int]:
    """How many active persons have each standing; one query."""
    counted = Person.objects.active().exclude(email=None).order_by().values("standing").annotate(people=Count("pk"))
    return {row["standing"]: row["people"] for row in counted}


@dataclass(frozen=True)
class RightRow:
    label: Any
    right: str
    given: list[tuple[str, bool]]  # (standing, yes or no) in the order of `Person.Standing`
    by_link: bool


@dataclass(frozen=True)
class RightsOfRoom:
    room: str
    rows: list[RightRow]


def who_may() -> list[RightsOfRoom]:
    """The declared rights asked of one imaginary person of each standing: what the page says is what the code does. No query."""
    cast = [(standing, Person(standing=standing, name="")) for standing in Person.Standing.values]
    rooms: dict[str, list[RightRow]] = {}
    for right, label in rights.LABELS.items():
        given = [(standing, bool(rules.has_perm(right, person))) for standing, person in cast]
        rooms.setdefault(right.partition(".")[0], []).append(RightRow(label, right, given, False))
    for act in links.ACTS.values():
        row = RightRow(act.label, act.key, [], True)
        rooms.setdefault(act.key.partition(".")[0], []).append(row)
    return [RightsOfRoom(room, found) for room, found in rooms.items()]


def sought(people: Any, text: str) -> Any:
    return people.filter(Q(name__icontains=text) | Q(job__icontains=text) | Q(email__icontains=text)) if text else people
