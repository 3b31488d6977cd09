"""Who is asked by a survey."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regie.lib.refused import Refused
from regie.objectives.models import Asked, Survey
from regie.objectives.survey_forms import InvitationForm
from regie.objectives.views.surveys import page, writable
from regie.ui.acting import acts, done


@acts
def create(request: HttpRequest, pk: int) -> HttpResponse:
    survey = writable(request, pk)
    form = InvitationForm(request.POST, survey=survey)
    if not form.is_valid():
        return page(request, survey, inviting=form, status=422)
    many = survey.invite(by=request.user, **form.cleaned_data)
    said = ngettext("%(many)s person more is asked.", "%(many)s persons more are asked.", many) % {"many": many}
    return done(request, survey, said if many else _("They are asked already."))


@acts
def destroy(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Asked.objects.filter(survey__in=Survey.objects.editable_by(request.user)).select_related("survey")
    asked = get_object_or_404(rows, pk=pk)
    if asked.survey.opened_at is not None:
        raise Refused(_("The survey is open: their link is with them."))
    asked.delete()
    return done(request, asked.survey)
