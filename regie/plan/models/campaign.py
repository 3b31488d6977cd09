"""A campaign: a planned effort towards objectives, for audiences, with a message, dates, people, money and targets."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.journal.models import Revised
from regie.plan.models.campaigning import Campaigning
from regie.plan.models.equipping import Equipping, Facing
from regie.plan.models.seeing import PlanQuerySet
from regie.plan.models.shifting import Shifting


class CampaignQuerySet(PlanQuerySet):
    def open(self) -> CampaignQuerySet:
        return self.exclude(status=Campaign.Status.ENDED)

    def running(self) -> CampaignQuerySet:
        return self.filter(status=Campaign.Status.RUNNING)

    def visible_to(self, person) -> CampaignQuerySet:
        """The team and the delegator; others those in whose team they stand."""
        if not person.is_authenticated:
            return self.none()
        if person.is_member or person.is_delegator:
            return self
        return self.filter(Q(owner=person) | Q(pk__in=Place.objects.filter(person=person).values("campaign")))

    def editable_by(self, person) -> CampaignQuerySet:
        return self if person.is_authenticated and person.is_member else self.none()


class Campaign(Campaigning, Shifting, Equipping, Revised):
    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("campaign", "in preparation")
        RUNNING = "running", pgettext_lazy("campaign", "running")
        PAUSED = "paused", pgettext_lazy("campaign", "paused")
        ENDED = "ended", pgettext_lazy("campaign", "ended")

    class Basis(models.TextChoices):
        CONSENT = "consent", pgettext_lazy("legal basis", "consent")
        CONTRACT = "contract", pgettext_lazy("legal basis", "contract")
        INTEREST = "interest", pgettext_lazy("legal basis", "legitimate interest")
        OBLIGATION = "obligation", pgettext_lazy("legal basis", "legal obligation")

    name = models.CharField(_("name"), max_length=120)  # the label that tasks, deliveries and objectives carry
    called = models.JSONField(_("its names in figures"), default=list, blank=True)  # values of the dimension “campaign”
    playbook = models.CharField(max_length=40, blank=True, editable=False)  # what it was made from
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="copies", editable=False)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.DRAFT, editable=False)
    message = models.TextField(_("message"), blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="campaigns", verbose_name=_("owner")
    )
    starts_on = models.DateField(_("beginning"), null=True, blank=True)
    ends_on = models.DateField(_("end"), null=True, blank=True)
    objectives = models.ManyToManyField(
        "objectives.Objective", blank=True, related_name="campaigns", verbose_name=_("objectives")
    )
    audiences = models.ManyToManyField("objectives.Audience", blank=True, related_name="campaigns", verbose_name=_("audiences"))
    countries = models.JSONField(_("countries"), default=list, blank=True)  # ISO 3166 codes where it is seen
    release = models.ForeignKey(
        "work.Delivery",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="campaigns",
        verbose_name=_("product release that it waits for"),
    )
    embargo_until = models.DateField(_("embargo until"), null=True, blank=True)
    uses_personal_data = models.BooleanField(_("uses personal data"), null=True, blank=True)  # None: nobody has said
    data_purpose = models.TextField(_("purpose of the personal data"), blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=10, choices=Basis.choices, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    launched_at = models.DateTimeField(null=True, blank=True, editable=False)  # first time
    launched_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    learnt = models.TextField(_("what was learnt"), blank=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"), name="one_campaign_a_name", violation_error_message=_("A campaign has this name.")
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="campaign_ends_after_it_begins",
                violation_error_message=_("The end must come after the beginning."),
            ),
            models.CheckConstraint(
                condition=Q(status="draft", launched_at=None) | ~Q(status="draft"), name="a_draft_was_not_launched"
            ),
            models.CheckConstraint(
                condition=Q(status="ended", ended_at__isnull=False) | ~Q(status="ended") & Q(ended_at=None),
                name="an_ended_campaign_says_when",
            ),
        ]
        indexes = [models.Index(fields=["status", "starts_on"], name="campaigns_by_status")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("plan:campaign", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status != self.Status.ENDED


class Place(models.Model):
    """Somebody's place in a campaign's team: a letter of RACI, by person or by role."""

    class Letter(models.TextChoices):
        RESPONSIBLE = "R", pgettext_lazy("RACI", "responsible")
        ACCOUNTABLE = "A", pgettext_lazy("RACI", "accountable")
        CONSULTED = "C", pgettext_lazy("RACI", "consulted")
        INFORMED = "I", pgettext_lazy("RACI", "informed")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="places")
    letter = models.CharField(max_length=1, choices=Letter.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    role = models.ForeignKey("people.Role", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("role"))

    class Meta:
        ordering = ["campaign", "letter", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, role__isnull=False) | Q(person__isnull=False, role=None), name="a_place_is_somebodys"
            ),
            models.UniqueConstraint(
                fields=["campaign"], condition=Q(letter="A"), name="one_accountable_a_campaign",
                violation_error_message=_("One person or role is accountable for a campaign."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.letter}: {self.person or self.role}"


class CampaignTarget(models.Model):
    """What the campaign is judged by: a metric, from where to where, for the campaign alone where figures name it."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="targets")
    metric = models.ForeignKey("metrics.Metric", models.CASCADE, related_name="campaign_targets", verbose_name=_("metric"))
    baseline = models.FloatField(pgettext_lazy("target", "from"), null=True, blank=True)  # in the metric's unit
    target = models.FloatField(pgettext_lazy("target", "to"))
    for_campaign = models.BooleanField(_("figures of this campaign alone"), default=True)
    is_total = models.BooleanField(_("counted together since the beginning"), default=False)  # else: the newest value

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["campaign", "metric"], name="one_target_a_metric_and_campaign")]

    def __str__(self) -> str:
        return f"{self.campaign}: {self.metric}"


class Risk(Facing, models.Model):
    """What may go wrong: a challenge of the charter, or words of one's own, and what is done about it."""

    class Level(models.IntegerChoices):
        LOW = 1, pgettext_lazy("risk", "low")
        MIDDLE = 2, pgettext_lazy("risk", "medium")
        HIGH = 3, pgettext_lazy("risk", "high")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="risks")
    challenge = models.ForeignKey("charter.Line", models.SET_NULL, null=True, blank=True, related_name="risks")
    text = models.CharField(_("risk"), max_length=400)
    likelihood = models.PositiveSmallIntegerField(_("likelihood"), choices=Level.choices, default=Level.MIDDLE)
    impact = models.PositiveSmallIntegerField(_("impact"), choices=Level.choices, default=Level.MIDDLE)
    answer = models.TextField(_("what we do about it"), blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    came_true_on = models.DateField(_("it happened on"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-impact", "-likelihood", "pk"]

    def __str__(self) -> str:
        return self.text


class Enclosed(models.Model):
    """A file kept with a campaign: a brief, a contract, a result."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="enclosed")
    file = models.ForeignKey("journal.File", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["campaign", "file"], name="a_file_once_in_a_campaign")]

    def __str__(self) -> str:
        return str(self.file)
