"""A version of a charter: proposed, consented to, in force, replaced."""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regie.charter.models.charter import Charter, Line
from regie.charter.models.wording import Wording
from regie.journal.models import record


class NotProposed(Exception):
    """The version is no longer proposed: it was consented to, replaced or withdrawn in the meantime."""


class VersionQuerySet(models.QuerySet):
    def visible_to(self, person) -> VersionQuerySet:
        """The team and the delegator read all; other departments what is or was in force."""
        if not (person.is_authenticated and person.is_active):
            return self.none()
        if person.is_member or person.is_delegator:
            return self
        return self.filter(state__in=["in_force", "replaced"])

    def editable_by(self, person) -> VersionQuerySet:
        return self.filter(state="proposed") if person.is_member else self.none()


class Version(models.Model):
    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        IN_FORCE = "in_force", _("in force")
        REPLACED = "replaced", _("replaced")
        WITHDRAWN = "withdrawn", _("withdrawn")

    charter = models.ForeignKey(Charter, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    updated_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    amended_at = models.DateTimeField(default=timezone.now)
    in_force_at = models.DateTimeField(null=True, blank=True)
    grown = models.JSONField(default=list)  # what it became, for the page that says so

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["charter", "number"], name="one_version_a_number"),
            models.UniqueConstraint(fields=["charter"], condition=Q(state="in_force"), name="one_version_in_force"),
            models.UniqueConstraint(fields=["charter"], condition=Q(state="proposed"), name="one_version_proposed"),
        ]

    def __str__(self) -> str:
        return gettext("Charter of %(domain)s, version %(number)d") % {"domain": self.charter, "number": self.number}

    @classmethod
    def propose(cls, charter: Charter, *, by, language: str, updated_on=None) -> Version:
        """A new, empty version; one that was proposed before is withdrawn, and the journal says so."""
        with transaction.atomic():
            Charter.objects.select_for_update().get(pk=charter.pk)
            earlier = charter.proposed()
            if earlier:
                earlier.withdraw(by=by)
            last = charter.versions.aggregate(last=models.Max("number"))["last"] or 0
            version = cls.objects.create(charter=charter, number=last + 1, language=language, updated_on=updated_on, made_by=by)
            record("charter.version_proposed", version, by=by, page=charter, number=version.number)
        return version

    def propose_copy(self, *, by) -> Version:
        """A proposal that says what this version says, to be changed line by line."""
        with transaction.atomic():
            copy = Version.propose(self.charter, by=by, language=self.language, updated_on=timezone.localdate())
            Wording.objects.bulk_create(
                Wording(version=copy, line_id=each.line_id, section=each.section, order=each.order, text=each.text,
                        data=each.data, is_note=each.is_note, revision=each.revision)
                for each in self.wordings.all()
            )  # fmt: skip
            for each in self.named.all():
                each.pk, each.version = None, copy
                each.save(force_insert=True)
        return copy

    def add_line(self, section: str, text: str, *, by, data: dict | None = None, is_note: bool = False) -> Wording:
        """A new line at the end of its section; on a version in force a proposal is opened first."""
        with transaction.atomic():
            version = self if self.state == self.State.PROPOSED else self.charter.proposed() or self.propose_copy(by=by)
            line = Line.objects.create(charter=self.charter, section=section)
            last = version.wordings.filter(section=section).aggregate(last=models.Max("order"))["last"]
            wording = Wording.objects.create(
                version=version, line=line, section=section, order=0 if last is None else last + 1, text=text,
                data={**(data or {}), "text": text, "section": section}, is_note=is_note,
            )  # fmt: skip
            record("charter.line_added", wording, by=by, page=self.charter, text=text)
            version.amended(by=by)
        return wording

    def put_back(self, line: Line, *, by) -> Wording:
        """A line that was taken out of the proposed version, in the words and the place it had."""
        from regie.journal.models import Event

        with transaction.atomic():
            version = self._still_proposed()
            if there := version.wordings.filter(line=line).first():
                return there
            told = Event.objects.filter(verb="charter.line_removed", data__line=line.pk, data__has_key="section").last()
            past = (
                Wording.objects.filter(line=line)
                .order_by("-version__number")
                .values("text", "data", "section", "order", "is_note")
            )
            words = {key: told.data[key] for key in ("text", "data", "section", "order", "is_note")} if told else past[0]
            later = version.wordings.filter(section=words["section"], order__gte=words["order"])
            later.update(order=models.F("order") + 1)
            wording = Wording.objects.create(version=version, line=line, **words)
            record("charter.line_put_back", wording, by=by, page=self.charter, line=line.pk, text=wording.text)
            version.amended(by=by)
        return wording

    def amended(self, *, by, words: bool = True) -> None:
        """Note that it changed; while nothing is in force yet, what hangs on its words follows at once."""
        self.amended_at = timezone.now()
        self.save(update_fields=["amended_at"])
        if words and not self.charter.in_force():
            self.grow(by=by)

    def grow(self, *, by) -> list:
        """Let the rooms make what this version says; returns and keeps what they did."""
        from regie.charter import growing

        return growing.grow(self, by)

    def consent(self, *, by, on_behalf_of=None, in_name: bool = False) -> None:
        """The delegator consents: this version comes in force. A lead may record it `in_name` of a delegator, who may be
        no person whom Régie knows."""
        with transaction.atomic():
            version = self._still_proposed()
            who = on_behalf_of if in_name else on_behalf_of or by
            version.consents.create(verdict="consent", person=who, recorded_by=by)
            Version.objects.filter(charter=self.charter, state=self.State.IN_FORCE).update(state=self.State.REPLACED)
            version.state, version.in_force_at = self.State.IN_FORCE, timezone.now()
            version.save(update_fields=["state", "in_force_at"])
            recorded = {"delegator": str(who or self.delegator_named() or "—")} if who != by else {}
            verb = "charter.consent_recorded" if recorded else "charter.consent_given"
            record(verb, version, by=by, page=self.charter, number=self.number, **recorded)
            version.grow(by=by)
        self.refresh_from_db()

    def object(self, reason: str, *, by, on_behalf_of=None, in_name: bool = False) -> None:
        """The delegator objects, with a reason; the version stays proposed until it is amended and consented to."""
        with transaction.atomic():
            version = self._still_proposed()
            who = on_behalf_of if in_name else on_behalf_of or by
            version.consents.create(verdict="objection", person=who, recorded_by=by, reason=reason)
            record("charter.objection_made", version, by=by, page=self.charter, number=self.number, reason=reason)

    def withdraw(self, *, by) -> None:
        with transaction.atomic():
            version = self._still_proposed()
            version.state = self.State.WITHDRAWN
            version.save(update_fields=["state"])
            record("charter.version_withdrawn", version, by=by, page=self.charter, number=self.number)
        self.refresh_from_db()

    def _still_proposed(self) -> Version:
        version = Version.objects.select_for_update().get(pk=self.pk)
        if version.state != self.State.PROPOSED:
            raise NotProposed
        return version

    @property
    def is_at_work(self) -> bool:
        """Whether the rooms grew their things from this version: the one in force, or a first one still proposed."""
        return self.state == self.State.IN_FORCE or (self.state == self.State.PROPOSED and not self.charter.in_force())

    def standing_objection(self):
        """The last objection that no consent has followed."""
        last = self.consents.select_related("person", "recorded_by").order_by("-at", "-id").first()
        return last if last and last.verdict == "objection" else None

    def delegator_named(self) -> str:
        """The delegator in the words of the text: a person, or a body such as a board."""
        return self.named.filter(part="delegator").values_list("name", flat=True).first() or ""

    def delegator(self):
        """The person whose consent it waits for, where one is known."""
        from regie.people.models import Person

        named = self.named.filter(part="delegator").exclude(person=None).select_related("person").first()
        if named and named.person.is_active:
            return named.person
        return self.charter.domain.delegator or Person.objects.active().filter(standing="delegator").first()
