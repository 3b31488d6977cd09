"""What no single noun of people owns."""

from __future__ import annotations

from django.db import transaction

from regie.journal.models import record
from regie.people.models import Domain, Organisation, Person


def begin(
    *, organisation: str, domain: str, name: str, email: str, language: str, country: str = "", password: str = ""
) -> Person:
    """The first person opens the instance: the organisation, the home domain and a lead, or nothing at all."""
    with transaction.atomic():
        ways = Organisation.ways_of(country) if country else {}
        here, _made = Organisation.objects.update_or_create(pk=1, defaults={"name": organisation, "language": language, **ways})
        home = Domain.objects.home()
        if home is None:
            home, _made = Domain.objects.get_or_create(name=domain)
        home.name, home.is_home = domain or home.name, True
        home.save()
        person = Person.objects.create_user(
            email=email, password=password or None, name=name, standing=Person.Standing.LEAD, domain=home, language=language
        )
        record("people.began", here, by=person)
    return person
