"""An activity: one piece of a campaign in one channel, for one audience; contents with targets, and the event it may be."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.journal.models import Revised
from regie.plan.models.marking import Marking
from regie.plan.models.publishing import Holding, Publishing
from regie.plan.models.scheduling import Scheduling
from regie.plan.models.seeing import PlanQuerySet


class ActivityQuerySet(PlanQuerySet):
    def open(self) -> ActivityQuerySet:
        return self.filter(status__in=[Activity.Status.PLANNED, Activity.Status.LIVE])

    def between(self, first, last) -> ActivityQuerySet:
        """Those of which a day lies in the period, both ends included."""
        return self.filter(starts_on__lte=last).filter(Q(ends_on__gte=first) | Q(ends_on=None, starts_on__gte=first))

    def visible_to(self, person) -> ActivityQuerySet:
        from regie.plan.models.campaign import Campaign

        if person.is_authenticated and (person.is_member or person.is_delegator):
            return self
        return self.filter(campaign__in=Campaign.objects.visible_to(person))


class Activity(Scheduling, Revised):
    class Status(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("activity", "planned")
        LIVE = "live", pgettext_lazy("activity", "live")
        DONE = "done", pgettext_lazy("activity", "done")
        DROPPED = "dropped", pgettext_lazy("activity", "dropped")

    campaign = models.ForeignKey("plan.Campaign", models.CASCADE, related_name="activities", verbose_name=_("campaign"))
    name = models.CharField(_("name"), max_length=200)
    channel = models.ForeignKey("plan.Channel", models.PROTECT, related_name="activities", verbose_name=_("channel"))
    audience = models.ForeignKey(
        "objectives.Audience", models.SET_NULL, null=True, blank=True, related_name="activities", verbose_name=_("audience")
    )
    objective = models.ForeignKey(
        "objectives.Objective", models.SET_NULL, null=True, blank=True, related_name="activities", verbose_name=_("objective")
    )
    status = models.CharField(max_length=7, choices=Status.choices, default=Status.PLANNED, editable=False)
    starts_on = models.DateField(_("beginning"), null=True, blank=True)  # the day it is seen by the audience
    ends_on = models.DateField(_("end"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="activities", verbose_name=_("owner")
    )
    content_type = models.CharField(_("kind of content"), max_length=40, blank=True)  # a key of plan.gates.content_types
    release = models.ForeignKey(
        "work.Delivery", models.SET_NULL, null=True, blank=True, related_name="activities", verbose_name=_("waits for")
    )
    workflow = models.ForeignKey(
        "work.Workflow", models.SET_NULL, null=True, blank=True, related_name="activities", verbose_name=_("workflow")
    )
    run = models.OneToOneField("work.Run", models.SET_NULL, null=True, blank=True, related_name="activity", editable=False)
    estimate = models.DecimalField(_("estimated work, in hours"), max_digits=8, decimal_places=2, null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    result = models.TextField(_("result"), blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    began_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    after: models.ManyToManyField = models.ManyToManyField(
        "self", through="plan.After", symmetrical=False, related_name="before", verbose_name=_("comes after")
    )

    tasks = models.ManyToManyField("work.Task", blank=True, related_name="activities", editable=False)  # besides its run's

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        verbose_name_plural = "activities"
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="activity_ends_after_it_begins",
                violation_error_message=_("The end must come after the beginning."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["planned", "live"], closed_at=None)
                | Q(status__in=["done", "dropped"], closed_at__isnull=False),
                name="a_closed_activity_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["starts_on", "ends_on"], name="activities_by_day"),  # calendar and timeline
            models.Index(fields=["objective", "audience"], name="activities_of_a_cell"),  # the matrix
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("plan:activity", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status in (self.Status.PLANNED, self.Status.LIVE)


class After(models.Model):
    """`later` begins once `earlier` has ended, so many days after."""

    earlier = models.ForeignKey(Activity, models.CASCADE, related_name="followed_by")
    later = models.ForeignKey(Activity, models.CASCADE, related_name="waits_on")
    days = models.SmallIntegerField(default=1)  # from the end of the one to the beginning of the other

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="one_wait_a_pair_of_activities"),
            models.CheckConstraint(condition=~Q(earlier=F("later")), name="an_activity_does_not_wait_for_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.earlier} → {self.later}"


class Piece(Publishing, models.Model):
    """One content of an activity: a post, an article, a film, with targets of its own."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="pieces")
    title = models.CharField(_("title"), max_length=300)
    goes_out_on = models.DateField(_("goes out on"), null=True, blank=True)
    content = models.ForeignKey("work.Content", models.SET_NULL, null=True, blank=True, related_name="pieces")
    address = models.URLField(_("address"), max_length=500, blank=True)

    class Meta:
        ordering = ["goes_out_on", "pk"]

    def __str__(self) -> str:
        return self.title


class PieceTarget(models.Model):
    """What a content is to bring, and what it brought: views, shares, leads."""

    class Of(models.TextChoices):
        VIEWS = "views", pgettext_lazy("target of a content", "views")
        READS = "reads", pgettext_lazy("target of a content", "full reads")
        CLICKS = "clicks", pgettext_lazy("target of a content", "clicks")
        SHARES = "shares", pgettext_lazy("target of a content", "shares")
        COMMENTS = "comments", pgettext_lazy("target of a content", "comments")
        LEADS = "leads", pgettext_lazy("target of a content", "leads")
        SALES = "sales", pgettext_lazy("target of a content", "sales")

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="targets")
    of = models.CharField(_("what is counted"), max_length=10, choices=Of.choices)
    target = models.PositiveIntegerField(_("target"))
    reached = models.PositiveIntegerField(_("reached"), null=True, blank=True)
    reached_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["piece", "of"], name="one_target_a_content_and_count")]

    def __str__(self) -> str:
        return f"{self.piece}: {self.get_of_display()}"


class Event(Holding, models.Model):
    """The event that an activity is: when, where, who was asked and who came."""

    activity = models.OneToOneField(Activity, models.CASCADE, related_name="event")
    begins_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    address = models.URLField(_("online address"), max_length=500, blank=True)
    invited = models.PositiveIntegerField(_("people invited"), null=True, blank=True)
    registered = models.PositiveIntegerField(_("people registered"), null=True, blank=True)
    attended = models.PositiveIntegerField(_("people who came"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("begins_at")),
                name="event_ends_after_it_begins",
                violation_error_message=_("The end must come after the beginning."),
            ),
            models.CheckConstraint(
                condition=~Q(place="", address=""),
                name="event_takes_place_somewhere",
                violation_error_message=_("Say where it takes place, or its online address."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.activity)


class Milestone(Marking, Revised):
    """A dated thing that is not an activity: an embargo that ends, a product release, a fair, a holiday of customers."""

    undone_by = "edit"

    class Kind(models.TextChoices):
        RELEASE = "release", pgettext_lazy("milestone", "product release")
        EMBARGO = "embargo", pgettext_lazy("milestone", "end of an embargo")
        MARKET = "market", pgettext_lazy("milestone", "date of the market")
        OTHER = "other", pgettext_lazy("milestone", "other date")

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.OTHER)
    on = models.DateField(_("day"))
    until = models.DateField(_("last day"), null=True, blank=True)
    campaign = models.ForeignKey("plan.Campaign", models.CASCADE, null=True, blank=True, related_name="milestones")

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("on")), name="milestone_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return self.name
