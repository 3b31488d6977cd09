"""Asking for an approval of a content or a task, stage by stage."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regie.lib.refused import Refused
from regie.people.rights import needs
from regie.ui.acting import done
from regie.work import asking
from regie.work.asking_forms import MOST, AskForm, StageForm
from regie.work.models import Approval, Content, Task


@needs("work.start")
@require_http_methods(["GET", "POST"])
def of_content(request: HttpRequest, pk: int) -> HttpResponse:
    content = get_object_or_404(Content.objects.editable_by(request.user).select_related("run", "task"), pk=pk)
    return _ask(request, content, content.task)


@needs("work.start")
@require_http_methods(["GET", "POST"])
def of_task(request: HttpRequest, pk: int) -> HttpResponse:
    task = get_object_or_404(Task.objects.editable_by(request.user), pk=pk)
    return _ask(request, asking.subject_of(task), task)


def _ask(request: HttpRequest, thing: Any, task: Task | None) -> HttpResponse:
    posted = request.method == "POST"
    typed = request.POST if posted else None
    proposed = _proposed(task, by=request.user) if not posted else []
    wanted = request.POST.get("stages", str(len(proposed) or 1))
    number = min(MOST, int(wanted) if wanted.isdigit() and int(wanted) else 1)
    more = posted and "more" in request.POST
    if more:  # one stage more, and nothing typed is lost
        number = min(MOST, number + 1)
    form = AskForm(typed, thing=thing)
    stages = [
        StageForm(typed if place < number - more else None, prefix=f"stage{place}", initial=dict(enumerate(proposed)).get(place))
        for place in range(number)
    ]
    if posted and not more and all([form.is_valid(), *(stage.is_valid() for stage in stages)]):
        try:
            chosen = [asked for stage in stages if (asked := stage.asked)]
            words = {"facets": form.covered, "message": form.cleaned_data["message"]}
            words["in_parallel"] = form.cleaned_data["order"] == "parallel"
            if task is not None and task.ended_at is None:
                approval = asking.ask_as(task, chosen, by=request.user, **words)
            else:
                approval = Approval.ask(thing, chosen, by=request.user, **words)
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            return done(request, approval, _("Round %(number)s is open: those asked are told.") % {"number": approval.round})
    context = {
        "form": form,
        "stages": stages,
        "forms": [form, *stages],
        "thing": thing,
        "number": number,
        "most": MOST,
        "quiet": more,
    }
    return render(request, "work/approvals/form.html", context, status=422 if posted and not more else 200)


def _proposed(task: Task | None, *, by: Any) -> list[dict[str, Any]]:
    """The stages that the workflow says, to be looked at and changed before anybody is asked."""
    if task is None or task.kind != "approval":
        return []
    return [
        {
            "name": stage.name, "people": [person.pk for person in stage.deciders], "rule": stage.rule, "count": stage.count,
            "hours": stage.hours,
        }
        for stage in asking.stages_of(task, asking.gate_of(task), by=by)
    ]  # fmt: skip
