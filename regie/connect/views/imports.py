"""Imports: bring a file, look how far it is, read what became of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from regie.connect import queries
from regie.connect.forms import LIMIT, FileForm
from regie.connect.models import Intake
from regie.connect.targets import TARGETS, targets_for
from regie.connect.uploads import LimitedUpload
from regie.connect.views.corrections import typed_so_far
from regie.connect.words import file_sentence
from regie.journal.models import File
from regie.lib.tables import Unreadable
from regie.people.rights import needs


@needs("connect.import_figures")
def new(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("holds", "")
    return _form(request, FileForm(initial={"holds": asked if asked in TARGETS else ""}, person=request.user), 200)


def _form(request: HttpRequest, form: FileForm, status: int) -> HttpResponse:
    return render(request, "connect/imports/new.html", {"form": form, "targets": targets_for(request.user)}, status=status)


@csrf_exempt  # the inner view checks: the limit must be in place before the form is read
def create(request: HttpRequest) -> HttpResponse:
    request.upload_handlers.insert(0, LimitedUpload(request))
    return _create(request)


@csrf_protect
@require_POST
@needs("connect.import_figures")
def _create(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST, request.FILES, person=request.user)
    if getattr(request, "upload_was_too_large", False):
        form.errors.pop("file", None)  # there was one, and it was let go on its way
        form.add_error("file", file_sentence({"code": "too_large", "limit": LIMIT // 2**20}))
        return _form(request, form, 413)
    if form.is_valid():
        file = File.keep(form.cleaned_data["file"], by=request.user)
        try:
            return redirect("connect:columns", Intake.bring(file, by=request.user, target=form.cleaned_data["holds"]).pk)
        except Unreadable as fault:
            form.add_error("file", file_sentence(fault))
            file.content.delete(save=False)
            file.delete()
    return _form(request, form, 422)


def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of the stage at which the import stands; all of them live at this one address."""
    intake = _seen(request, pk)
    match intake.stage:
        case Intake.Stage.COLUMNS:
            return redirect("connect:columns", pk)
        case Intake.Stage.REHEARSING | Intake.Stage.WRITING:
            return render(request, "connect/imports/progress.html", queries.progress(intake, request))
        case Intake.Stage.FAILED:
            return render(request, "connect/imports/stopped.html", queries.stopped(intake, request))
        case Intake.Stage.REHEARSED:
            return render(
                request, "connect/imports/rehearsal.html", queries.rehearsal(intake, request, typed_so_far(request, pk))
            )
    return render(request, "connect/imports/result.html", queries.result(intake, request))


def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """What the page asks for every second; when the work has ended, the whole page comes."""
    intake = _seen(request, pk)
    if not request.headers.get("HX-Request"):
        return redirect(intake)  # the address of a part: a person who opens it wants the page
    if intake.is_busy:
        return render(request, "connect/imports/progress.html#progress", queries.progress(intake, request))
    answer = HttpResponse()
    answer["HX-Redirect"] = intake.get_absolute_url()
    return answer


def _seen(request: HttpRequest, pk: int) -> Intake:
    found = Intake.objects.visible_to(request.user).select_related("file", "by", "written_by", "batch", "ledger")
    return get_object_or_404(found, pk=pk)
