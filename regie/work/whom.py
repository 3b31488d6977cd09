"""Roles and people as one types them in a table, and the other way round."""

from __future__ import annotations

import re

from regie.people.models import Person, Role
from regie.work.engine.model import Duty


class Whom:
    """Roles and people by what one types, and the other way round. 2 queries."""

    def __init__(self) -> None:
        self.roles = {role.casefold(): role for role in Role.objects.order_by("name").values_list("name", flat=True)}
        people = list(Person.objects.active().exclude(email=None).order_by("name").values_list("name", "email"))
        self.addresses = {name.casefold(): email for name, email in people} | {email: email for _name, email in people}
        self.names = {email: name for name, email in people}

    def duty(self, letter: str, said: str) -> Duty:
        if said.casefold() in self.roles:
            return Duty(letter, role=self.roles[said.casefold()])
        address = self.addresses.get(said.casefold())
        if address or "@" in said:
            return Duty(letter, person=address or said)
        return Duty(letter, role=said)

    def said(self, duty: Duty) -> str:
        return duty.role or self.names.get(duty.person, duty.person)

    def duties(self, letter: str, text: str) -> tuple[Duty, ...]:
        return tuple(
            dict.fromkeys(self.duty(letter, part) for part in (each.strip() for each in re.split(r"[,;\n]", text)) if part)
        )

    @property
    def known(self) -> list[str]:
        """What is suggested: roles first."""
        return [*self.roles.values(), *self.names.values()]
