"""An agenda item: a point of a review, gathered by Régie or added by hand."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regie.journal.models import record
from regie.lib.refused import Refused


class ItemQuerySet(models.QuerySet):
    def on_agenda(self) -> ItemQuerySet:
        return self.filter(removed_at=None)

    def visible_to(self, person) -> ItemQuerySet:
        from regie.reviews.models.review import Review

        return self.filter(review__in=Review.objects.visible_to(person))

    def editable_by(self, person) -> ItemQuerySet:
        from regie.reviews.models.review import Review

        return self.filter(review__in=Review.objects.editable_by(person))


class Item(models.Model):
    class Kind(models.TextChoices):
        """Where a point comes from; in the order in which a fresh agenda takes them."""

        BREACH = "breach", gettext_lazy("breach")
        DRIVER = "driver", gettext_lazy("driver")
        DECISION = "decision", gettext_lazy("decision to look at again")
        FOLLOW_UP = "follow_up", gettext_lazy("late follow-up")
        MISSING = "missing", gettext_lazy("missing figure")
        METRIC = "metric", gettext_lazy("metric due")
        HAND = "hand", gettext_lazy("added by hand")

    review = models.ForeignKey("reviews.Review", models.CASCADE, related_name="items")
    kind = models.CharField(max_length=12)  # a higher room may bring its own
    key = models.CharField(max_length=120)  # what the point is about: gathering twice gives one row
    title = models.CharField(gettext_lazy("point"), max_length=200)
    why = models.CharField(gettext_lazy("why"), max_length=300, blank=True)
    facts = models.JSONField(default=dict)  # the words of title and why, so that each reader has them in their language
    minutes = models.PositiveSmallIntegerField(gettext_lazy("minutes"), default=5)
    order = models.PositiveIntegerField(default=0)
    subject_type = models.ForeignKey(ContentType, models.SET_NULL, null=True, blank=True, related_name="+")
    subject_id = models.CharField(max_length=40, blank=True)
    subject = GenericForeignKey("subject_type", "subject_id")
    touched = models.BooleanField(default=False)  # a person ordered, timed or renamed it: gathering leaves it
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    began_at = models.DateTimeField(null=True, blank=True)  # the clock runs since
    spent_seconds = models.PositiveIntegerField(default=0)  # before `began_at`
    done_at = models.DateTimeField(null=True, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "key"], name="one_item_a_review_and_key"),
            models.UniqueConstraint(fields=["review"], condition=Q(began_at__isnull=False), name="one_item_at_a_time"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def shown_title(self) -> str:
        """The title in the reader's language where Régie gave it."""
        from regie.reviews import sources

        return sources.say(self.facts.get("title_code", ""), self.facts) or self.title

    @property
    def shown_why(self) -> str:
        from regie.reviews import sources

        return sources.say(self.facts.get("why_code", ""), self.facts) or self.why

    @property
    def is_current(self) -> bool:
        return self.began_at is not None

    @property
    def seconds(self) -> int:
        running = int((timezone.now() - self.began_at).total_seconds()) if self.began_at else 0
        return self.spent_seconds + max(running, 0)

    @property
    def minutes_spent(self) -> int:
        return self.seconds // 60

    @property
    def is_over(self) -> bool:
        return self.seconds > self.minutes * 60

    @classmethod
    def add(cls, review, *, by, title: str, minutes: int = 5, why: str = "") -> Item:
        if review.closed_at:
            raise Refused(_("The review is closed. A lead can reopen it."))
        with transaction.atomic():
            last = review.items.aggregate(last=Max("order"))["last"] or 0
            item = cls.objects.create(
                review=review,
                kind=cls.Kind.HAND,
                key=f"hand:{uuid4()}",
                title=title,
                why=why,
                minutes=minutes,
                order=last + 1,
                added_by=by,
            )
            review.touch()
            record("reviews.item_added", item, by=by, page=review)
        return item

    @classmethod
    def put_in_order(cls, review, pks: list[int], *, by) -> None:
        """The order that a hand gave; points it did not name stay behind, as they were."""
        with transaction.atomic():
            items = {item.pk: item for item in review.items.on_agenda().select_for_update()}
            named = [items.pop(pk) for pk in pks if pk in items]
            for place, item in enumerate([*named, *items.values()], start=1):
                item.order, item.touched = place, item.touched or item in named
            cls.objects.bulk_update([*named, *items.values()], ["order", "touched"])
            review.touch()
            record("reviews.agenda_ordered", review, by=by)

    def shift(self, steps: int, *, by) -> None:
        pks = list(self.review.items.on_agenda().values_list("pk", flat=True))
        place = pks.index(self.pk)
        pks.insert(max(0, min(len(pks) - 1, place + steps)), pks.pop(place))
        Item.put_in_order(self.review, pks, by=by)

    def give(self, minutes: int, *, by, title: str | None = None) -> None:
        """So many minutes, and where wanted another title."""
        with transaction.atomic():
            changes: dict[str, list] = {"minutes": [self.minutes, minutes]}
            self.minutes, self.touched = minutes, True
            if title and title != self.title:
                changes["title"] = [self.title, title]
                self.title, self.facts = title, {}
            self.save(update_fields=["minutes", "touched", "title", "facts"])
            self.review.touch()
            record("reviews.item_edited", self, by=by, page=self.review, changes=changes)

    def remove(self, *, by) -> None:
        """Off the agenda, and it stays off: gathering does not bring it back."""
        with transaction.atomic():
            self._stop()
            self.removed_at, self.removed_by = timezone.now(), by
            self.save()
            self.review.touch()
            record("reviews.item_removed", self, by=by, page=self.review)

    def bring_back(self, *, by) -> None:
        with transaction.atomic():
            self.removed_at = self.removed_by = None
            self.save(update_fields=["removed_at", "removed_by"])
            self.review.touch()
            record("reviews.item_brought_back", self, by=by, page=self.review)

    def begin(self, *, by) -> None:
        """This point now; the one in hand stops and is done."""
        self.review.must_be_live()
        with transaction.atomic():
            for other in self.review.items.select_for_update().filter(began_at__isnull=False).exclude(pk=self.pk):
                other.finish(by=by)
            current = Item.objects.select_for_update(of=("self",)).get(pk=self.pk)
            if current.began_at is None:
                current.began_at, current.done_at = timezone.now(), None
                current.save(update_fields=["began_at", "done_at"])
            self.review.touch()
        self.refresh_from_db()

    def finish(self, *, by) -> None:
        with transaction.atomic():
            self._stop()
            self.done_at = timezone.now()
            self.save(update_fields=["began_at", "spent_seconds", "done_at"])
            self.review.touch()
            record("reviews.item_done", self, by=by, page=self.review, minutes=self.minutes_spent)

    def _stop(self) -> None:
        self.spent_seconds, self.began_at = self.seconds, None
