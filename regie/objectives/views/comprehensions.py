"""Comprehension tests: opened for an objective, judged, closed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regie.lib.refused import Refused
from regie.objectives.comprehension_forms import TestForm, proposed
from regie.objectives.models import Comprehension, Objective, Understanding
from regie.objectives.reading import understandings
from regie.people.rights import needs
from regie.ui.acting import acts, done


@needs("objectives.draft")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    objective = get_object_or_404(Objective.objects.editable_by(request.user).select_related("metric"), pk=pk)
    form = TestForm(request.POST or None, initial=proposed(objective))
    if request.method == "POST" and form.is_valid():
        terms = {"pass_mark": form.cleaned_data["pass_mark"], "fewest": form.cleaned_data["fewest"]}
        try:
            test = Comprehension.open_for(objective, form.options, by=request.user, **terms)
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            return done(request, test, _("The test is open: give its link to a few people from outside."))
    status = 422 if form.is_bound else 200
    return render(request, "objectives/comprehensions/form.html", {"form": form, "objective": objective}, status=status)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Comprehension.objects.visible_to(request.user).select_related("objective", "opened_by")
    test = get_object_or_404(rows, pk=pk)
    may_edit = Comprehension.objects.editable_by(request.user).filter(pk=pk).exists()
    context = {"test": test, "page": understandings.page(test), "may_edit": may_edit, "judgements": Understanding.Judged.choices}
    return render(request, "objectives/comprehensions/show.html", context)


def _ours(request: HttpRequest, pk: int) -> Comprehension:
    return get_object_or_404(Comprehension.objects.editable_by(request.user), pk=pk)


@acts
def judge(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    test = _ours(request, pk)
    understanding = get_object_or_404(test.understandings.select_related("test__objective"), pk=key)
    said = request.POST.get("judged", "")
    understanding.judge(int(said) if said.isdigit() else -1, by=request.user)
    return done(request, f"{test.get_absolute_url()}#answer-{key}")


@acts
def close(request: HttpRequest, pk: int) -> HttpResponse:
    test = _ours(request, pk)
    test.close(by=request.user)
    said = _("The test is passed.") if test.is_passed else _("The test is not passed: reword the objective and test it again.")
    return done(request, test.objective, said)


@acts
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    test = _ours(request, pk)
    objective = test.objective
    test.drop(by=request.user)
    return done(request, objective, _("The test is taken back."))
