"""Invitations: sent, sent again, withdrawn."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from regie.people.forms.persons import InviteForm
from regie.people.models import Invitation
from regie.people.rights import needs
from regie.people.views.persons import page_words


@needs("people.invite")
@require_POST
def create(request: HttpRequest) -> HttpResponse:
    """All addresses or none: a list half sent is hard to put right."""
    form = InviteForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        terms = {
            "standing": said["standing"],
            "domain": said["domain"],
            "person": said["person"],
            "shows_charter": said["shows_charter"],
        }
        try:
            with transaction.atomic():
                for address in said["addresses"]:
                    Invitation.invite(address, by=request.user, **terms)
        except ValidationError as fault:
            form.add_error("addresses", fault)
        else:
            count = len(said["addresses"])
            messages.success(
                request,
                ngettext("%(count)d invitation is on its way.", "%(count)d invitations are on their way.", count)
                % {"count": count},
            )
            return redirect("people:index")
    return render(request, "people/index.html", page_words(request, form), status=422)


@needs("people.invite")
@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.editable_by(request.user).waiting(), pk=pk)
    invitation.send_again(by=request.user)
    messages.success(
        request, _("A new letter is on its way to %(address)s; the former link is dead.") % {"address": invitation.email}
    )
    return redirect("people:index")


@needs("people.invite")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.editable_by(request.user).waiting(), pk=pk)
    invitation.withdraw(by=request.user)
    messages.success(request, _("The invitation of %(address)s is withdrawn.") % {"address": invitation.email})
    return redirect("people:index")
