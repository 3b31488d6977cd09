"""The organisation that an instance serves: one row."""

from __future__ import annotations

from babel.core import get_global
from babel.numbers import get_territory_currencies
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from regie.journal.models import Revised

LARGEST = {  # of countries with several time zones
    "CA": "America/Toronto",
    "DE": "Europe/Berlin",
    "ES": "Europe/Madrid",
    "PT": "Europe/Lisbon",
    "US": "America/New_York",
}


class Organisation(Revised):
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="fr")
    country = models.CharField(_("country"), max_length=2, default="FR")  # ISO 3166, for public holidays
    currency = models.CharField(_("currency"), max_length=3, default="EUR")  # ISO 4217
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/Paris")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_organisation")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def here(cls) -> Organisation:
        """The organisation of this instance, unsaved with its defaults before the first one is named."""
        return cls.objects.filter(pk=1).first() or cls(pk=1, name="", language=settings.LANGUAGE_CODE)

    @staticmethod
    def ways_of(country: str) -> dict[str, str]:
        """What a country brings along: itself, its currency, and the time of its largest city."""
        zone = LARGEST.get(country) or get_global("territory_zones").get(country, [""])[0]
        found = {"country": country, "currency": get_territory_currencies(country)[0]}
        return {**found, "time_zone": zone} if zone else found
