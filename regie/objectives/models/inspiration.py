"""What a team adds to the inspiration library, and what a person marked in it. The library itself comes with Régie (`library/`)."""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regie.journal.models import record


class InspirationQuerySet(models.QuerySet):
    def visible_to(self, person) -> InspirationQuerySet:
        return self if person.is_authenticated and (person.is_member or person.is_delegator) else self.none()

    def editable_by(self, person) -> InspirationQuerySet:
        return self if person.is_authenticated and person.is_member else self.none()


class Inspiration(models.Model):
    """Our own line: its key in `Mark` is "own:<pk>"."""

    theme = models.CharField(_("theme"), max_length=20)  # a key of library.THEMES
    text = models.CharField(_("objective"), max_length=300)
    note = models.CharField(_("where it comes from, or when it suits"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = InspirationQuerySet.as_manager()

    class Meta:
        ordering = ["theme", "pk"]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{reverse('objectives:inspirations')}?whose=own"

    @classmethod
    def add(cls, *, by, **fields) -> Inspiration:
        with transaction.atomic():
            made = cls.objects.create(by=by, **fields)
            record("objectives.inspiration_added", made, by=by)
        return made

    def erase(self, *, by) -> None:
        with transaction.atomic():
            Mark.objects.filter(key=f"own:{self.pk}").delete()
            record("objectives.inspiration_erased", self, by=by)
            self.delete()


class Mark(models.Model):
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="marked_inspirations")
    key = models.CharField(max_length=40)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="one_mark_a_person_and_line")]

    def __str__(self) -> str:
        return f"{self.person}: {self.key}"

    @classmethod
    def turn(cls, person, key: str) -> bool:
        """Mark a line, or take the mark away; a private note, which the journal does not tell. Returns whether it is marked now."""
        with transaction.atomic():
            made, is_new = cls.objects.get_or_create(person=person, key=key)
            if not is_new:
                made.delete()
        return is_new
