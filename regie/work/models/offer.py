"""An offer: what other departments may ask for, from the charter's deliverables, and the questions it takes."""

from __future__ import annotations

import re
import secrets
from typing import Any

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from regie.journal.models import Revised, record
from regie.lib.refused import Refused
from regie.people.models import Holding, Person


class OfferQuerySet(models.QuerySet):
    def open(self) -> OfferQuerySet:
        return self.filter(closed_at=None, opened_at__isnull=False)

    def proposed(self) -> OfferQuerySet:
        """Taken from the charter, and not yet looked at by anybody."""
        return self.filter(opened_at=None, closed_at=None)

    def visible_to(self, person) -> OfferQuerySet:
        """Other departments see what is open to them; the team and the delegator all."""
        if person.is_member or person.is_delegator:
            return self
        return self.open() if person.is_authenticated and person.is_active else self.none()

    def editable_by(self, person) -> OfferQuerySet:
        return self if person.is_member else self.none()


class Offer(Revised):
    class Kind(models.TextChoices):
        """How a question is answered."""

        TEXT = "text", pgettext_lazy("question", "a line of text")
        LONG = "long", pgettext_lazy("question", "a longer text")
        DATE = "date", pgettext_lazy("question", "a date")
        CHOICE = "choice", pgettext_lazy("question", "one of a list")
        AMOUNT = "amount", pgettext_lazy("question", "an amount")
        FILE = "file", pgettext_lazy("question", "a file")

    name = models.CharField(gettext_lazy("name"), max_length=200)
    explanation = models.TextField(gettext_lazy("what one gets"), blank=True)
    deliverable = models.ForeignKey("charter.Deliverable", models.SET_NULL, null=True, blank=True, related_name="offers")
    workflow = models.ForeignKey("work.Workflow", models.SET_NULL, null=True, blank=True, related_name="offers")
    starts_by_itself = models.BooleanField(gettext_lazy("the workflow starts as soon as it is asked"), default=False)
    # [{"key", "label", "kind": text|long|date|choice|amount|file, "choices": [], "required": bool, "hint"}]
    questions = models.JSONField(gettext_lazy("questions"), default=list, blank=True)
    working_days = models.PositiveIntegerField(gettext_lazy("expected delay, working days"), null=True, blank=True)
    receiver = models.ForeignKey(
        "people.Role", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=gettext_lazy("who receives it")
    )
    opened_at = models.DateTimeField(null=True, blank=True, default=timezone.now)  # null: proposed from the charter
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def more(self) -> str:
        """What one gets, where that says more than its name."""
        return "" if self.explanation.strip(" .") == self.name.strip(" .") else self.explanation

    def get_absolute_url(self) -> str:
        return reverse("work:offer", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None

    @property
    def is_proposed(self) -> bool:
        return self.opened_at is None and self.closed_at is None

    @classmethod
    def make(cls, name: str, *, by, **fields: Any) -> Offer:
        with transaction.atomic():
            offer = cls(name=name.strip()[:200], **fields)
            offer.full_clean(exclude=["questions"])
            offer.save()
            record("work.offer_made", offer, by=by)
        return offer

    def open(self, *, by) -> None:
        """Other departments can ask for it from now on."""
        if not self.receivers():
            raise Refused(_("Nobody would receive what is asked: choose a role that somebody holds."))
        with transaction.atomic():
            if Offer.objects.exclude(opened_at__isnull=False, closed_at=None).filter(pk=self.pk).update(
                opened_at=timezone.now(), closed_at=None
            ):  # fmt: skip
                record("work.offer_opened", self, by=by)
        self.refresh_from_db()

    def close(self, *, by) -> None:
        """Nobody can ask for it any more; what was asked goes on."""
        with transaction.atomic():
            if Offer.objects.filter(pk=self.pk, closed_at=None).update(closed_at=timezone.now()):
                record("work.offer_closed", self, by=by)
        self.refresh_from_db()

    def receivers(self) -> list[Person]:
        """Who hears of what is asked: the holders of its role, else who answers for the deliverable, else the leads. Three queries."""
        roles = [self.receiver_id]
        if self.deliverable:
            if self.deliverable.owner and self.deliverable.owner.is_active and not self.receiver_id:
                return [self.deliverable.owner]
            roles.append(self.deliverable.owner_role_id)
        for role in filter(None, roles):
            held = Holding.objects.current().filter(role=role, person__left_at=None).select_related("person")
            if people := [holding.person for holding in held]:
                return people
        return list(Person.objects.leads())


def clean_questions(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Questions in the form in which an offer keeps them: each with a key of its own that stays when its words change."""
    kept: list[dict[str, Any]] = []
    for row in rows:
        label = str(row.get("label") or "").strip()[:200]
        if not label:
            continue
        key = str(row.get("key") or "") or f"q{secrets.token_hex(4)}"
        if any(each["key"] == key for each in kept):
            continue
        kind = row.get("kind") if row.get("kind") in Offer.Kind.values else "text"
        choices = row.get("choices") or []
        if isinstance(choices, str):
            choices = [part.strip()[:120] for part in re.split(r"[\n;]", choices)]
        kept.append(
            {
                "key": key,
                "label": label,
                "kind": kind,
                "choices": [str(each) for each in choices if str(each).strip()][:40] if kind == "choice" else [],
                "required": bool(row.get("required")),
                "hint": str(row.get("hint") or "").strip()[:300],
            }
        )
    return kept[:40]
