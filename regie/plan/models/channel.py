"""A channel: a medium that carries the message; and how well it suits an audience."""

from __future__ import annotations

from typing import Any

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
from regie.lib.text import plain
from regie.plan.models.seeing import InUseQuerySet, PlanQuerySet


class Channel(Revised):
    """`key` marks those that are there from the start: their name is in the reader's language until somebody writes another."""

    undone_by = "edit"

    class Push(models.TextChoices):
        PUSH = "push", pgettext_lazy("channel", "push: it comes to people")
        PULL = "pull", pgettext_lazy("channel", "pull: people come to it")

    class Place(models.TextChoices):
        ONLINE = "online", pgettext_lazy("channel", "online")
        OFFLINE = "offline", pgettext_lazy("channel", "offline")

    class Breadth(models.TextChoices):
        ONE = "one", pgettext_lazy("channel", "one to one")
        MANY = "many", pgettext_lazy("channel", "one to many")

    class Ownership(models.TextChoices):
        PAID = "paid", pgettext_lazy("channel", "paid")
        OWNED = "owned", pgettext_lazy("channel", "owned")
        EARNED = "earned", pgettext_lazy("channel", "earned")

    class Cost(models.TextChoices):
        FREE = "free", pgettext_lazy("cost", "working time only")
        FIXED = "fixed", pgettext_lazy("cost", "fixed price")
        INSERTION = "insertion", pgettext_lazy("cost", "per insertion")
        THOUSAND = "cpm", pgettext_lazy("cost", "per thousand contacts")
        CLICK = "cpc", pgettext_lazy("cost", "per click")
        ACTION = "cpa", pgettext_lazy("cost", "per lead or sale")
        SHARE = "share", pgettext_lazy("cost", "share of sales")
        SUBSCRIPTION = "subscription", pgettext_lazy("cost", "subscription")

    key = models.SlugField(max_length=40, null=True, blank=True, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120, blank=True)
    push = models.CharField(_("push or pull"), max_length=4, choices=Push.choices)
    place = models.CharField(_("online or offline"), max_length=7, choices=Place.choices)
    breadth = models.CharField(_("one to one or one to many"), max_length=4, choices=Breadth.choices)
    ownership = models.CharField(_("paid, owned or earned"), max_length=6, choices=Ownership.choices)
    cost = models.CharField(_("what it is paid by"), max_length=12, choices=Cost.choices, default=Cost.FIXED)
    lead_days = models.PositiveSmallIntegerField(_("lead time, in working days"), null=True, blank=True)
    role = models.ForeignKey(
        "people.Role", models.SET_NULL, null=True, blank=True, related_name="channels", verbose_name=_("who holds it")
    )
    metric = models.ForeignKey(
        "metrics.Metric", models.SET_NULL, null=True, blank=True, related_name="channels", verbose_name=_("measured by")
    )
    called = models.JSONField(_("its names in figures"), default=list, blank=True)  # values of the dimension “channel”
    icon = models.CharField(max_length=30, default="megaphone", editable=False)
    note = models.TextField(_("what to know"), blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = InUseQuerySet.as_manager()

    class Meta:
        ordering = ["ownership", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                condition=Q(retired_at=None) & ~Q(name=""),
                name="one_channel_a_name",
                violation_error_message=_("A channel has this name."),
            ),
            models.CheckConstraint(condition=Q(key__isnull=False) | ~Q(name=""), name="a_channel_has_a_name"),
        ]

    def __str__(self) -> str:
        from regie.plan.known_channels import NAMES  # words of the channels that are there from the start

        return self.name or str(NAMES.get(self.key or "", self.key or ""))

    def get_absolute_url(self) -> str:
        return reverse("plan:channel", args=[self.pk])

    @property
    def sorted_by(self) -> str:
        return plain(str(self))

    @property
    def nature(self) -> str:
        """Push or pull, where, to how many; in a line."""
        from regie.plan.known_channels import BRIEF

        return ", ".join((str(BRIEF[self.push]), self.get_place_display(), self.get_breadth_display()))

    @classmethod
    def describe(cls, *, by, **fields) -> Channel:
        with transaction.atomic():
            made = cls(**fields)
            made.full_clean()
            made.save()
            record("plan.channel_described", made, by=by)
        return made

    def retire(self, *, by) -> None:
        """Out of use: nothing new goes through it; what went keeps its name."""
        with transaction.atomic():
            self.retired_at = timezone.now()
            self.save(update_fields=["retired_at"])
            record("plan.channel_retired", self, by=by)

    def bring_back(self, *, by) -> None:
        with transaction.atomic():
            if self.name and Channel.objects.in_use().filter(name__iexact=self.name).exists():
                raise Refused(_("Another channel has taken the name %(name)s.") % {"name": self.name})
            self.retired_at = None
            self.save(update_fields=["retired_at"])
            record("plan.channel_brought_back", self, by=by)


class AffinityQuerySet(PlanQuerySet):
    pass


class Affinity(models.Model):
    """How well a channel suits an audience, as somebody judged it; what figures say of it is computed beside."""

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="affinities")
    audience = models.ForeignKey("objectives.Audience", models.CASCADE, related_name="affinities")

    class Degree(models.IntegerChoices):
        NONE = 0, pgettext_lazy("affinity", "none")
        WEAK = 1, pgettext_lazy("affinity", "weak")
        MIDDLE = 2, pgettext_lazy("affinity", "middling")
        STRONG = 3, pgettext_lazy("affinity", "strong")
        BEST = 4, pgettext_lazy("affinity", "very strong")

    judged = models.PositiveSmallIntegerField(_("affinity"), choices=Degree.choices)
    because = models.CharField(_("because"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = AffinityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "audience"], name="one_affinity_a_channel_and_audience"),
            models.CheckConstraint(condition=Q(judged__gte=0, judged__lte=4), name="affinity_from_0_to_4"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} × {self.audience}: {self.judged}"

    @classmethod
    def judge(
        cls, channel: Channel, audience: Any, degree: int | None, *, by, because: str = "", at: Any = None
    ) -> Affinity | None:
        """What somebody thinks of it now; None takes the judgement back. The same again changes nothing."""
        with transaction.atomic():
            Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)  # two persons at once: one row
            stands = cls.objects.filter(channel=channel, audience=audience).first()
            facts = {"audience": str(audience), "key": audience.pk}
            if degree is None:
                if stands:
                    stands.delete()
                    record("plan.affinity_taken_back", channel, by=by, **facts)
                return None
            if stands and (stands.judged, stands.because) == (degree, because):
                return stands
            made = stands or cls(channel=channel, audience=audience)
            made.judged, made.because, made.by, made.at = degree, because, by, at or timezone.now()
            made.full_clean()
            made.save()
            record("plan.affinity_judged", channel, by=by, degree=degree, because=because, **facts)
        return made
