"""Surveys: prepared, opened, followed, closed, read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regie.journal.models import Stale
from regie.objectives.gathering_lists import Surveys
from regie.objectives.models import FEWEST, Survey
from regie.objectives.questionnaires import TEMPLATES
from regie.objectives.reading import surveys as reading
from regie.objectives.survey_forms import InvitationForm, NewSurveyForm, QuestionForm, SurveyForm
from regie.objectives.survey_letters import address_of
from regie.people.rights import needs
from regie.ui.acting import acts, done
from regie.ui.exports import csv_response
from regie.ui.forms import conflict


def seen(request: HttpRequest, pk: int) -> Survey:
    return get_object_or_404(Survey.objects.visible_to(request.user), pk=pk)


def writable(request: HttpRequest, pk: int) -> Survey:
    return get_object_or_404(Survey.objects.editable_by(request.user), pk=pk)


@needs("objectives.read")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    table = Surveys(request, reading.listed(request.user))
    return table.export() or render(request, "objectives/surveys/index.html", {"table": table})


@needs("objectives.draft")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = NewSurveyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = {name: value for name, value in form.cleaned_data.items() if name != "revision"}
        template = TEMPLATES.get(data.pop("template", ""))
        questions = template.asked_in(data["language"]) if template else []
        survey = Survey.prepare(data.pop("title"), by=request.user, questions=questions, **data)
        return done(request, survey, _("It is prepared. Look at its questions, choose who is asked, then open it."))
    return render(request, "objectives/surveys/form.html", {"form": form, "survey": None}, status=422 if form.is_bound else 200)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return page(request, seen(request, pk))


def page(request: HttpRequest, survey: Survey, *, asking=None, inviting=None, changing=None, status: int = 200) -> HttpResponse:
    """The survey in the state that it is in, with a form that was refused as it was typed."""
    may_edit = Survey.objects.editable_by(request.user).filter(pk=survey.pk).exists()
    progress = reading.progress_of(survey)
    mine = survey.asked.filter(person=request.user).first() if survey.is_open else None
    forms = {}
    if may_edit and survey.opened_at is None:
        forms["asking"] = asking or QuestionForm(prefix="new")
        forms["questions"] = [
            (each, changing if changing and changing.prefix == f"q{each.pk}" else QuestionForm(initial=QuestionForm.initial_of(each), prefix=f"q{each.pk}"))
            for each in survey.questions.all()
        ]  # fmt: skip
    else:
        forms["questions"] = [(each, None) for each in survey.questions.all()]
    words = {
        "survey": survey,
        "progress": progress,
        "may_edit": may_edit,
        "asked": survey.asked.select_related("person") if not survey.is_anonymous or survey.opened_at is None else [],
        "inviting": inviting or InvitationForm(survey=survey) if may_edit and survey.closed_at is None else None,
        "link": survey.shared_link() if may_edit and survey.closed_at is None else None,
        "mine": mine,
        "results": reading.results_of(survey) if survey.opened_at and (survey.closed_at or not survey.is_anonymous) else None,
        "fewest": FEWEST,
        **forms,
    }
    return render(request, "objectives/surveys/show.html", words, status=status)


@needs("objectives.draft")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    survey = writable(request, pk)
    form = SurveyForm(request.POST or None, instance=survey)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except Stale as stale:
            return conflict(request, form, stale.current)
        return done(request, survey, _("The survey is kept."))
    return render(request, "objectives/surveys/form.html", {"form": form, "survey": survey}, status=422 if form.is_bound else 200)


@acts
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    survey = writable(request, pk)
    survey.open(by=request.user)
    said = _("The survey is open; each who is asked has a letter with a link.")
    return done(request, survey, said if survey.asked.exists() else _("The survey is open: whoever has the link can answer."))


@acts
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    survey = writable(request, pk)
    survey.close(by=request.user)
    return done(request, survey, _("The survey is closed."))


@acts
def reminders(request: HttpRequest, pk: int) -> HttpResponse:
    survey = writable(request, pk)
    many = survey.remind(by=request.user)
    if not many:
        return done(request, survey, _("Nobody is left to remind today."))
    return done(
        request, survey, ngettext("%(many)s person is reminded.", "%(many)s persons are reminded.", many) % {"many": many}
    )


@acts
def sharing(request: HttpRequest, pk: int) -> HttpResponse:
    survey = writable(request, pk)
    if request.POST.get("act") == "stop":
        survey.stop_sharing(by=request.user)
        return done(request, survey, _("The one link opens nothing any more; the links of those asked by name still do."))
    survey.share(by=request.user)
    return done(request, survey, _("The one link is ready: whoever has it can answer."))


@acts
def setting_aside(request: HttpRequest, pk: int) -> HttpResponse:
    survey = writable(request, pk)
    aside = request.POST.get("act") != "count"
    survey.set_aside(by=request.user, aside=aside)
    return done(
        request,
        survey,
        _("What came by the one link counts no longer; it is kept.") if aside else _("What came by the one link counts again."),
    )


@acts
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """The same questions, to be asked again."""
    survey = seen(request, pk)
    writable(request, pk)
    questions = survey.questions.values("text", "kind", "choices", "is_required")
    made = Survey.prepare(
        survey.title, by=request.user, questions=questions, introduction=survey.introduction,
        language=survey.language, is_anonymous=survey.is_anonymous,
    )  # fmt: skip
    return done(request, made, _("Copied: nobody is asked yet."))


@require_safe
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """A person of the house goes to their own link."""
    survey = seen(request, pk)
    asked = get_object_or_404(survey.asked.filter(person=request.user))
    return redirect(address_of(asked))


@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponseBase:
    survey = seen(request, pk)
    heads = [_("Question"), _("Theme"), pgettext("survey", "Answer"), _("How many"), _("Who")]
    rows = reading.rows_to_export(survey)
    if survey.is_anonymous:
        heads, rows = heads[:-1], [row[:-1] for row in rows]
    return csv_response(survey.title, heads, rows, get_language() or "en")
