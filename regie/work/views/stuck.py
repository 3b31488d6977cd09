"""Where it is stuck: the page, its charts, changes adopted, bottlenecks taken to the review."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regie.lib.refused import Refused
from regie.people.rights import needs
from regie.ui.acting import acts, back, done
from regie.ui.charts import chart_response
from regie.work import charts, measuring, saying, taking
from regie.work.models import Audit, Improvement, PassedStep, Workflow
from regie.work.reading import stuck as reading

STEPS = 12  # in the table, before one asks for the others
CHARTS = ("cumulative", "throughput", "ages")


def _asked(request: HttpRequest) -> tuple[Any, str]:
    """The workflow and the window in the address; what is unknown counts as not asked."""
    key = request.GET.get("workflow", "")
    workflow = Workflow.objects.visible_to(request.user).filter(pk=key).first() if key.isdigit() and len(key) < 18 else None
    window = request.GET.get("window", "")
    return workflow, window if window in reading.WINDOWS else "365"


@needs("work.read")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    workflow, window = _asked(request)
    shown = reading.of_house(workflow, reading.WINDOWS[window])
    query = request.GET.urlencode()
    drawn = []
    for name in CHARTS:
        chart = charts.of_name(name, shown)
        if chart is not None:
            address = reverse("work:stuck_chart", args=[name, "-"]).removesuffix(".-")
            drawn.append(chart.at(f"{address}?{query}" if query else address))
    steps = shown.lines if request.GET.get("steps") == "all" else shown.lines[:STEPS]
    context = {
        "steps": steps, "untold": len(shown.lines) - len(steps),
        "shown": shown, "workflow": workflow, "window": window, "charts": drawn, "may_edit": request.user.is_member,
        "workflows": Workflow.objects.visible_to(request.user).filter(passed_steps__isnull=False).distinct(),
        "may_take": bool(taking.TAKERS), "audits": Audit.objects.visible_to(request.user).standing().count(), "offered": measuring.offered(),
    }  # fmt: skip
    return render(request, "work/where_stuck/index.html", context)


@needs("work.read")
@require_safe
def chart(request: HttpRequest, name: str, kind: str) -> HttpResponseBase:
    workflow, window = _asked(request)
    drawn = (
        charts.of_name(name, reading.of_house(workflow, reading.WINDOWS[window], with_dates=False)) if name in CHARTS else None
    )
    if drawn is None:
        raise Http404
    return chart_response(drawn, kind, getattr(request.user, "theme", "") or "light")


def _found(request: HttpRequest, pk: int) -> reading.Stuck:
    """The bottleneck as it stands; the figures that are kept with a change are counted here, never taken from the form."""
    step = get_object_or_404(PassedStep.objects.filter(audit=None).select_related("workflow"), pk=pk)
    window = request.POST.get("window", "")
    # Found on the page of the whole house, or on that of its workflow: a step may be a bottleneck of one and not of the other.
    for whole in dict.fromkeys((None, step.workflow)):
        shown = reading.of_house(whole, reading.WINDOWS.get(window, 365), with_dates=False)
        found = next((each for each in shown.stuck if each.step.pk == pk), None)
        if found is not None:
            return found
    raise Refused(_("This step is no bottleneck any more: look at the page again."))


@acts
@needs("work.start")
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    kind = request.POST.get("kind", "")
    proposal = next((each for each in found.proposals if each.kind == kind), None)
    if proposal is None:
        raise Refused(_("This change would no longer free anything: look at the page again."))
    Improvement.adopt(
        found.step,
        kind,
        by=request.user,
        note=request.POST.get("note", ""),
        runs=proposal.runs,
        of=proposal.of,
        hours=proposal.hours,
    )
    return done(request, back(request, reverse("work:stuck")), _("It is kept. Its effect is measured from now on."))


@acts
@needs("work.start")
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(Improvement.objects.editable_by(request.user), pk=pk).give_up(by=request.user)
    return done(request, back(request, reverse("work:stuck")), _("It is given up; what it did stays readable."))


@acts
@needs("work.start")
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """To the next review, as what is happening and what it does."""
    found = _found(request, pk)
    where = f"{found.name}, {found.step.workflow}" if found.step.workflow_id else found.name
    situation = [" ".join(saying.reason(*pair) for pair in found.why)]
    if found.proposal:
        situation.append(f"{saying.proposal(found.proposal)} {saying.freed(found.proposal)}")
    effect = _("%(count)d passages cost %(time)s each at the median; %(waiting)d wait now.") % {
        "count": found.flow.count, "time": saying.worktime(found.flow.lead), "waiting": found.flow.waiting_now,
    }  # fmt: skip
    opened = taking.take(_("Work is stuck at %(step)s") % {"step": where}, "\n\n".join(situation), effect, by=request.user)
    if opened is None:
        raise Refused(_("No room here takes such a question."))
    return done(request, opened, _("It is open, and can be put on the agenda of a review."))


@acts
@needs("work.start")
def measure(request: HttpRequest) -> HttpResponse:
    measuring.offer(by=request.user)
    return done(request, reverse("metrics:index"), _("The measures of the work are here; their past is being written."))
