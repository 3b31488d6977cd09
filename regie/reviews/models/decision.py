"""A decision: proposed, gone round, settled; then looked at again with the metric before and after."""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regie.journal.models import Revised, record
from regie.lib.refused import Refused
from regie.lib.stems import folded
from regie.metrics import words as metric_words
from regie.metrics.models import Breach
from regie.reviews import readings
from regie.reviews.models.driver import Driver
from regie.reviews.models.presence import Presence
from regie.reviews.models.voice import Voice
from regie.ui import addresses


class DecisionQuerySet(models.QuerySet):
    def settled(self) -> DecisionQuerySet:
        return self.exclude(settled_at=None)

    def proposed(self) -> DecisionQuerySet:
        return self.filter(settled_at=None, withdrawn_at=None)

    def to_look_at_by(self, day) -> DecisionQuerySet:
        return self.settled().filter(look_again_on__lte=day)

    def visible_to(self, person) -> DecisionQuerySet:
        from regie.reviews.models.review import Review

        if person.is_member or person.is_delegator:
            return self
        return self.filter(Q(review__in=Review.objects.visible_to(person)) | Q(owner=person))

    def editable_by(self, person) -> DecisionQuerySet:
        from regie.reviews.models.review import Review

        return self.filter(review__in=Review.objects.editable_by(person))


class Decision(Revised):
    review = models.ForeignKey("reviews.Review", models.CASCADE, related_name="decisions")
    item = models.ForeignKey("reviews.Item", models.SET_NULL, null=True, blank=True, related_name="decisions")
    driver = models.ForeignKey("reviews.Driver", models.SET_NULL, null=True, blank=True, related_name="decisions")
    breach = models.ForeignKey("metrics.Breach", models.SET_NULL, null=True, blank=True, related_name="decisions")
    text = models.TextField(gettext_lazy("decision"))
    folded = models.TextField(blank=True, editable=False)  # its stems, for the search
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=gettext_lazy("owner"),
    )
    until = models.DateField(gettext_lazy("until"), null=True, blank=True)
    look_again_on = models.DateField(gettext_lazy("to look at again"), null=True, blank=True)
    metric = models.ForeignKey(
        "metrics.Metric", models.SET_NULL, null=True, blank=True, related_name="decisions", verbose_name=gettext_lazy("metric")
    )
    expects_at_most = models.BooleanField(default=True)  # else: at least
    expects = models.FloatField(gettext_lazy("expected value"), null=True, blank=True)
    expects_by = models.CharField(gettext_lazy("when"), max_length=80, blank=True)
    value_then = models.FloatField(null=True, blank=True)  # of the metric, when the decision was settled
    value_then_of = models.CharField(max_length=40, blank=True)  # the period of that value
    round = models.PositiveSmallIntegerField(default=1)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        indexes = [models.Index(fields=["look_again_on"], name="decision_to_look_at")]  # every agenda asks

    def __str__(self) -> str:
        return self.text[:120]

    def get_absolute_url(self) -> str:
        return addresses.numbered("reviews:decision", self.pk)

    def save(self, *args, **kwargs) -> None:
        self.folded = folded(self.text)
        super().save(*args, **kwargs)

    @property
    def is_open(self) -> bool:
        return self.settled_at is None and self.withdrawn_at is None

    @classmethod
    def propose(cls, review, text: str, *, by, item=None, **fields) -> Decision:
        """Put a proposal before those present; who proposes, consents."""
        review.must_be_live()
        with transaction.atomic():
            subject = item.subject if item else None
            if isinstance(subject, Driver):
                fields = {"driver": subject, "breach": subject.breach} | fields
            elif isinstance(subject, Breach):
                fields = {"driver": subject.drivers.first(), "breach": subject} | fields
            decision = cls.objects.create(review=review, item=item, text=text.strip(), proposed_by=by, **fields)
            Voice.objects.create(decision=decision, person=by, consents=True)
            review.touch()
            record("reviews.decision_proposed", decision, by=by)
        return decision

    @property
    def expectation(self) -> str:
        """What its metric should come to, in the reader's language: “Acquisition cost: €40.00 at most in December”."""
        if not self.metric_id:
            return ""
        if self.expects is None:
            said = str(self.metric)
        else:
            facts = {"metric": self.metric, "value": metric_words.value_of(self.metric, self.expects)}
            words = _("%(metric)s: %(value)s at most") if self.expects_at_most else _("%(metric)s: %(value)s at least")
            said = words % facts
        return f"{said} {self.expects_by}".strip()

    def voices_now(self):
        return self.voices.filter(round=self.round)

    def waiting_for(self) -> list:
        """Those present who have not spoken in this round."""
        spoken = set(self.voices_now().values_list("person", flat=True))
        here = Presence.objects.filter(review=self.review_id).here().select_related("person")
        return [presence.person for presence in here if presence.person_id not in spoken]

    def _must_be_open(self) -> None:
        if not self.is_open:
            raise Refused(_("This decision is no longer a proposal."))
        self.review.must_be_live()

    def consent(self, *, by) -> None:
        self._speak(by=by, consents=True)

    def object(self, reason: str, *, by) -> None:
        if not reason.strip():
            raise Refused(_("An objection needs its reason: say what harm the proposal would do."))
        self._speak(by=by, consents=False, reason=reason.strip())

    def _speak(self, *, by, consents: bool, reason: str = "") -> None:
        with transaction.atomic():
            current = Decision.objects.select_for_update(of=("self",)).get(pk=self.pk)
            current._must_be_open()
            Voice.objects.update_or_create(
                decision=current,
                person=by,
                round=current.round,
                defaults={"consents": consents, "reason": reason, "at": timezone.now()},
            )
            current.review.touch()
            record(
                "reviews.decision_consented" if consents else "reviews.decision_objected",
                current,
                by=by,
                reason=reason,
            )

    def integrate(self, voice: Voice, how: str, *, by, revision: int, text: str = "", **terms) -> None:
        """Say how an objection is met. Where the proposal's words or terms change, it goes round again."""
        if not how.strip():
            raise Refused(_("Say how the objection is met."))
        with transaction.atomic():
            self._must_be_open()
            changes = self.edit(by=by, revision=revision, text=text.strip() or self.text, **terms)
            Voice.objects.filter(pk=voice.pk, decision=self).update(met_at=timezone.now(), met_by=by, how_met=how.strip())
            record("reviews.objection_met", self, by=by, how=how.strip(), person=str(voice.person))
            if changes:
                self._next_round(by=by)
            else:
                # The words stand: only who objected speaks again, to the explanation.
                Voice.objects.filter(pk=voice.pk).update(round=self.round)
            self.review.touch()

    def amend(self, *, by, revision: int, **fields) -> None:
        """Change a proposal: those present speak again."""
        with transaction.atomic():
            self._must_be_open()
            if self.edit(by=by, revision=revision, **fields):
                self._next_round(by=by)
            self.review.touch()

    def _next_round(self, *, by) -> None:
        self.round += 1
        Decision.objects.filter(pk=self.pk).update(round=self.round)
        Voice.objects.create(decision=self, person=by, round=self.round, consents=True)

    def settle(self, *, by) -> None:
        """Nobody objects any more: the decision stands, and what it answers is closed by it."""
        from regie.reviews import adopting

        with transaction.atomic():
            current = Decision.objects.select_for_update(of=("self",)).get(pk=self.pk)
            current._must_be_open()
            if current.voices_now().filter(consents=False, met_at=None).exists():
                raise Refused(_("An objection is open: say how it is met before the decision is settled."))
            if waiting := current.waiting_for():
                names = ", ".join(str(person) for person in waiting)
                raise Refused(_("Those present have not all spoken: %(names)s.") % {"names": names})
            if current.owner_id is None:
                raise Refused(_("A decision needs an owner: choose who sees to it."))
            if current.look_again_on is None:
                raise Refused(_("A decision needs a date on which it is looked at again."))
            current.settled_at, current.settled_by = timezone.now(), by
            if current.metric_id:
                reading = readings.now(current.metric)
                current.value_then, current.value_then_of = reading.value, reading.period
            current.save()
            current.review.touch()
            record("reviews.decision_settled", current, by=by)
            adopting.adopt(current, by=by)
            if current.driver_id:
                current.driver.answer(current, by=by)
            if current.breach_id:
                readings.close_breach(current.breach, current, by=by)
        self.refresh_from_db()

    def withdraw(self, *, by, because: str = "") -> None:
        with transaction.atomic():
            self._must_be_open()
            self.withdrawn_at = timezone.now()
            self.save(update_fields=["withdrawn_at"])
            self.review.touch()
            record("reviews.decision_withdrawn", self, by=by, because=because)

    def look(self, verdict: str, *, by, review=None, note: str = "", again_on=None) -> Look:
        """Look at it again: did it help? A date keeps it on an agenda to come, none ends the watch."""
        if self.settled_at is None:
            raise Refused(_("Only a settled decision is looked at again."))
        with transaction.atomic():
            reading = readings.now(self.metric) if self.metric_id else readings.NOTHING
            look = Look.objects.create(
                decision=self,
                review=review,
                by=by,
                verdict=verdict,
                note=note.strip(),
                value=reading.value,
                value_of=reading.period,
            )
            self.edit(by=by, look_again_on=again_on)
            if review:
                review.touch()
            record("reviews.decision_looked_at", self, by=by, verdict=verdict, note=note.strip())
        return look


class Look(models.Model):
    class Verdict(models.TextChoices):
        HELPED = "helped", gettext_lazy("it helped")
        TOO_EARLY = "too_early", gettext_lazy("too early to say")
        DID_NOT_HELP = "did_not_help", gettext_lazy("it did not help")

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="looks")
    review = models.ForeignKey("reviews.Review", models.SET_NULL, null=True, blank=True, related_name="looks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    verdict = models.CharField(max_length=12, choices=Verdict.choices)
    note = models.TextField(blank=True)
    value = models.FloatField(null=True, blank=True)
    value_of = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.decision}: {self.get_verdict_display()}"
