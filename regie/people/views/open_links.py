"""Links for outsiders: given, closed, opened."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from regie.journal import things
from regie.people import links
from regie.people.forms.persons import LinkForm
from regie.people.models import OpenLink
from regie.people.rights import needs


@needs("people.give_links")
def index(request: HttpRequest) -> HttpResponse:
    rows = OpenLink.objects.visible_to(request.user).select_related("made_by")[:500]
    return render(
        request, "people/links/index.html", {"links": rows, "acts": {key: act.label for key, act in links.ACTS.items()}}
    )


@needs("people.give_links")
@require_POST
def create(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    thing = things.find(kind, key, request.user)
    act = links.ACTS.get(request.POST.get("act", ""))
    if act is None or not act.may_give(request.user, thing):
        raise Http404
    form = LinkForm(request.POST)
    if not form.is_valid():
        words = {
            "form": form,
            "title": _("A link to %(thing)s") % {"thing": thing},
            "back": things.address_of(thing),
            "hidden": {"act": act.key},
        }
        return render(request, "people/form.html", words, status=422)
    link = OpenLink.give(act.key, thing, by=request.user, **form.cleaned_data)
    return render(request, "people/links/given.html", {"link": link, "act": act, "back": things.address_of(thing)}, status=201)


@needs("people.give_links")
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    link = get_object_or_404(OpenLink.objects.editable_by(request.user), pk=pk)
    link.close(by=request.user)
    messages.success(request, _("The link opens nothing any more."))
    return redirect("people:links")


@never_cache
@login_not_required
def show(request: HttpRequest, token: str) -> HttpResponse:
    """What somebody without an account sees: the one page of the one act, or that the link is over."""
    link = OpenLink.objects.of(token)
    act = links.ACTS.get(link.act) if link else None
    keeps_no_trace = bool(link and act and link.subject is not None and act.keeps_no_trace(link.subject))
    limit = "open_link_of_many" if act and act.is_for_many else "open_link"
    if not keeps_no_trace and (blocked := ratelimit.consume_or_429(request, app="allauth.account", action=limit, limit_get=True)):
        return blocked
    if link is None or act is None or link.subject is None:
        return render(request, "people/links/over.html", status=410)
    if not keeps_no_trace:
        link.count_use()
    response = act.view(request, link)
    response.headers["Referrer-Policy"] = (
        "same-origin"  # the address is the key; under `no-referrer` a form would come from nowhere
    )
    response.headers["X-Robots-Tag"] = "noindex"
    return response
