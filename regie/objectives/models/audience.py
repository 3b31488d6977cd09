"""An audience: the people whom an objective wants to reach; and a persona, one of them with a face and a voice."""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.journal.models import Revised, record
from regie.lib.refused import Refused


class AudienceQuerySet(models.QuerySet):
    def in_use(self) -> AudienceQuerySet:
        return self.filter(retired_at=None)

    def visible_to(self, person) -> AudienceQuerySet:
        return self if person.is_authenticated and (person.is_member or person.is_delegator) else self.none()

    def editable_by(self, person) -> AudienceQuerySet:
        return self if person.is_authenticated and person.is_member else self.none()


class Audience(Revised):
    undone_by = "edit"

    class Priority(models.IntegerChoices):
        FIRST = 1, pgettext_lazy("audience", "first")
        SECOND = 2, pgettext_lazy("audience", "second")
        WATCHED = 3, pgettext_lazy("audience", "watched")

    name = models.CharField(_("name"), max_length=120)
    who = models.TextField(_("who they are"), blank=True)
    needs = models.TextField(_("what they need"), blank=True)
    found_at = models.TextField(_("where they are found"), blank=True)
    size = models.PositiveBigIntegerField(_("how many they are"), null=True, blank=True)  # people, or organisations
    size_source = models.CharField(_("source of that number"), max_length=300, blank=True)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority.choices, default=Priority.SECOND)
    wished_share = models.DecimalField(
        _("share of effort wished"), max_digits=5, decimal_places=2, null=True, blank=True
    )  # percent of the department's effort; all of them together need not make 100
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AudienceQuerySet.as_manager()

    class Meta:
        ordering = ["priority", "name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                condition=Q(retired_at=None),
                name="one_audience_a_name",
                violation_error_message=_("An audience has this name."),
            ),
            models.CheckConstraint(
                condition=Q(wished_share=None) | Q(wished_share__gte=0, wished_share__lte=100),
                name="wished_share_is_a_percentage",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("objectives:audience", args=[self.pk])

    @classmethod
    def describe(cls, *, by, **fields) -> Audience:
        with transaction.atomic():
            made = cls(made_by=by, **fields)
            made.full_clean()
            made.save()
            record("objectives.audience_described", made, by=by)
        return made

    def retire(self, *, by) -> None:
        """Out of use: nothing new is aimed at it; what was keeps its name."""
        with transaction.atomic():
            self.retired_at = timezone.now()
            self.save(update_fields=["retired_at"])
            record("objectives.audience_retired", self, by=by)

    def bring_back(self, *, by) -> None:
        with transaction.atomic():
            if Audience.objects.in_use().filter(name__iexact=self.name).exists():
                raise Refused(_("Another audience has taken the name %(name)s.") % {"name": self.name})
            self.retired_at = None
            self.save(update_fields=["retired_at"])
            record("objectives.audience_brought_back", self, by=by)


class PersonaQuerySet(models.QuerySet):
    def visible_to(self, person) -> PersonaQuerySet:
        return self.filter(audience__in=Audience.objects.visible_to(person))

    def editable_by(self, person) -> PersonaQuerySet:
        return self.filter(audience__in=Audience.objects.editable_by(person))


class Persona(Revised):
    """One invented person of an audience. The face is drawn from `face`, a number; nobody's picture is used."""

    undone_by = "edit"

    audience = models.ForeignKey(Audience, models.CASCADE, related_name="personas")
    name = models.CharField(_("name"), max_length=80)
    role = models.CharField(_("what they do"), max_length=120, blank=True)
    says = models.CharField(_("what they would say"), max_length=300, blank=True)
    wants = models.TextField(_("what they want"), blank=True)
    fears = models.TextField(_("what holds them back"), blank=True)
    day = models.TextField(_("where one meets them"), blank=True)
    face = models.PositiveIntegerField(_("face"), default=1)

    objects = PersonaQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('objectives:audience', args=[self.audience_id])}#persona-{self.pk}"

    @classmethod
    def invent(cls, audience: Audience, *, by, **fields) -> Persona:
        with transaction.atomic():
            made = cls(audience=audience, **fields)
            made.full_clean()
            made.save()
            record("objectives.persona_invented", made, by=by, page=audience)
        return made

    def erase(self, *, by) -> None:
        with transaction.atomic():
            record("objectives.persona_erased", self.audience, by=by, name=self.name)
            self.delete()
