"""The charter as one reads it: the proposed version for those who work on it, else the one in force."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regie.charter.forms import LookForm
from regie.charter.models import Charter, Version
from regie.charter.views.versions import page
from regie.journal.models import Event, Stale


def show(request: HttpRequest) -> HttpResponse:
    charter = Charter.objects.visible_to(request.user).home()
    mine = Version.objects.visible_to(request.user).filter(charter=charter)
    version = mine.filter(state="proposed").first() or mine.filter(state="in_force").first()
    if charter is None or version is None:
        return render(request, "charter/charters/empty.html", {"charter": charter})
    return page(request, version)


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """The date for the next look at the charter."""
    charter = get_object_or_404(Charter.objects.editable_by(request.user), domain__is_home=True)
    form = LookForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["next_look_on"]))
        return redirect("charter:index")
    revision = request.POST.get("revision", "")
    try:
        charter.look_again_on(
            form.cleaned_data["next_look_on"], by=request.user, revision=int(revision) if revision.isdigit() else None
        )
        messages.success(request, _("The date is kept: the leads are told when it comes."))
    except Stale as stale:
        day = stale.current.next_look_on
        messages.error(
            request,
            _("Somebody changed this date while you were writing: it is now %(day)s. Set it again if yours is right.")
            % {"day": day},
        )
    return redirect("charter:index")


def history(request: HttpRequest) -> HttpResponse:
    charter = get_object_or_404(Charter.objects.visible_to(request.user), domain__is_home=True)
    if not (request.user.is_member or request.user.is_delegator):
        from django.http import Http404

        raise Http404
    return render(
        request,
        "charter/charters/history.html",
        {"charter": charter, "events": Event.objects.about(charter).select_related("actor")[:200]},
    )
