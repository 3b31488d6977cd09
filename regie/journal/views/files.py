"""Files that people brought, given back as downloads."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404

from regie.journal.models import File


def show(request: HttpRequest, pk: int) -> FileResponse:
    file = get_object_or_404(File.objects.visible_to(request.user), pk=pk)
    try:
        return file.as_download()
    except FileNotFoundError as fault:
        raise Http404 from fault
