"""A review: one meeting, of a series or called for itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regie.journal.models import record
from regie.lib.refused import Refused
from regie.reviews.models.series import Series
from regie.ui.addresses import numbered

UNSETTLED = ("unsettled_at", "last_told", "sequence")


class ReviewQuerySet(models.QuerySet):
    def visible_to(self, person) -> ReviewQuerySet:
        """The team and the delegator see all; other departments what they are invited to."""
        return self if person.is_member or person.is_delegator else self.inviting(person)

    def editable_by(self, person) -> ReviewQuerySet:
        """Who writes minutes, votes and rates: the team, and whoever takes part."""
        return self if person.is_member else self.inviting(person)

    def inviting(self, person) -> ReviewQuerySet:
        from regie.reviews.models.participant import Participant

        if not (person.is_authenticated and person.is_active):
            return self.none()
        rows = Participant.objects.inviting(person)
        return self.filter(
            Q(series__in=rows.exclude(series=None).values("series"))
            | Q(pk__in=rows.exclude(review=None).values("review"))
            | Q(presences__person=person)
        ).distinct()

    def coming(self) -> ReviewQuerySet:
        """Neither begun, nor cancelled, nor past."""
        return self.filter(started_at=None, cancelled_at=None, starts_at__gte=timezone.now())

    def standing(self) -> ReviewQuerySet:
        return self.filter(cancelled_at=None)

    def closed(self) -> ReviewQuerySet:
        return self.exclude(closed_at=None)

    def in_session(self) -> ReviewQuerySet:
        return self.exclude(started_at=None).filter(closed_at=None)

    def untouched(self) -> ReviewQuerySet:
        """Nobody wrote a point, a word or a driver for it."""
        from regie.reviews.models.item import Item

        by_people = Item.objects.filter(Q(kind=Item.Kind.HAND) | Q(touched=True)).values("review")
        return self.filter(started_at=None, minutes_rows=None, decisions=None, follow_ups=None).exclude(pk__in=by_people)


class Review(models.Model):
    series = models.ForeignKey(Series, models.CASCADE, null=True, blank=True, related_name="reviews")
    original_date = models.DateField(
        null=True, blank=True
    )  # the rule's day, which identifies the occurrence; None: called for itself
    name = models.CharField(gettext_lazy("name"), max_length=200)
    starts_at = models.DateTimeField(gettext_lazy("begins"))
    minutes = models.PositiveSmallIntegerField(gettext_lazy("length in minutes"), default=60)
    time_zone = models.CharField(max_length=64, default="Europe/Paris")
    location = models.CharField(gettext_lazy("place"), max_length=200, blank=True)
    link = models.URLField(gettext_lazy("link to the call"), blank=True)
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    driver = models.ForeignKey("reviews.Driver", models.SET_NULL, null=True, blank=True, related_name="called_reviews")
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    moved_at = models.DateTimeField(null=True, blank=True)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    cancelled_because = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    collected_at = models.DateTimeField(null=True, blank=True)
    unsettled_at = models.DateTimeField(
        null=True, blank=True
    )  # its date changed: `announcing` tells it once it has stood a while
    last_told = models.JSONField(default=dict, blank=True)  # what those invited knew before that change
    pulse = models.PositiveIntegerField(default=0, editable=False)  # grows with every word: what the live page compares

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["series", "original_date"], name="one_review_a_series_and_date"),
            models.CheckConstraint(condition=Q(closed_at=None) | Q(started_at__isnull=False), name="a_closed_review_was_held"),
        ]
        indexes = [models.Index(fields=["starts_at"], name="review_by_moment")]  # calendar, next and past reviews

    def __str__(self) -> str:
        return self.name  # without its day: a name is kept by the journal, a day is written in the reader's language

    def get_absolute_url(self) -> str:
        return numbered("reviews:review", self.pk)

    @classmethod
    def of_series(cls, series: Series, day: date, country: str) -> Review:
        review = cls(series=series, original_date=day)
        review.take_from(series, country)
        return review

    def take_from(self, series: Series, country: str) -> None:
        self.name, self.minutes, self.time_zone = series.name, series.minutes_max, series.time_zone
        self.location, self.link = series.location, series.link
        if self.original_date:
            self.starts_at = series.moment_on(self.original_date, country)

    @property
    def day(self) -> date:
        """The day as the people of the review count it."""
        return self.local_start.date()

    @property
    def local_start(self) -> datetime:
        return self.starts_at.astimezone(ZoneInfo(self.time_zone))

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def gave_way(self) -> bool:
        """Régie moved it off a rest day."""
        return bool(self.original_date and not self.moved_at and self.day != self.original_date)

    @property
    def is_live(self) -> bool:
        return bool(self.started_at and not self.closed_at)

    @property
    def is_held(self) -> bool:
        return self.closed_at is not None

    @property
    def is_late(self) -> bool:
        """Its time is over and nobody began it."""
        return not self.started_at and not self.cancelled_at and self.ends_at < timezone.now()

    def touch(self) -> None:
        """Everybody who looks at the live page gets the new state at their next beat."""
        Review.objects.filter(pk=self.pk).update(pulse=F("pulse") + 1)

    def _unsettle(self) -> None:
        """Before a change of date: remember what those invited know, and begin to wait."""
        if self.unsettled_at is None:
            self.last_told = {"cancelled": bool(self.cancelled_at), "starts_at": self.starts_at.isoformat()}
        self.unsettled_at = timezone.now()
        self.sequence += 1

    def persons(self, *, told: bool = False):
        """Who is invited, today's holders of its roles and people of its domains included; `told`: those too who only get the minutes."""
        from regie.people.models import Person
        from regie.reviews.models.participant import Participant

        rows = Participant.objects.filter(Q(review=self) | (Q(series=self.series_id) if self.series_id else Q(pk=None)))
        if not told:
            rows = rows.filter(is_only_told=False)
        today = timezone.localdate()
        return (
            Person.objects.active()
            .filter(
                Q(pk__in=rows.values("person"))
                | Q(domain__in=rows.values("domain"))
                | Q(holdings__role__in=rows.values("role"), holdings__since__lte=today, holdings__until=None)
                | Q(holdings__role__in=rows.values("role"), holdings__since__lte=today, holdings__until__gte=today)
            )
            .distinct()
        )

    def expected(self):
        """Who should sit in: those invited, or the team where nobody is invited by name."""
        from regie.people.models import Person

        invited = self.persons()
        team = Person.Standing.LEAD, Person.Standing.MEMBER
        return invited if invited.exists() else Person.objects.active().filter(standing__in=team)

    @classmethod
    def call(
        cls, *, by, name: str, starts_at: datetime, minutes: int, time_zone: str, driver=None, location="", link="", persons=()
    ) -> Review:
        """Call a review for itself, outside any series; a driver that calls it is its first point."""
        from regie.reviews.models.participant import Participant

        with transaction.atomic():
            review = cls.objects.create(
                name=name,
                starts_at=starts_at,
                minutes=minutes,
                time_zone=time_zone,
                location=location,
                link=link,
                called_by=by,
                driver=driver,
            )
            invited = {person.pk: person for person in (by, *persons) if person is not None}
            Participant.objects.bulk_create([Participant(review=review, person=person) for person in invited.values()])
            if driver is not None:
                driver.take_up(review, by=by)
            record("reviews.review_called", review, by=by, day=review.day.isoformat())
        return review

    def move(self, starts_at: datetime, *, by, minutes: int | None = None) -> None:
        """Hold this one at another moment; its series stays as it is."""
        self._must_be_to_come()
        with transaction.atomic():
            old = self.starts_at
            self._unsettle()
            self.starts_at, self.minutes = starts_at, minutes or self.minutes
            self.moved_at, self.moved_by = timezone.now(), by
            self.save(update_fields=["starts_at", "minutes", "moved_at", "moved_by", *UNSETTLED])
            record("reviews.review_moved", self, by=by, day=self.day.isoformat(), changes={"starts_at": [old, starts_at]})

    def put_back(self, *, by) -> None:
        """Undo a move: back to the day of its series."""
        self._must_be_to_come()
        if not (self.moved_at and self.series_id and self.original_date):
            raise Refused(_("This review stands on its own date already."))
        with transaction.atomic():
            old = self.starts_at
            self._unsettle()
            self.moved_at = self.moved_by = None
            self.take_from(self.series, self.series.country)
            self.save()
            record("reviews.review_moved", self, by=by, day=self.day.isoformat(), changes={"starts_at": [old, self.starts_at]})

    def cancel(self, *, by, because: str = "") -> None:
        self._must_be_to_come()
        with transaction.atomic():
            self._unsettle()
            self.cancelled_at, self.cancelled_by, self.cancelled_because = timezone.now(), by, because
            self.save(update_fields=["cancelled_at", "cancelled_by", "cancelled_because", *UNSETTLED])
            self._renew_series()
            record("reviews.review_cancelled", self, by=by, day=self.day.isoformat(), because=because)

    def restore(self, *, by) -> None:
        """Take a cancellation back."""
        if not self.cancelled_at:
            raise Refused(_("This review is not cancelled."))
        with transaction.atomic():
            self._unsettle()
            self.cancelled_at, self.cancelled_by, self.cancelled_because = None, None, ""
            self.save(update_fields=["cancelled_at", "cancelled_by", "cancelled_because", *UNSETTLED])
            self._renew_series()
            record("reviews.review_restored", self, by=by, day=self.day.isoformat())

    def _renew_series(self) -> None:
        """The days left out stand on the series in calendars: these read it again when its sequence grows."""
        if self.series_id:
            Series.objects.filter(pk=self.series_id).update(sequence=F("sequence") + 1)

    def _must_be_to_come(self) -> None:
        if self.started_at:
            raise Refused(_("This review has begun: its date can no longer change."))
        if self.cancelled_at:
            raise Refused(_("This review is cancelled. Restore it first."))

    def start(self, *, by) -> None:
        """Begin: the agenda is gathered a last time, and whoever begins is here."""
        from regie.reviews.agenda import gather
        from regie.reviews.models.presence import Presence

        if self.cancelled_at:
            raise Refused(_("This review is cancelled. Restore it first."))
        with transaction.atomic():
            current = Review.objects.select_for_update(of=("self",)).get(pk=self.pk)
            if not current.started_at:  # two people press at once: the first begins, the second joins
                gather(current)
                current.started_at, current.started_by = timezone.now(), by
                current.save(update_fields=["started_at", "started_by"])
                record("reviews.review_started", current, by=by, day=current.day.isoformat())
            Presence.arrive(current, by)
            current.touch()
        self.refresh_from_db()

    def close(self, *, by) -> None:
        """End the review: open timers stop, drafts become minutes, copies go to all who should know."""
        from regie.reviews.closing import close

        close(self, by=by)

    def reopen(self, *, by, because: str = "") -> None:
        if not by.is_lead:
            raise Refused(_("Only a lead reopens a closed review."))
        if not self.closed_at:
            raise Refused(_("This review is still open."))
        with transaction.atomic():
            self.closed_at = self.closed_by = None
            self.save(update_fields=["closed_at", "closed_by"])
            self.copies.filter(sent_at=None).delete()  # closed again, it sends the corrected ones
            self.touch()
            record("reviews.review_reopened", self, by=by, day=self.day.isoformat(), because=because)

    def must_be_live(self) -> None:
        if not self.started_at:
            raise Refused(_("The review has not begun yet. Begin it first."))
        if self.closed_at:
            raise Refused(_("The review is closed. A lead can reopen it."))
