"""Channels: the media that carry what the department says."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from regie.journal.models import Stale
from regie.people.models import Holding, Organisation
from regie.people.rights import needs
from regie.plan.channel_forms import ChannelForm
from regie.plan.models import Affinity, Channel
from regie.plan.reading import channels as reading
from regie.ui.acting import acts, done
from regie.ui.forms import conflict
from regie.ui.tables import Column, Filter, Table

GROUPS = (
    ("owned", pgettext_lazy("channels", "Owned"), gettext_lazy("ours: we say when and what")),
    ("paid", pgettext_lazy("channels", "Paid"), gettext_lazy("rented: as long as we pay")),
    ("earned", pgettext_lazy("channels", "Earned"), gettext_lazy("others speak of us")),
)


class Channels(Table):
    """Its filters, its saved views and its export; the rows stand in groups."""

    name = "plan.channels"
    title = gettext_lazy("Channels")
    per_page = 500
    search = ("name_said", "note")
    columns = (
        Column("name", gettext_lazy("Channel"), value=str, is_head=True),
        Column("ownership", gettext_lazy("Paid, owned or earned"), value="get_ownership_display"),
        Column("push", gettext_lazy("Push or pull"), value=lambda row: row.get_push_display()),
        Column("place", gettext_lazy("Online or offline"), value="get_place_display"),
        Column("breadth", gettext_lazy("One to one or one to many"), value="get_breadth_display"),
        Column("cost", gettext_lazy("Paid by"), value="get_cost_display"),
        Column("lead_days", gettext_lazy("Lead time, in working days")),
        Column("role", gettext_lazy("Who holds it"), value=lambda row: str(row.role or "")),
        Column("metric", gettext_lazy("Measured by"), value=lambda row: str(row.metric or "")),
        Column("going", gettext_lazy("Open activities")),
    )
    filters = (
        Filter("ownership", gettext_lazy("Paid, owned or earned"), choices=Channel.Ownership.choices, lookup="ownership"),
        Filter("push", gettext_lazy("Push or pull"), choices=Channel.Push.choices, lookup="push"),
        Filter("place", gettext_lazy("Online or offline"), choices=Channel.Place.choices, lookup="place"),
        Filter("breadth", gettext_lazy("One to one or one to many"), choices=Channel.Breadth.choices, lookup="breadth"),
    )


@needs("plan.read")
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    rows = reading.rows_of(request.user)
    for each in rows:
        each.name_said = str(each)  # type: ignore[attr-defined]
    in_use = [each for each in rows if each.retired_at is None]
    table = Channels(request, in_use)
    if exported := table.export():
        return exported
    shown = list(table.page.object_list)
    groups = [(title, note, [each for each in shown if each.ownership == key]) for key, title, note in GROUPS]
    return render(
        request,
        "plan/channels/index.html",
        {
            "table": table,
            "groups": [group for group in groups if group[2]],
            "unheld": sum(1 for each in in_use if each.going and not each.role_id),
            "unmeasured": sum(1 for each in in_use if each.going and not each.metric_id),
            "going": sum(1 for each in in_use if each.going),
            "retired": [each for each in rows if each.retired_at is not None],
            "many": len(in_use),
            "may_edit": request.user.has_perm("plan.prepare"),
        },
    )


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Channel.objects.visible_to(request.user).select_related("role__domain", "metric")
    channel = get_object_or_404(rows, pk=pk)
    activities = channel.activities.visible_to(request.user).select_related("campaign", "audience", "owner")
    return render(
        request,
        "plan/channels/show.html",
        {
            "channel": channel,
            "holders": Holding.objects.current().filter(role=channel.role_id).select_related("person") if channel.role_id else [],
            "measured": reading.measured_of([channel], request.user).get(channel.pk),
            "activities": activities.open().order_by("starts_on", "pk")[:12],
            "past": activities.exclude(status__in=["planned", "live"]).order_by("-starts_on", "-pk")[:8],
            "affinities": Affinity.objects.visible_to(request.user)
            .filter(channel=channel, audience__retired_at=None)
            .select_related("audience", "by")
            .order_by("-judged", "audience__priority"),
            "money": reading.money_of(channel),
            "currency": Organisation.here().currency,
            "may_edit": Channel.objects.editable_by(request.user).filter(pk=pk).exists(),
        },
    )


def _ours(request: HttpRequest, pk: int) -> Channel:
    return get_object_or_404(Channel.objects.editable_by(request.user), pk=pk)


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = ChannelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return done(request, Channel.describe(by=request.user, **form.typed), _("The channel is kept."))
    return _form(request, form, None)


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    channel = _ours(request, pk)
    form = ChannelForm(request.POST or None, instance=channel)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except Stale as stale:
            return conflict(request, form, stale.current)
        return done(request, channel, _("The channel is kept."))
    return _form(request, form, _ours(request, pk) if form.is_bound else channel)


def _form(request: HttpRequest, form: ChannelForm, channel: Channel | None) -> HttpResponse:
    return render(request, "plan/channels/form.html", {"form": form, "channel": channel}, status=422 if form.is_bound else 200)


@acts
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    channel = _ours(request, pk)
    if channel.retired_at is None:
        channel.retire(by=request.user)
        return done(
            request, "plan:channels", _("“%(name)s” is put away; what went through it keeps its name.") % {"name": channel}
        )
    channel.bring_back(by=request.user)
    return done(request, channel, _("“%(name)s” is in use again.") % {"name": channel})
