"""The delegator's word on a proposed version: consent, or an objection with its reason. A lead may record it in their name."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regie.charter.forms import ObjectionForm
from regie.charter.models import NotProposed, Version
from regie.charter.views.versions import find, may_consent, page
from regie.journal.models import record


def _whose(request: HttpRequest, version: Version) -> dict:
    """Whose word it is: the delegator's own, or recorded in the delegator's name by a lead."""
    if request.user.is_delegator:
        return {"by": request.user}
    return {"by": request.user, "on_behalf_of": version.delegator(), "in_name": True}


def _proposed(request: HttpRequest, number: int) -> Version:
    version = find(request, number)
    if not (request.user.is_delegator or request.user.is_lead):
        raise PermissionDenied
    return version


@require_POST
def create(request: HttpRequest, number: int) -> HttpResponse:
    version = _proposed(request, number)
    try:
        version.consent(**_whose(request, version))
        messages.success(request, _("Version %(number)d is in force.") % {"number": number})
    except NotProposed:
        messages.error(request, _("Version %(number)d is no longer proposed.") % {"number": number})
    return redirect("charter:version", number)


@require_POST
def object_(request: HttpRequest, number: int) -> HttpResponse:
    version = _proposed(request, number)
    form = ObjectionForm(request.POST)
    if not form.is_valid():
        form.fields["reason"].widget.attrs["autofocus"] = True  # it stands in a popover, far from where the page begins
        return page(request, version, status=422, objection_form=form, objecting=may_consent(request.user, version))
    try:
        version.object(form.cleaned_data["reason"], **_whose(request, version))
        messages.success(
            request, _("The objection is kept with version %(number)d, and those who wrote it are told.") % {"number": number}
        )
    except NotProposed:
        messages.error(request, _("Version %(number)d is no longer proposed.") % {"number": number})
    return redirect("charter:version", number)


@require_POST
def remind(request: HttpRequest, number: int) -> HttpResponse:
    """Ask the delegator again for a word."""
    version = find(request, number)
    if not request.user.is_member or version.state != Version.State.PROPOSED:
        raise PermissionDenied
    delegator = version.delegator()
    if delegator is None:
        messages.error(request, _("No delegator is known here yet. Invite them on the team’s page."))
    else:
        record("charter.consent_asked", version, by=request.user, page=version.charter, number=version.number)
        messages.success(request, _("%(name)s was asked again.") % {"name": delegator})
    return redirect("charter:version", number)
