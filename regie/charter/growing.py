"""What an accepted version becomes: people, domains, roles, competencies, resources, deliverables; then the rooms above."""

from __future__ import annotations

import re
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from regie.charter.growth import GROWERS, Grown
from regie.charter.models.competency import Competency
from regie.charter.models.deliverable import Deliverable
from regie.charter.models.resource import Per, Period, Resource
from regie.charter.understanding import clause, names
from regie.journal.models import record
from regie.lib.text import plain
from regie.people.models import Domain, Person, Role

# A delegator that is a body, not a person: "Direction", "Management board".
_BODY = re.compile(
    r"\b(direction|comite|conseil|board|management|executive|equipe|team|bureau|committee|leadership|gerance|presidence)\b"
)


def grow(version, by) -> list[Grown]:
    """Make or bring up to date what `version` says. May be called again: what stands already is kept."""
    with transaction.atomic():
        wordings = list(version.wordings.filter(is_note=False).select_related("line"))
        done = people(version, by) + domains(version, wordings) + roles(version, wordings)
        done += competencies(wordings, version) + resources(wordings, version) + deliverables(wordings, version)
        for grower in GROWERS.values():
            done += grower(version, by)
        with override("en"):  # nouns are kept as the catalogue's keys, said in the reader's language later
            said = [asdict(each) | {"noun": str(each.noun)} for each in done]
        if not version.grown or any(each.act != "kept" for each in done):
            version.grown = said
            version.save(update_fields=["grown"])
        record("charter.grew", version, by=by, page=version.charter, number=version.number,
               count=sum(each.act != "kept" for each in done))  # fmt: skip
    return done


def _said(noun, name: str, fresh: bool, url: str = "", changed: bool = False) -> Grown:
    return Grown(noun, name, "created" if fresh else "changed" if changed else "kept", url)


def people(version, by) -> list[Grown]:
    """Persons for those whom the head names: found by name, else named without an address until they are invited."""
    known, done = list(Person.objects.active()), []
    standing = {"delegator": Person.Standing.DELEGATOR, "delegatee": Person.Standing.MEMBER}
    domain = version.charter.domain
    told = set()
    for named in version.named.all():
        if named.person_id or (
            named.part == "delegator" and _BODY.search(plain(named.name)) and not names.find_person(named.name, known)
        ):
            continue
        person = names.find_person(named.name, known)
        fresh = person is None
        if fresh:
            person = Person.objects.create_user(
                name=named.name, standing=standing.get(named.part, Person.Standing.NEIGHBOUR),
                domain=domain if named.part == "delegatee" else None,
            )  # fmt: skip
            record("people.person_named", person, by=by)
            known.append(person)
        named.person = person
        named.save(update_fields=["person"])
        if person.pk not in told:
            done.append(_said(_("person"), person.name, fresh, reverse("people:person", args=[person.pk])))
        told.add(person.pk)
        if named.part == "delegator" and domain.delegator_id != person.pk:
            domain.delegator = person
            domain.save(update_fields=["delegator"])
    return done


def domains(version, wordings) -> list[Grown]:
    """A domain for each customer and dependency; the rows of `deliverables` find them again by line."""
    known, done = list(Domain.objects.all()), []
    told: dict[tuple, Domain] = {}  # a party that a person said to be another domain is so wherever the text names it
    for each in wordings:
        if each.section not in ("customers", "dependencies") or not clause.lead(each.data):
            continue
        answers = _answers(each)
        party = names.core(clause.lead(each.data))
        if party in told and not answers:
            found, fresh = told[party], False
        else:
            found, fresh = domain_of(each, known)
        if answers.get("same_domain") == "one_domain":
            told[party] = found
        done.append(_said(_("domain"), found.name, fresh, reverse("people:domain", args=[found.pk])))
        each.domain = found
    unique = {(each.name, each.act): each for each in done}
    return [each for each in unique.values() if each.act == "created" or (each.name, "created") not in unique]


def _answers(wording) -> dict[str, str]:
    return {key.split(":")[0]: value for key, value in (wording.data.get("answers") or {}).items()}


def domain_of(wording, known: list) -> tuple[Domain, bool]:
    """The domain that a customer or a dependency is, made when there is none; `known` grows with it."""
    name = clause.lead(wording.data)
    earlier = Deliverable.objects.filter(line=wording.line).exclude(domain=None).select_related("domain").first()
    if earlier and names.same_domain(earlier.domain.name, name) != names.DIFFERENT:
        return earlier.domain, False
    answers = _answers(wording)
    apart = answers.get("same_name") == "two_domains" or answers.get("same_domain") == "two_domains"
    found, sure = names.find_domain(name, known)
    if found and not apart and (sure == names.SURE or answers.get("same_domain") == "one_domain"):
        return found, False
    free, number = name, 2
    taken = {plain(each.name) for each in known}
    while plain(free) in taken:
        free, number = f"{name} {number}", number + 1
    made = Domain.objects.create(name=free[:200], is_inside=not names.is_outside(name))
    known.append(made)
    return made, True


def roles(version, wordings) -> list[Grown]:
    """Functions that the charter names, as roles of the domain: owners of metrics and participants of reviews."""
    home, done = version.charter.domain, []
    known = {names.core(role.name): role for role in Role.objects.filter(domain=home)}
    everybody, seen = list(Person.objects.active()), set()
    for each in wordings:
        spoken = [each.data.get("owner") or ""] if each.section == "metrics" else each.data.get("participants") or []
        for words in spoken if each.section in ("metrics", "reviews") else []:
            key = names.core(words)
            if not names.is_role(words) or names.find_person(words, everybody) or key in seen:
                continue
            seen.add(key)
            fresh = key not in known
            if fresh:
                known[key] = Role.objects.create(domain=home, name=words[:1].upper() + words[1:200])
            done.append(_said(_("role"), known[key].name, fresh, reverse("people:role", args=[known[key].pk])))
    return done


def _retire(model, wordings, version) -> list[Grown]:
    gone = model.objects.filter(line__charter=version.charter, retired_at=None).exclude(
        line__in=[each.line_id for each in wordings]
    )
    done = [Grown(model._meta.verbose_name, str(each), "retired") for each in gone]
    gone.update(retired_at=timezone.now())
    return done


def _keep(model, wording, **fields) -> tuple[Any, bool, bool]:
    """The row of a line with these fields: (row, was made, was changed)."""
    row = model.objects.filter(line=wording.line).first()
    if row is None:
        return model.objects.create(line=wording.line, **fields), True, False
    changed = [name for name, value in {**fields, "retired_at": None}.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, {**fields, "retired_at": None}[name])
    if changed:
        row.save(update_fields=changed)
    return row, False, bool(changed)


def competencies(wordings, version) -> list[Grown]:
    mine = [each for each in wordings if each.section == "competencies"]
    done = []
    for each in mine:
        name = clause.lead(each.data) or each.text
        row, fresh, changed = _keep(Competency, each, name=name[:300], group=(each.data.get("group") or "")[:200])
        done.append(_said(_("competency"), row.name, fresh, reverse("charter:competencies"), changed))
    return done + _retire(Competency, mine, version)


def resources(wordings, version) -> list[Grown]:
    mine = [each for each in wordings if each.section == "resources"]
    done = []
    for each in mine:
        data = each.data
        row, fresh, changed = _keep(
            Resource, each, name=(clause.lead(data) or each.text)[:300], kind=data.get("kind") or "", amount=decimal(data.get("amount")),
            currency=(data.get("currency") or "")[:3], unit=(data.get("unit") or "")[:20],
            period=data.get("period") if data.get("period") in Period.values else "",
            per=data.get("per") if data.get("per") in Per.values else "", things=data.get("names") or [],
        )  # fmt: skip
        done.append(_said(_("resource"), row.name, fresh, "", changed))
    return done + _retire(Resource, mine, version)


def deliverables(wordings, version) -> list[Grown]:
    mine = [each for each in wordings if each.section in ("customers", "dependencies") and each.data.get("deliverable")]
    done = []
    for each in mine:
        direction = Deliverable.Direction.OWED if each.section == "customers" else Deliverable.Direction.EXPECTED
        row, fresh, changed = _keep(
            Deliverable, each, text=each.data["deliverable"], direction=direction, domain=getattr(each, "domain", None)
        )
        done.append(_said(_("deliverable"), str(row), fresh, "", changed))
    return done + _retire(Deliverable, mine, version)


def decimal(value) -> Decimal | None:
    """An amount from the reader's JSON; None where there is none or it is no finite number."""
    if value in (None, ""):
        return None
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return amount.quantize(Decimal("0.01")) if amount.is_finite() and abs(amount) < Decimal(10) ** 13 else None
