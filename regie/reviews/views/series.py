"""Series: their dates, their participants, their end."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regie.journal.models import Stale, record
from regie.lib.refused import Refused
from regie.people import rights
from regie.people.models import Organisation
from regie.people.rights import needs
from regie.reviews.forms import ParticipantForm, PlanForm, SeriesForm
from regie.reviews.models import Participant, Series
from regie.ui.acting import acts, done, refuse


def _editable(request: HttpRequest, pk: int) -> Series:
    return get_object_or_404(Series.objects.editable_by(request.user), pk=pk)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    series = get_object_or_404(Series.objects.visible_to(request.user).select_related("line"), pk=pk)
    return _page(request, series, ParticipantForm())


def _page(request: HttpRequest, series: Series, form: ParticipantForm, status: int = 200) -> HttpResponse:
    return render(
        request,
        "reviews/series/show.html",
        {
            "series": series,
            "participants": list(series.participants.select_related("person", "role", "domain")),
            "coming": list(series.reviews.coming().order_by("starts_at")[:14]),
            "held": list(series.reviews.closed().order_by("-starts_at")[:14]),
            "form": form,
            "may_plan": rights.is_member(request.user),
        },
        status=status,
    )


@needs("reviews.plan")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    here = Organisation.here()
    form = SeriesForm(
        request.POST or None,
        initial={"time_zone": here.time_zone, "rhythm": "monthly", "at": "10:00", "minutes_max": 60, "by": "weekday"},
    )
    if request.method == "POST" and form.is_valid():
        fields = form.plan()
        series = Series.objects.create(name=fields["name"], rule=fields["rule"], time_zone=fields["time_zone"])
        series.plan(by=request.user, **fields)
        record("reviews.series_made", series, by=request.user)
        return done(request, series, _("The series is in the calendar."))
    return render(request, "reviews/series/form.html", {"form": form, "series": None}, status=422 if form.is_bound else 200)


@needs("reviews.plan")
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    series = _editable(request, pk)
    moved = list(series.reviews.coming().exclude(moved_at=None).order_by("starts_at"))
    form, theirs = PlanForm(request.POST or None, series=series, has_moved=bool(moved), initial=PlanForm.initial_of(series)), None
    if request.method == "POST" and form.is_valid():
        try:
            revision = form.cleaned_data.get("revision") or series.revision
            series.plan(by=request.user, revision=revision, moved=form.cleaned_data.get("moved") or "keep", **form.plan())
            return done(request, series, _("The dates are kept; coming reviews follow."))
        except Stale as stale:
            theirs = stale.current
            form.data = form.data.copy()
            form.data["revision"] = str(theirs.revision)
        except Refused as refusal:
            return refuse(request, refusal)
    status = 409 if theirs else 422 if form.is_bound else 200
    return render(
        request, "reviews/series/form.html", {"form": form, "series": series, "moved": moved, "theirs": theirs}, status=status
    )


@acts
@needs("reviews.plan")
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    series = _editable(request, pk)
    series.retire(by=request.user)
    return done(request, "reviews:index", _("The series has ended; what was held stays."))


@acts
@needs("reviews.plan")
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    series = _editable(request, pk)
    form = ParticipantForm(request.POST)
    if not form.is_valid():
        return _page(request, series, form, 422)
    target = form.target()
    if series.participants.filter(**target).exists():
        raise Refused(_("They take part already."))
    Participant.objects.create(series=series, is_only_told=form.cleaned_data["is_only_told"], **target)
    record("reviews.participants_changed", series, by=request.user)
    return redirect(series)


def _participant(request: HttpRequest, pk: int) -> Participant:
    rows = Participant.objects.filter(series__in=Series.objects.editable_by(request.user)).select_related("series")
    return get_object_or_404(rows, pk=pk)


@acts
@needs("reviews.plan")
def resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who the charter's words mean."""
    participant = _participant(request, pk)
    form = ParticipantForm(request.POST)
    if not form.is_valid():
        return _page(request, participant.series, form, 422)
    target = form.target()
    if participant.series.participants.filter(**target).exclude(pk=pk).exists():
        raise Refused(_("They take part already."))
    for name, value in target.items():
        setattr(participant, name, value)
    participant.save()
    record("reviews.participants_changed", participant.series, by=request.user, words=participant.words, who=str(participant))
    return redirect(participant.series)


@acts
@needs("reviews.plan")
def uninvite(request: HttpRequest, pk: int) -> HttpResponse:
    participant = _participant(request, pk)
    participant.delete()
    record("reviews.participants_changed", participant.series, by=request.user)
    return redirect(participant.series)
