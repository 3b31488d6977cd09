"""Addresses that sign somebody in, made by whoever runs the instance."""

from __future__ import annotations

from regie.people.models import Person, SignInLink


class Unknown(Exception):
    """Nobody who may come in has this address."""


def first_link() -> str:
    """The address that `regie up` prints: it signs in the first lead, or begins the instance when there is none."""
    lead = Person.objects.leads().exclude(email=None).order_by("joined_at", "pk").first()
    return SignInLink.make(lead, SignInLink.Way.CONSOLE)


def link_for(email: str) -> str:
    """The address that `regie sign-in-link EMAIL` prints."""
    person = Person.objects.active().filter(email__iexact=email.strip()).first()
    if person is None:
        raise Unknown(email)
    return SignInLink.make(person, SignInLink.Way.CONSOLE)
