"""Whom finance is when money is asked above a line or an envelope, and the words in which it is asked."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from regie.journal.models.file import READERS
from regie.lib.money import money
from regie.people.models import Domain, Holding, Organisation, Person
from regie.plan.models import Commitment, Constraint, Expense
from regie.work import subjects

WORDS = {
    "amount": gettext_lazy("amount"),
    "purpose": pgettext_lazy("of an amount", "purpose"),
    "supplier": gettext_lazy("supplier"),
    "line": gettext_lazy("budget line"),
}


def deciders(*, but=None) -> list[Person]:
    """Who the finance constraint names; else who holds a role of the finance domain; else the delegator. Never `but`."""
    for constraint in Constraint.objects.in_force().filter(kind=Constraint.Kind.FINANCE).select_related("person", "role"):
        named = [constraint.person] if constraint.person_id else _holders(role=constraint.role_id) if constraint.role_id else []
        if found := _may(named, but):
            return found
    if found := _may(_holders(role__domain__name__icontains="financ"), but):
        return found
    home = Domain.objects.home()
    delegators = [home.delegator] if home and home.delegator else []
    return _may(delegators, but) or _may(Person.objects.active().filter(standing=Person.Standing.DELEGATOR), but)


def _holders(**where: Any) -> list[Person]:
    held = Holding.objects.current().filter(person__left_at=None, **where).select_related("person").order_by("pk")
    return list({holding.person_id: holding.person for holding in held}.values())


def _may(people: Any, but) -> list[Person]:
    return [person for person in people if person is not None and person.is_active and (but is None or person.pk != but.pk)]


def message(commitment: Commitment) -> str:
    """Why finance is asked, in the organisation's language."""
    here = Organisation.here()
    with translation.override(here.language):
        over = {name: money(Decimal(text), here.currency, here.language) for name, text in commitment.above.items()}
        names = {"line": commitment.line, "envelope": commitment.line.envelope}
        if over.keys() == {"line", "envelope"}:
            return _("This goes %(over)s above the line %(line)s, and %(more)s above the envelope “%(envelope)s”.") % (
                names | {"over": over["line"], "more": over["envelope"]}
            )
        if "line" in over:
            return _("This goes %(over)s above the line %(line)s.") % (names | {"over": over["line"]})
        return _("This goes %(over)s above the envelope “%(envelope)s”.") % (names | {"over": over.get("envelope", "")})


def facets(commitment: Commitment) -> dict[str, Any]:
    """What finance sees and seals."""
    return {
        "amount": f"{commitment.net.quantize(Decimal('0.01')):f} {commitment.currency}",
        "purpose": commitment.purpose,
        "supplier": commitment.supplier,
        "line": str(commitment.line),
    }


def decided(approval: Any, by: Any) -> None:
    if isinstance(approval.subject, Commitment):
        approval.subject.decided(approval, by=by)


def readable_by(person: Any) -> Q:
    """Documents of commitments and invoices that `person` may see."""
    seen = Q(pk__in=Commitment.objects.visible_to(person).values("files"))
    return seen | Q(pk__in=Expense.objects.visible_to(person).values("files"))


def register() -> None:
    READERS["plan.money"] = readable_by
    subjects.register(Commitment, facets, files=lambda commitment: commitment.files.all(), decided=decided)
    for key, words in WORDS.items():
        subjects.WORDS.setdefault(key, words)
