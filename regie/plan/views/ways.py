"""The way from awareness to purchase, audience by audience."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regie.journal.models import Stale
from regie.objectives.models import Audience
from regie.people.rights import needs
from regie.plan.models import WayStep
from regie.plan.reading import ways as reading
from regie.plan.way_forms import StepForm
from regie.ui.acting import acts, done
from regie.ui.charts import chart_response
from regie.ui.forms import conflict


@needs("plan.read")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    audiences = Audience.objects.visible_to(request.user).in_use()
    found = reading.ways(audiences, request.user)
    return render(
        request,
        "plan/ways/index.html",
        {"ways": found, "undescribed": sum(1 for way in found if not way.described), "many": len(found)},
    )


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    audience = get_object_or_404(Audience.objects.visible_to(request.user), pk=pk)
    way = reading.ways([audience], request.user)[0]
    counted = [each for each in way.stands if each.people is not None]
    return render(
        request,
        "plan/ways/show.html",
        {
            "audience": audience,
            "way": way,
            "chart": reading.chart(way).at(f"{request.path}chart") if len(counted) > 1 else None,
            "may_edit": Audience.objects.editable_by(request.user).filter(pk=pk).exists(),
        },
    )


@require_safe
def chart(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    audience = get_object_or_404(Audience.objects.visible_to(request.user), pk=pk)
    return chart_response(reading.chart(reading.ways([audience], request.user)[0]), kind)


def _place(request: HttpRequest, pk: int, step: str) -> tuple[Audience, WayStep]:
    audience = get_object_or_404(Audience.objects.editable_by(request.user), pk=pk)
    if step not in WayStep.Kind.values:
        raise Http404
    stands = WayStep.objects.editable_by(request.user).filter(audience=audience, kind=step).select_related("audience").first()
    return audience, stands or WayStep(audience=audience, kind=step)


@needs("plan.prepare")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Describing a step for the first time and changing it are one page: there is one step of each kind."""
    audience, stands = _place(request, pk, step)
    form = StepForm(request.POST or None, instance=stands)
    if request.method == "POST" and form.is_valid():
        acting = list(form.cleaned_data["acting"])
        try:
            with transaction.atomic():
                if stands.pk:
                    revision = form.cleaned_data.get("revision")
                    stands.edit(by=request.user, revision=revision, page=audience, **form.typed)
                    stands.act_on_it(acting, by=request.user)
                else:
                    WayStep.describe(audience, step, by=request.user, channels=acting, **form.typed)
        except Stale as stale:
            return conflict(request, form, stale.current)
        return done(request, stands, _("The step is kept."))
    context = {"form": form, "audience": audience, "step": stands, "is_new": stands.pk is None}
    return render(request, "plan/ways/form.html", context, status=422 if form.is_bound else 200)


@acts
def erase(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    _audience, stands = _place(request, pk, step)
    if stands.pk is None:
        raise Http404
    stands.erase(by=request.user)
    return done(request, stands, _("The step is taken out."))
