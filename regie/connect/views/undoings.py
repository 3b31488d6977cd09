"""An undoing: a whole import taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regie.connect.models import Intake, NotNow
from regie.people.rights import needs


@require_POST
@needs("connect.import_figures")
def create(request: HttpRequest, pk: int) -> HttpResponse:
    intake = get_object_or_404(Intake.objects.editable_by(request.user).select_related("file", "batch", "ledger"), pk=pk)
    try:
        intake.undo(by=request.user)
    except NotNow:
        messages.info(request, _("This import was undone already, or never written."))
    else:
        if intake.is_being_undone:
            return redirect(intake.batch)
        messages.success(request, str(intake.aim.words.undone))
    return redirect(intake)
