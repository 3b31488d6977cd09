"""The doors that are ours: sign-in links, the first run, invitations."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core.internal import ratelimit
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from regie.journal.models import record
from regie.people.actions import begin
from regie.people.forms.door import BeginForm, ComeForm
from regie.people.models import Invitation, Organisation, Person, SignInLink

BACKEND = "django.contrib.auth.backends.ModelBackend"
FIRST = "people.may_begin"


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """An address from the terminal opens on the first click; one from a letter waits for a button."""
    if blocked := ratelimit.consume_or_429(request, app="allauth.account", action="open_link", limit_get=True):
        return blocked
    link = SignInLink.objects.of(token)
    if link is None:
        return render(request, "account/link_over.html", status=410)
    if request.method != "POST" and (link.way == SignInLink.Way.LETTER or request.method == "HEAD"):
        return render(request, "account/link_confirm.html", {"person": link.person})
    if not link.use():
        return render(request, "account/link_over.html", status=410)
    if link.person is None:
        if Person.objects.leads().exclude(email=None).exists():
            return render(request, "account/link_over.html", status=410)
        request.session[FIRST] = True
        return redirect("first_run")
    if not link.person.is_active:
        return render(request, "account/link_over.html", status=410)
    if link.way == SignInLink.Way.LETTER:
        record_authentication(request, link.person, method="code", email=link.person.email)
        return perform_login(request, Login(user=link.person, email=link.person.email))  # codes and passkeys are still asked for
    record("people.signed_in_by_console", link.person, by=link.person)
    return enter(request, link.person)


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def first_run(request: HttpRequest) -> HttpResponse:
    """Who opens the instance names the organisation and themselves; then the charter."""
    if not request.session.get(FIRST) or Person.objects.leads().exclude(email=None).exists():
        request.session.pop(FIRST, None)
        return redirect("account_login")
    country = BeginForm.usual_country(request.headers.get("Accept-Language", ""), request.LANGUAGE_CODE)
    usual = {"language": request.LANGUAGE_CODE, "domain": BeginForm.usual_domain(), "country": country}
    form = BeginForm(request.POST or None, initial=usual)
    if request.method == "POST" and form.is_valid():
        person = begin(**form.cleaned_data)
        request.session.pop(FIRST, None)
        return enter(request, person, to="/charter/import/")
    return render(request, "account/first_run.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    if blocked := ratelimit.consume_or_429(request, app="allauth.account", action="open_link", limit_get=True):
        return blocked
    found = Invitation.objects.of(token)
    if found is None:
        return render(request, "account/link_over.html", {"was_invitation": True}, status=410)
    initial = {"name": found.person.name if found.person else "", "language": found.language}
    form = ComeForm(request.POST or None, initial=initial, email=found.email)
    if request.method == "POST" and form.is_valid():
        try:
            person = found.accept(**form.cleaned_data)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            return enter(request, person, to="/charter/" if found.shows_charter else "/")
    words = {"form": form, "invitation": found, "organisation": Organisation.here()}
    return render(request, "account/invitation.html", words, status=422 if form.errors else 200)


@login_not_required
def company_stopped(request: HttpRequest) -> HttpResponse:
    return render(request, "socialaccount/login_cancelled.html")


@login_not_required
def company_failed(request: HttpRequest) -> HttpResponse:
    return render(request, "socialaccount/authentication_error.html", status=401)


def enter(request: HttpRequest, person: Person, *, to: str = "/") -> HttpResponse:
    """Sign `person` in without asking for anything more, and note the browser among their sessions."""
    from allauth.usersessions.models import UserSession

    with transaction.atomic():
        login(request, person, backend=BACKEND)
        record_authentication(request, person, method="code", email=person.email)
        UserSession.objects.create_from_request(request)
    return redirect(to)
