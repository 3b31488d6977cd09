"""The cast of all tests: people of Tamarelle, the demo company."""

from __future__ import annotations

import pytest


@pytest.fixture
def home(db):
    """The marketing domain of Tamarelle."""
    from regie.people.models import Domain, Organisation

    Organisation.objects.get_or_create(pk=1, defaults={"name": "Tamarelle", "language": "fr"})
    return Domain.objects.get_or_create(name="Marketing", defaults={"is_home": True})[0]


def _person(name, email, standing, domain, job=""):
    from regie.people.models import Person

    return Person.objects.create_user(email=email, name=name, standing=standing, domain=domain, job=job)


@pytest.fixture
def ines(home):
    """Leads marketing."""
    return _person("Inès Carvalho", "ines@tamarelle.example", "lead", home, "Marketing lead")


@pytest.fixture
def jonas(home):
    """A member: paid media."""
    return _person("Jonas Keller", "jonas@tamarelle.example", "member", home, "Paid media")


@pytest.fixture
def helene(home):
    """The delegator."""
    return _person("Hélène Brandt", "helene@tamarelle.example", "delegator", home, "Managing director")


@pytest.fixture
def paul(home):
    """Of another department: finance."""
    from regie.people.models import Domain

    finance = Domain.objects.get_or_create(name="Finance")[0]
    return _person("Paul Quéré", "paul@tamarelle.example", "neighbour", finance, "Finance")
