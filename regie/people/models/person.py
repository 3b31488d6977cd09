"""A person: somebody who signs in, or who is only named until invited."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regie.journal import kinds
from regie.journal.models import Revised, record
from regie.ui import addresses


class PersonQuerySet(models.QuerySet):
    def active(self) -> PersonQuerySet:
        return self.filter(left_at=None)

    def leads(self) -> PersonQuerySet:
        return self.active().filter(standing=Person.Standing.LEAD)

    def team(self) -> PersonQuerySet:
        return self.active().filter(standing__in=[Person.Standing.LEAD, Person.Standing.MEMBER])

    def visible_to(self, person: Person) -> PersonQuerySet:
        """Colleagues see each other's names and work; a stranger nobody."""
        return self if person.is_authenticated else self.none()

    def editable_by(self, person: Person) -> PersonQuerySet:
        return self if person.is_lead else self.filter(pk=person.pk)


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str | None = None, password: str | None = None, **fields) -> Person:
        """Somebody who comes in, or who is only named when there is no address.

        The address counts as proved: it is written by the first person, by whoever accepts an invitation sent there, by the
        company's directory or by the demo, never by a stranger.
        """
        from allauth.account.models import EmailAddress

        person = self.model(email=(self.normalize_email(email) or "").lower() or None, **fields)
        person.set_password(password) if password else person.set_unusable_password()
        with transaction.atomic(using=self._db):
            person.save(using=self._db)
            if person.email:
                EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        return person


class Person(Revised, AbstractBaseUser, PermissionsMixin):
    undone_by = "edit"

    class Standing(models.TextChoices):
        """What a person may do. Everything is denied unless one of these opens it."""

        LEAD = "lead", _("leads")
        MEMBER = "member", _("member")
        DELEGATOR = "delegator", _("delegator")
        NEIGHBOUR = "neighbour", _("other department")

    class Notices(models.TextChoices):
        """Where what concerns a person is told: always in the bell unless they want nothing."""

        BELL = "bell", _("in the bell only")
        AT_ONCE = "at_once", _("in the bell, and by e-mail at once")
        DAILY = "daily", _("in the bell, and by one e-mail each morning")
        NONE = "none", _("nowhere")

    # A charter names people before they have an address: such a person cannot sign in.
    email = models.EmailField(_("e-mail"), null=True, blank=True, unique=True)
    name = models.CharField(_("name"), max_length=200)
    job = models.CharField(_("work"), max_length=200, blank=True)
    standing = models.CharField(_("rights"), max_length=12, choices=Standing.choices, default=Standing.NEIGHBOUR)
    domain = models.ForeignKey("people.Domain", models.SET_NULL, null=True, blank=True, related_name="people")
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, blank=True)
    theme = models.CharField(max_length=5, blank=True, choices=[("light", _("light")), ("dark", _("dark"))])
    notices = models.CharField(_("notifications"), max_length=8, choices=Notices.choices, default=Notices.AT_ONCE)
    channels = models.JSONField(_("notifications"), default=dict, blank=True)  # kind → where; a kind that is not there as usual
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)  # empty: the organisation's
    seen_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_an_address")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return self.left_at is None

    @property
    def is_staff(self) -> bool:
        return False  # there is no admin site; leads work in the same pages as everybody

    @property
    def is_lead(self) -> bool:
        return self.is_active and self.standing == self.Standing.LEAD

    @property
    def is_member(self) -> bool:
        """Of the team: a lead is one too."""
        return self.is_active and self.standing in {self.Standing.LEAD, self.Standing.MEMBER}

    @property
    def is_delegator(self) -> bool:
        return self.is_active and self.standing == self.Standing.DELEGATOR

    @property
    def initials(self) -> str:
        words = [word for word in self.name.split() if word[:1].isalpha()]
        return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper() if words else "?"

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]

    def told_of(self, verb: str) -> str:
        """Where the person hears of what `verb` says: their choice for its kind, else what is usual."""
        kind = kinds.of(verb)
        return self.channels.get(kind.key) or self.usually_told_of(kind)

    @staticmethod
    def words_of_channels(key: str, old: str | None, new: str | None) -> tuple[str, str, str]:
        kind = kinds.KINDS.get(key)
        said = [str(kinds.CHANNELS.get(value or "", "—")) for value in (old, new)]
        return str(kind.name if kind else key), said[0], said[1]

    def usually_told_of(self, kind: kinds.Kind) -> str:
        return kind.usual if self.notices == self.Notices.AT_ONCE else self.notices

    def get_absolute_url(self) -> str:
        return addresses.numbered("people:person", self.pk)

    def change_standing(self, standing: str, *, by) -> None:
        """What the person may do from now on; the last lead cannot be lowered, or nobody could let anyone in."""
        with transaction.atomic():
            current = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=self.pk)
            if standing == current.standing:
                return
            if standing != self.Standing.LEAD:
                current._guard_last_lead()
            changes = {"standing": [current.standing, standing]}
            current.standing = standing
            current.full_clean(exclude=["password"])
            current.revision += 1
            current.save(update_fields=["standing", "revision"])
            record("people.standing_changed", current, by=by, changes=changes)
        self.standing, self.revision = current.standing, current.revision

    def leave(self, *, by) -> None:
        """Nothing that the person did is lost; their doors close now, their roles today."""
        from allauth.usersessions.models import UserSession

        from regie.people import departing
        from regie.people.models.role import Holding

        with transaction.atomic():
            current = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=self.pk)
            if current.left_at:
                return
            current._guard_last_lead()
            current.left_at = timezone.now()
            current.save(update_fields=["left_at"])
            self.left_at = current.left_at
            for session in UserSession.objects.filter(user=current):
                session.end()
            current.sign_in_links.all().delete()
            for holding in Holding.objects.current().filter(person=current):
                holding.close(by=by)
            record("people.left", current, by=by)
            departing.tell(current, by=by)

    def come_back(self, *, by) -> None:
        with transaction.atomic():
            if Person.objects.filter(pk=self.pk).exclude(left_at=None).update(left_at=None):
                self.left_at = None
                record("people.came_back", self, by=by)

    def end_sessions(self, *, by, except_key: str = "") -> int:
        """Sign the person out everywhere else; returns how many browsers that were."""
        from allauth.usersessions.models import UserSession

        with transaction.atomic():
            sessions = list(UserSession.objects.filter(user=self).exclude(session_key=except_key))
            for session in sessions:
                session.end()
            if sessions:
                record("people.sessions_ended", self, by=by, count=len(sessions))
        return len(sessions)

    def _guard_last_lead(self) -> None:
        if self.is_lead and not Person.objects.leads().exclude(pk=self.pk).exclude(email=None).exists():
            raise ValidationError(
                gettext("%(name)s is the only lead: make somebody else a lead first.") % {"name": self.name}, code="last_lead"
            )
