"""An invitation: somebody may come in, with these rights, until that day."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regie.journal.models import Letter, record
from regie.people.models.organisation import Organisation
from regie.people.models.person import Person
from regie.people.models.sign_in_link import fingerprint

LIFE = timedelta(days=7)


class InvitationQuerySet(models.QuerySet):
    def waiting(self) -> InvitationQuerySet:
        """Neither accepted nor withdrawn; it may have run out and wait to be sent again."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def of(self, token: str) -> Invitation | None:
        found = self.waiting().filter(token_hash=fingerprint(token), expires_at__gt=timezone.now())
        return found.select_related("person", "domain", "invited_by").first()

    def for_address(self, email: str) -> Invitation | None:
        """The open invitation of whoever proved to own `email` in another way, a company account for example."""
        return self.waiting().filter(email__iexact=email, expires_at__gt=timezone.now()).first()

    def visible_to(self, person) -> InvitationQuerySet:
        return self if person.is_lead else self.none()

    def editable_by(self, person) -> InvitationQuerySet:
        return self.visible_to(person)


class Invitation(models.Model):
    email = models.EmailField(gettext_lazy("e-mail"))
    person = models.ForeignKey(
        "people.Person", models.CASCADE, null=True, blank=True, related_name="invitations"
    )  # named already
    standing = models.CharField(
        gettext_lazy("rights"), max_length=12, choices=Person.Standing.choices, default=Person.Standing.MEMBER
    )
    domain = models.ForeignKey("people.Domain", models.SET_NULL, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    shows_charter = models.BooleanField(default=True)
    invited_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"), condition=Q(accepted_at=None, withdrawn_at=None), name="one_waiting_invitation_an_address"
            ),
        ]

    def __str__(self) -> str:
        return self.person.name if self.person else self.email

    @property
    def has_run_out(self) -> bool:
        return self.expires_at <= timezone.now()

    @classmethod
    def invite(
        cls, email: str, *, by, standing: str, domain=None, person=None, language: str = "", shows_charter: bool = True
    ) -> Invitation:
        """Write the letter that lets `email` in; `person` is the one whom a charter named already."""
        taken = Person.objects.filter(email__iexact=email).exclude(pk=person.pk if person else None).first()
        if taken and taken.is_active:
            raise ValidationError(_("%(name)s already comes in with this address.") % {"name": taken.name}, code="here")
        if cls.objects.waiting().filter(email__iexact=email).exists():
            raise ValidationError(
                _("%(email)s is already invited: send that invitation again instead.") % {"email": email}, code="invited"
            )
        invitation = cls(
            email=email,
            person=person or taken,
            standing=standing,
            domain=domain,
            language=language or Organisation.here().language,
            shows_charter=shows_charter,
            invited_by=by,
        )
        with transaction.atomic():
            invitation._send()
            record("people.invited", invitation, by=by, standing=standing)
        return invitation

    def send_again(self, *, by) -> None:
        """A new letter with a new address; the former one opens nothing any more."""
        self._guard_waiting()
        with transaction.atomic():
            self._send()
            record("people.invitation_sent_again", self, by=by)

    def withdraw(self, *, by) -> None:
        self._guard_waiting()
        with transaction.atomic():
            self.withdrawn_at = timezone.now()
            self.save(update_fields=["withdrawn_at"])
            record("people.invitation_withdrawn", self, by=by)

    def accept(self, *, name: str = "", language: str = "", password: str | None = None) -> Person:
        """Make the person, or give the named one an address and rights. The address counts as proved."""
        from allauth.account.models import EmailAddress

        with transaction.atomic():
            taken = Invitation.objects.waiting().filter(pk=self.pk).update(accepted_at=timezone.now())
            if not taken:
                raise ValidationError(_("This invitation has been used already."), code="used")
            person = self.person or Person(joined_at=timezone.now())
            person.email, person.standing, person.left_at = self.email, self.standing, None
            person.name = name or person.name or self.email.split("@")[0]
            person.domain = self.domain or person.domain
            person.language = language or self.language
            if password:
                person.set_password(password)
            elif not person.password:
                person.set_unusable_password()
            person.save()
            EmailAddress.objects.filter(user=person).exclude(email__iexact=self.email).delete()
            EmailAddress.objects.update_or_create(
                user=person, email=self.email.lower(), defaults={"verified": True, "primary": True}
            )
            self.person, self.accepted_at = person, timezone.now()
            self.save(update_fields=["person"])
            record("people.joined", person, by=person, standing=person.standing)
        return person

    def _guard_waiting(self) -> None:
        if self.accepted_at or self.withdrawn_at:
            raise ValidationError(_("This invitation no longer waits."), code="closed")

    def _send(self) -> None:
        token = secrets.token_urlsafe(32)
        self.token_hash, self.sent_at = fingerprint(token), timezone.now()
        self.expires_at = self.sent_at + LIFE
        self.save()
        from regie.people.letters import invitation_letter

        subject, text = invitation_letter(self, settings.SITE_ADDRESS + reverse("invitation", args=[token]))
        Letter.write(self.email, subject, text)
