"""Objectives: all of them as a tree, and one of them with its course."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from regie.journal.models import Stale
from regie.lib.refused import Refused
from regie.objectives.forms import EndForm, ObjectiveForm, language
from regie.objectives.models import CheckIn, Idea, Objective
from regie.objectives.reading import drafting, pursuits
from regie.people.rights import needs
from regie.ui import charts
from regie.ui.acting import acts, done
from regie.ui.forms import conflict


@needs("objectives.read")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    sides = pursuits.sides(request.user)
    asked = request.GET.get("status", "")
    chosen = asked if asked in {side.key for side in sides} else ""
    tree = pursuits.tree(request.user, chosen)
    return render(
        request,
        "objectives/pursuits/index.html",
        {
            "sides": sides,
            "chosen": chosen,
            "tree": tree,
            "summary": pursuits.summary(tree),
            "may_draft": request.user.has_perm("objectives.draft"),
        },
    )


def _seen(request: HttpRequest, pk: int) -> Objective:
    rows = Objective.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("metric", "owner", "parent", "responsibility", "adopted_by", "idea"), pk=pk)


def _ours(request: HttpRequest, pk: int) -> Objective:
    return get_object_or_404(Objective.objects.editable_by(request.user).select_related("metric", "owner"), pk=pk)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    objective = _seen(request, pk)
    may_edit = Objective.objects.editable_by(request.user).filter(pk=pk).exists()
    page = pursuits.page(objective, request.user)
    return render(
        request,
        "objectives/pursuits/show.html",
        {
            "objective": objective,
            "page": page,
            "may_edit": may_edit,
            "may_check_in": may_edit or objective.owner_id == request.user.pk,
            "confidences": CheckIn.Confidence,
        },
    )


@require_safe
def chart(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    drawn = pursuits.chart(_seen(request, pk))
    if drawn is None:
        return HttpResponse(status=404)
    return charts.chart_response(drawn, kind)  # type: ignore[return-value]


@needs("objectives.draft")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    idea = _idea(request)
    initial = {
        "text": request.GET.get("text", "") or (idea.text if idea else ""),
        "parent": request.GET.get("parent"),
        "responsibility": request.GET.get("responsibility"),
        "campaign": request.GET.get("campaign", ""),
        "owner": request.user.pk,
    }
    form = ObjectiveForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.typed
        try:
            objective = Objective.draft(data.pop("text"), by=request.user, idea=idea, language=language(), **data)
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            return done(request, objective, _("The draft is kept: its page says what it still lacks."))
    return _form(request, form, None, idea)


@needs("objectives.draft")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    objective = _ours(request, pk)
    form = ObjectiveForm(request.POST or None, instance=objective)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except Stale as stale:
            return conflict(request, form, stale.current)
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            return done(request, objective, _("The objective is kept."))
    return _form(request, form, objective, None)


def _idea(request: HttpRequest) -> Idea | None:
    said = request.POST.get("idea") or request.GET.get("idea") or ""
    return Idea.objects.filter(pk=said, workshop__in=_workshops(request)).first() if said.isdigit() else None


def _workshops(request: HttpRequest):
    from regie.objectives.models import Workshop

    return Workshop.objects.editable_by(request.user)


def _form(request: HttpRequest, form: ObjectiveForm, objective: Objective | None, idea: Idea | None) -> HttpResponse:
    check = drafting.check_of_form(form, Objective.objects.visible_to(request.user))
    status = 422 if form.is_bound else 200
    return render(
        request,
        "objectives/pursuits/form.html",
        {"form": form, "objective": objective, "idea": idea, "check": check},
        status=status,
    )


@needs("objectives.draft")
@require_http_methods(["POST"])
def check(request: HttpRequest) -> HttpResponse:
    """What is SMART in a draft as it is being typed; keeps nothing."""
    of = request.GET.get("of", "")
    kept = Objective.objects.editable_by(request.user).filter(pk=of).first() if of.isdigit() else None
    form = ObjectiveForm(request.POST, instance=kept)
    found = drafting.check_of_form(form, Objective.objects.visible_to(request.user))
    return render(request, "objectives/pursuits/form.html#check", {"check": found})


@acts
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    objective = _ours(request, pk)
    objective.propose(by=request.user)
    return done(request, objective, _("It is proposed: the next review decides by consent."))


@acts
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    objective = _ours(request, pk)
    objective.take_back(by=request.user, because=request.POST.get("reason", ""))
    return done(request, objective, _("It is a draft again."))


@acts
def check_in(request: HttpRequest, pk: int) -> HttpResponse:
    objective = get_object_or_404(Objective.objects.followed_by(request.user), pk=pk)
    confidence = request.POST.get("confidence", "")
    if confidence not in CheckIn.Confidence.values:
        raise Refused(_("Choose how sure you are."))
    objective.check_in(confidence, by=request.user, words=request.POST.get("text", ""))
    return done(request, f"{objective.get_absolute_url()}#check-ins", pgettext("check-in", "It is noted."))


@acts
def end(request: HttpRequest, pk: int) -> HttpResponse:
    objective = _ours(request, pk)
    form = EndForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Choose how it ended."))
    objective.end(form.cleaned_data["ending"], by=request.user, learnt=form.cleaned_data["learnt"])
    return done(request, objective, _("It is ended, and what was learnt is kept."))
