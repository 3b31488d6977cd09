"""Activities: one with its work, contents and event; planned, changed, begun, finished, dropped."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from regie.journal.models import Stale
from regie.lib.refused import Refused
from regie.people.rights import needs
from regie.plan.activity_forms import ActivityForm, WaitForm
from regie.plan.event_forms import CountForm
from regie.plan.models import Activity, Campaign, Channel
from regie.plan.reading import activities as reading
from regie.plan.views.campaigns import ours as our_campaign
from regie.ui.acting import acts, done
from regie.ui.forms import conflict
from regie.work.models import Workflow
from regie.work.starting import StartForm

PARTS = ("campaign__owner", "channel", "audience", "objective", "owner", "run__version__workflow", "workflow", "release__domain")


def seen(request: HttpRequest, pk: int) -> Activity:
    return get_object_or_404(Activity.objects.visible_to(request.user).select_related(*PARTS), pk=pk)


def ours(request: HttpRequest, pk: int) -> Activity:
    return get_object_or_404(Activity.objects.editable_by(request.user).select_related("campaign", "channel"), pk=pk)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    activity = seen(request, pk)
    may_edit = Activity.objects.editable_by(request.user).filter(pk=pk).exists()
    page = reading.page(activity, request.user)
    is_open = may_edit and activity.is_open
    context: dict[str, Any] = {
        "activity": activity, "campaign": activity.campaign, "page": page, "may_edit": is_open, "may_count": may_edit,
        "today": timezone.localdate(),
    }  # fmt: skip
    if is_open:
        context["wait_form"] = WaitForm(activity, auto_id="wait-%s")
    if may_edit and page.event:
        context["count_form"] = CountForm(event=page.event, auto_id="count-%s")
    return render(request, "plan/activities/show.html", context)


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = our_campaign(request, pk)
    asked = {name: request.GET[name] for name in ("channel", "audience", "objective") if request.GET.get(name, "").isdigit()}
    initial = {"owner": campaign.owner_id or request.user.pk, "starts_on": request.GET.get("day", ""), **asked}
    form = ActivityForm(request.POST or None, instance=Activity(campaign=campaign), initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.typed
        try:
            made = Activity.plan(campaign, data.pop("name"), data.pop("channel"), by=request.user, **data)
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
        except ValidationError as wrong:
            form.add_error(None, wrong.messages)
        else:
            return done(request, made, _("It is planned: start its work, or give it contents."))
    return _form(request, form, campaign, None)


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    activity = ours(request, pk)
    form = ActivityForm(request.POST or None, instance=activity)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except Stale as stale:
            return conflict(request, form, stale.current)
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
        except ValidationError as wrong:
            form.add_error(None, wrong.messages)
        else:
            return done(request, activity, _("The activity is kept."))
    return _form(request, form, activity.campaign, activity)


def _form(request: HttpRequest, form: ActivityForm, campaign: Campaign, activity: Activity | None) -> HttpResponse:
    context = {"form": form, "campaign": campaign, "activity": activity, "has_channels": Channel.objects.in_use().exists()}
    return render(request, "plan/activities/form.html", context, status=422 if form.is_bound else 200)


@acts
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    activity = ours(request, pk)
    activity.begin(by=request.user)
    return done(request, activity, _("“%(name)s” has begun.") % {"name": activity})


@acts
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    activity = ours(request, pk)
    activity.finish(request.POST.get("text", ""), by=request.user)
    return done(request, activity, _("“%(name)s” is done.") % {"name": activity})


@acts
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    activity = ours(request, pk)
    activity.drop(request.POST.get("reason", ""), by=request.user)
    return done(request, activity, _("“%(name)s” is dropped; what waited for it no longer does.") % {"name": activity})


@acts
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    activity = ours(request, pk)
    form = WaitForm(activity, request.POST)
    if not form.is_valid():
        raise Refused(" ".join(str(fault) for faults in form.errors.values() for fault in faults))
    moved = activity.follow(form.cleaned_data["earlier"], by=request.user, days=form.cleaned_data["days"])
    said = _("It comes after “%(earlier)s”.") % {"earlier": form.cleaned_data["earlier"]}
    if moved:
        words = ngettext("%(count)d activity moved for it.", "%(count)d activities moved for it.", len(moved))
        said += " " + words % {"count": len(moved)}
    return done(request, f"{activity.get_absolute_url()}#waits", said)


@acts
def unfollow(request: HttpRequest, pk: int, earlier: int) -> HttpResponse:
    activity = ours(request, pk)
    wait = get_object_or_404(activity.waits_on.select_related("earlier"), earlier=earlier)
    activity.unfollow(wait.earlier, by=request.user)
    return done(request, f"{activity.get_absolute_url()}#waits", _("It no longer waits for “%(name)s”.") % {"name": wait.earlier})


@needs("work.start")
@require_http_methods(["GET", "POST"])
def work(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet of its run: dates and people as they will be, each of which may be changed before it begins."""
    activity = ours(request, pk)
    asked = request.POST.get("workflow") or request.GET.get("workflow") or str(activity.workflow_id or "")
    ready = Workflow.objects.in_use().exclude(versions__published_at=None).distinct()
    workflow = ready.filter(pk=asked).first() if asked.isdigit() else None
    if workflow is None or workflow.published is None or activity.run_id or not activity.is_open:
        reason = _("Its work is under way already.") if activity.run_id else ""
        context = {"activity": activity, "campaign": activity.campaign, "workflows": ready.order_by("name"), "refusal": reason}
        return render(request, "plan/activities/workflow.html", context, status=409 if reason else 200)
    is_sent = request.method == "POST" and "title" in request.POST
    first = {"title": activity.name, "campaign": activity.campaign.name}
    form = StartForm(workflow.published, request.POST if is_sent else None, initial=first)
    form.fields["campaign"].disabled = True
    context = {
        "form": form, "workflow": workflow, "activity": activity, "campaign": activity.campaign,
        "begin_by": reading.begin_by(activity, form.plan),
    }  # fmt: skip
    if is_sent and request.POST.get("act") == "start" and form.is_valid():
        told = form.cleaned_data
        try:
            run = activity.start_work(
                by=request.user, version=workflow.published, planned=form.steps, title=told["title"], note=told["note"]
            )
            return done(request, run, _("It is under way: whoever begins has it on their day."))
        except Refused as refusal:
            context["refusal"] = refusal.sentence
    status = 422 if context.get("refusal") or form.errors else 200
    return render(request, "plan/activities/work.html", context, status=status)
