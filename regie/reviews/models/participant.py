"""A participant: a person, a role or a domain that a series or a single review invites, or plain words still to be resolved."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone


class ParticipantQuerySet(models.QuerySet):
    def inviting(self, person) -> ParticipantQuerySet:
        """The rows that invite that person: by name, by a role they hold today, or through their domain."""
        today = timezone.localdate()
        roles = person.holdings.filter(since__lte=today).filter(Q(until=None) | Q(until__gte=today)).values("role")
        reached = Q(person=person) | Q(role__in=roles)
        if person.domain_id:
            reached |= Q(domain=person.domain_id)
        return self.filter(reached)

    def unresolved(self) -> ParticipantQuerySet:
        return self.filter(person=None, role=None, domain=None)


class Participant(models.Model):
    series = models.ForeignKey("reviews.Series", models.CASCADE, null=True, blank=True, related_name="participants")
    review = models.ForeignKey("reviews.Review", models.CASCADE, null=True, blank=True, related_name="participants")
    person = models.ForeignKey("people.Person", models.CASCADE, null=True, blank=True, related_name="+")
    role = models.ForeignKey("people.Role", models.CASCADE, null=True, blank=True, related_name="+")
    domain = models.ForeignKey("people.Domain", models.CASCADE, null=True, blank=True, related_name="+")
    words = models.CharField(max_length=300, blank=True)  # as the charter says it; kept when resolved
    from_charter = models.BooleanField(default=False)
    is_only_told = models.BooleanField(default=False)  # gets the minutes, does not sit in

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(series__isnull=False, review=None) | Q(series=None, review__isnull=False),
                name="participant_of_a_series_or_of_a_review",
            ),
            models.UniqueConstraint(fields=["series", "person"], condition=Q(person__isnull=False), name="one_person_a_series"),
            models.UniqueConstraint(fields=["review", "person"], condition=Q(person__isnull=False), name="one_person_a_review"),
        ]

    def __str__(self) -> str:
        return str(self.person or self.role or self.domain or self.words)

    @property
    def is_resolved(self) -> bool:
        return bool(self.person_id or self.role_id or self.domain_id)

    @property
    def named(self) -> str:
        """A role or a domain with the words that the charter uses for it."""
        return str(self)
