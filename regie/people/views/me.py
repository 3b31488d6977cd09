"""One's own account."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from regie.journal.kinds import CHANNELS
from regie.journal.models import Notification
from regie.people.forms.me import MeForm
from regie.people.models import Person
from regie.people.views.editing import edited
from regie.ui.context import THEME_COOKIE


@require_http_methods(["GET", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    person = Person.objects.get(pk=request.user.pk)
    form = MeForm(request.POST or None, instance=Person.objects.get(pk=request.user.pk))
    proofs = list(Authenticator.objects.filter(user=person))
    words = {
        "person": person,
        "channels": CHANNELS.values(),
        "passkeys": [proof for proof in proofs if proof.type == Authenticator.Type.WEBAUTHN],
        "has_codes": any(proof.type == Authenticator.Type.TOTP for proof in proofs),
        "recovery": next((proof.wrap() for proof in proofs if proof.type == Authenticator.Type.RECOVERY_CODES), None),
        "company": SocialAccount.objects.filter(user=person).first(),
        "sessions": UserSession.objects.filter(user=person).order_by("-last_seen_at")[:20],
        "this_session": request.session.session_key,
    }
    response = edited(request, form, person, title=_("Your account"), to="/people/me/", template="people/me.html", **words)
    if response.status_code == 302:  # the browser follows what the person now wants, at the door too
        Notification.objects.follow(Person.objects.get(pk=person.pk))
        said = form.cleaned_data
        for cookie, value in ((settings.LANGUAGE_COOKIE_NAME, said["language"]), (THEME_COOKIE, said["theme"])):
            if value:
                response.set_cookie(cookie, value, max_age=365 * 24 * 3600, samesite="Lax", secure=request.is_secure())
            else:
                response.delete_cookie(cookie)
    return response


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    person = Person.objects.get(pk=request.user.pk)
    count = person.end_sessions(by=person, except_key=request.session.session_key or "")
    if count:
        messages.success(
            request, ngettext("%(count)d browser is signed out.", "%(count)d browsers are signed out.", count) % {"count": count}
        )
    else:
        messages.success(request, _("You are signed in nowhere else."))
    return redirect("people:me")
