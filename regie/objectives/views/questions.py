"""Questions of a survey, written, changed, moved and taken away on its page while it is in preparation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from regie.objectives.models import Question, Survey
from regie.objectives.survey_forms import QuestionForm
from regie.objectives.views.surveys import page, writable
from regie.ui.acting import acts


def _mine(request: HttpRequest, pk: int) -> Question:
    rows = Question.objects.filter(survey__in=Survey.objects.editable_by(request.user)).select_related("survey")
    return get_object_or_404(rows, pk=pk)


@acts
def create(request: HttpRequest, pk: int) -> HttpResponse:
    survey = writable(request, pk)
    form = QuestionForm(request.POST, prefix="new")
    if not form.is_valid():
        return page(request, survey, asking=form, status=422)
    Question.add(survey, by=request.user, **form.cleaned_data)
    return redirect(f"{survey.get_absolute_url()}#add")


@acts
def update(request: HttpRequest, pk: int) -> HttpResponse:
    question = _mine(request, pk)
    form = QuestionForm(request.POST, prefix=f"q{pk}")
    if not form.is_valid():
        return page(request, question.survey, changing=form, status=422)
    question.change(by=request.user, **form.cleaned_data)
    return redirect(f"{question.survey.get_absolute_url()}#question-{pk}")


@acts
def destroy(request: HttpRequest, pk: int) -> HttpResponse:
    question = _mine(request, pk)
    question.remove(by=request.user)
    return redirect(f"{question.survey.get_absolute_url()}#questions")


@acts
def order(request: HttpRequest, pk: int) -> HttpResponse:
    survey = writable(request, pk)
    Question.order(survey, [int(key) for key in request.POST.getlist("order") if key.isdigit()], by=request.user)
    return redirect(survey)
