"""A halt: a rehearsal or a writing under way is stopped by a person."""

from __future__ import annotations

from django.contrib import messages
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regie.connect.models import Intake, NotNow
from regie.people.rights import needs


@require_POST
@needs("connect.import_figures")
def create(request: HttpRequest, pk: int) -> HttpResponse:
    intake = get_object_or_404(Intake.objects.editable_by(request.user).select_related("file"), pk=pk)
    try:
        intake.halt(by=request.user)
    except NotNow:
        messages.info(
            request, _("It had ended before it could be stopped. This is how it stands; a written import can be undone.")
        )
    except OperationalError:  # with SQLite, while the figures are put in their place
        messages.info(request, _("All of it is being put in its place just now. Undo the import when it is done."))
    return redirect(intake)
