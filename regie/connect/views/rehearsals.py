"""A rehearsal once more, after it was stopped: with the columns and corrections as they stand."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regie.connect import work
from regie.connect.models import Intake, NotNow
from regie.people.rights import needs


@require_POST
@needs("connect.import_figures")
def create(request: HttpRequest, pk: int) -> HttpResponse:
    intake = get_object_or_404(Intake.objects.editable_by(request.user).select_related("file"), pk=pk)
    try:
        intake.rehearse_again()
    except NotNow:
        messages.info(request, _("Somebody else went on with this import in the meantime. This is how it stands."))
    else:
        work.ask(intake)
    return redirect(intake)
