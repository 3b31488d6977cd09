"""A reading: “Instagramm” is read as Instagram, or as a new value, in this file and the next of its shape."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regie.connect import work
from regie.connect.figures.choices import Choices
from regie.connect.models import Intake, NotNow
from regie.metrics.engine.address import folded
from regie.people.rights import needs


@require_POST
@needs("connect.import_figures")
def create(request: HttpRequest, pk: int) -> HttpResponse:
    intake = get_object_or_404(Intake.objects.editable_by(request.user).select_related("file"), pk=pk)
    word, dimension, meant = (request.POST.get(name, "")[:200] for name in ("word", "dimension", "meant"))
    choices = Choices.of(intake.choices)
    if word and meant and dimension:
        choices.read_as.setdefault(dimension, {})[folded(word)] = meant
    elif word and meant:
        choices.named[folded(word)] = meant
    try:
        intake.choose(choices.as_kept())
    except NotNow:
        messages.info(request, _("This import has gone on in the meantime. Bring the file again to read it another way."))
    else:
        work.ask(intake)
    return redirect(intake)
