"""How people come in: allauth's doors, closed to whoever was not invited."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from regie.journal.models import Letter, record
from regie.people.models import Invitation, Organisation, Person, SignInLink

logger = logging.getLogger(__name__)
WRONG_CODE = _("This code does not work. Type the one that is shown now, or ask for another.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "This address and this password do not go together. Try again, or receive a link by e-mail."
        ),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, or sign in by a link that we send you."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("Type the password that you have now."),
        "incorrect_code": WRONG_CODE,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # people come by invitation

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Written as a letter and sent at once: when the mail server is away, the worker sends it later."""
        request = _request()
        words = {"request": request, "email": email, "organisation": Organisation.here(), **context}
        if template_prefix == "account/email/login_code":
            person = Person.objects.active().filter(email__iexact=email).first()
            if person:
                words["link"] = SignInLink.make(person, SignInLink.Way.LETTER)
        message = self.render_mail(template_prefix, email, words)
        Letter.write(email, message.subject, str(message.body)).send()


class ProofAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG_CODE}


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin) -> None:
        """Let in by a company account only whom an address proves to be one of ours.

        The directory must say that the address is verified: anybody can write anybody's address into a profile.
        """
        if sociallogin.is_existing:
            if not sociallogin.user.is_active:
                raise ImmediateHttpResponse(_refusal(request, "left", sociallogin.user.email))
            return
        proved = [found.email.lower() for found in sociallogin.email_addresses if found.verified]
        if not proved:
            raise ImmediateHttpResponse(_refusal(request, "unverified"))
        person = next((found for email in proved if (found := self._person_of(email, sociallogin))), None)
        if person is None:
            raise ImmediateHttpResponse(_refusal(request, "unknown", proved[0]))
        sociallogin.connect(request, person)

    def _person_of(self, email: str, sociallogin) -> Person | None:
        if person := Person.objects.filter(email__iexact=email).first():
            return person if person.is_active else None
        if invitation := Invitation.objects.for_address(email):
            return invitation.accept(name=_name_in(sociallogin))
        if settings.OIDC_DOMAIN and email.endswith("@" + settings.OIDC_DOMAIN):
            with transaction.atomic():
                person = Person.objects.create_user(email=email, name=_name_in(sociallogin) or email.split("@")[0])
                record("people.joined", person, by=person, standing=person.standing)
            return person
        return None

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None) -> None:
        logger.warning("A company account could not be read: %s %s", error, exception)


def _request() -> HttpRequest | None:
    return context.request


def _name_in(sociallogin) -> str:
    said = sociallogin.account.extra_data or {}
    for part in (said.get("userinfo") or {}, said.get("id_token") or {}, said):
        if part.get("name"):
            return str(part["name"])[:200]
    return ""


def _refusal(request: HttpRequest, why: str, email: str = ""):
    return render(request, "account/refused.html", {"why": why, "email": email}, status=403)
