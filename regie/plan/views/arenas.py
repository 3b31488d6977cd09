"""Share of voice, market by market."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regie.journal.models import Stale
from regie.metrics.models import Measure, Rhythm
from regie.metrics.words import period_name
from regie.people.rights import needs
from regie.plan.models import Arena
from regie.plan.reading import arenas as reading
from regie.plan.way_forms import ArenaForm
from regie.ui.acting import acts, done
from regie.ui.charts import chart_response
from regie.ui.forms import conflict


def _grain(request: HttpRequest) -> str:
    asked = request.GET.get("by", "")
    return asked if asked in reading.GRAINS else "quarter"


def _said(found: reading.Voices) -> str:
    return capfirst(reading.sentence(found, period_name(found.newest.start, found.grain) if found.newest else ""))


@needs("plan.read")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    arenas = Arena.objects.visible_to(request.user).select_related("voices", "sales")
    return render(
        request,
        "plan/arenas/index.html",
        {
            "rows": [(arena, _said(reading.voices(arena, last=2))) for arena in arenas],
            "has_measure": any("competitor" in each for each in Measure.objects.in_use().values_list("dimensions", flat=True)),
            "may_edit": request.user.has_perm("plan.prepare"),
        },
    )


def _seen(request: HttpRequest, pk: int) -> Arena:
    return get_object_or_404(Arena.objects.visible_to(request.user).select_related("voices", "sales"), pk=pk)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    arena = _seen(request, pk)
    found = reading.voices(arena, _grain(request))
    grains = [(key, Rhythm(key).label) for key in reading.GRAINS]
    return render(
        request,
        "plan/arenas/show.html",
        {
            "arena": arena,
            "found": found,
            "says": _said(found),
            "period": period_name(found.newest.start, found.grain) if found.newest else "",
            "chart": reading.chart(found).at(f"{request.path}chart?{request.GET.urlencode()}") if found.rows else None,
            "grains": grains,
            "may_edit": Arena.objects.editable_by(request.user).filter(pk=pk).exists(),
        },
    )


@require_safe
def chart(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    return chart_response(reading.chart(reading.voices(_seen(request, pk), _grain(request))), kind)


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = ArenaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return done(request, Arena.open(by=request.user, **form.typed), _("Voices are compared from now on."))
    return _form(request, form, None)


def _ours(request: HttpRequest, pk: int) -> Arena:
    return get_object_or_404(Arena.objects.editable_by(request.user).select_related("voices", "sales"), pk=pk)


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    arena = _ours(request, pk)
    form = ArenaForm(request.POST or None, instance=_ours(request, pk))
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except Stale as stale:
            return conflict(request, form, stale.current)
        return done(request, arena, _("The comparison is kept."))
    return _form(request, form, arena)


def _form(request: HttpRequest, form: ArenaForm, arena: Arena | None) -> HttpResponse:
    return render(request, "plan/arenas/form.html", {"form": form, "arena": arena}, status=422 if form.is_bound else 200)


@acts
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    _ours(request, pk).erase(by=request.user)
    return done(request, "plan:arenas", _("The comparison is erased; the figures stay."))
