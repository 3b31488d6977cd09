"""Relays: what goes out to a channel or another program, its log, and its test."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regie.connect import relaying
from regie.connect.models import Dispatch, Relay
from regie.connect.relay_forms import RelayForm
from regie.people.rights import needs
from regie.ui.acting import acts, done


@needs("connect.see_relays")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    relays = list(Relay.objects.visible_to(request.user).order_by("closed_at", "name"))
    return render(
        request, "connect/relays/index.html", {"relays": relays, "may_open": request.user.has_perm("connect.open_relay")}
    )


@needs("connect.open_relay")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    initial = {
        "campaign": request.GET.get("campaign", ""),
        "kinds": ["comments", "approvals", "runs"],
        "language": (get_language() or "en")[:2],
    }
    form = RelayForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        relay, secret = Relay.make(by=request.user, **form.cleaned_data)
        if secret:
            request.session["relay_secret"] = {"relay": relay.pk, "secret": secret}
        return done(request, relay, _("The relay is open. Try it: a line appears over there."))
    return render(request, "connect/relays/form.html", {"form": form, "relay": None}, status=422 if form.is_bound else 200)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    relay = get_object_or_404(Relay.objects.visible_to(request.user).select_related("made_by"), pk=pk)
    shown_once = request.session.get("relay_secret") or {}
    secret = request.session.pop("relay_secret")["secret"] if shown_once.get("relay") == pk else ""
    return render(
        request,
        "connect/relays/show.html",
        {
            "relay": relay,
            "page": Paginator(relay.dispatches.all(), 25).get_page(request.GET.get("page")),
            "waiting": relay.dispatches.waiting().count(),
            "chosen": [words for key, (words, _starts) in relaying.KINDS.items() if key in relay.kinds],
            "may_edit": Relay.objects.editable_by(request.user).filter(pk=pk).exists(),
            "secret": secret,
        },
    )


def _mine(request: HttpRequest, pk: int) -> Relay:
    return get_object_or_404(Relay.objects.editable_by(request.user), pk=pk)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    relay = _mine(request, pk)
    form = RelayForm(request.POST or None, relay=relay)
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        address = fields.pop("address")
        relay.edit(by=request.user, **fields)
        if address:
            relay.point_to(address, by=request.user)
        return done(request, relay, _("The relay is kept."))
    return render(request, "connect/relays/form.html", {"form": form, "relay": relay}, status=422 if form.is_bound else 200)


@acts
def test(request: HttpRequest, pk: int) -> HttpResponse:
    relay = _mine(request, pk)
    dispatch = relay.test(by=request.user)
    if not dispatch.sent_at:
        messages.error(request, _("It did not arrive: see the log below."))
        return done(request, f"{relay.get_absolute_url()}#log")
    return done(request, f"{relay.get_absolute_url()}#log", _("It arrived."))


@acts
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    relay = _mine(request, pk)
    relay.close(by=request.user)
    return done(request, relay, _("Nothing is passed on any more."))


@acts
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    relay = _mine(request, pk)
    relay.open(by=request.user)
    return done(request, relay, _("What happens from now on is passed on."))


@acts
def secret(request: HttpRequest, pk: int) -> HttpResponse:
    """A new secret to sign with; the old one no longer fits."""
    relay = get_object_or_404(Relay.objects.editable_by(request.user).filter(kind=Relay.Kind.PROGRAM), pk=pk)
    request.session["relay_secret"] = {"relay": relay.pk, "secret": relay.renew_secret(by=request.user)}
    return done(request, relay)


@acts
def again(request: HttpRequest, pk: int, dispatch: int) -> HttpResponse:
    relay = _mine(request, pk)
    get_object_or_404(Dispatch, pk=dispatch, relay=relay).wait_again(by=request.user)
    return done(request, f"{relay.get_absolute_url()}#log", _("It is sent again with the next round."))
