"""The organisation that an instance serves: one row."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from regie.journal.models import Revised


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
