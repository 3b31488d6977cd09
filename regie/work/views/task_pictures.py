"""Pictures in the text of a task: kept when pasted, drawn anew when shown, given to whoever may see the task."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regie.journal.models import File
from regie.people.rights import needs
from regie.work import pictures
from regie.work.models import Task

LARGEST = 20_000_000  # bytes


@needs("work.start")
@require_POST
def create(request: HttpRequest) -> JsonResponse:
    """What is pasted, before the text is kept: `{text}` to write into it, or `{fault}`."""
    upload = request.FILES.get("file")
    if upload is None or not pictures.can_be_shown(upload.name or ""):
        return JsonResponse({"fault": _("Paste a picture: PNG, JPEG, GIF or WebP.")}, status=422)
    if (upload.size or 0) > LARGEST:
        return JsonResponse({"fault": _("This picture is larger than 20 MB: make it smaller, or add it as a file.")}, status=422)
    file = File.keep(upload, by=request.user)
    if pictures.picture(file) is None:
        file.content.delete(save=False)
        file.delete()
        return JsonResponse({"fault": _("This picture cannot be read: save it as PNG or JPEG and try again.")}, status=422)
    return JsonResponse({"text": f"![{file.name.rpartition('.')[0]}](picture:{file.pk})"})


@require_safe
def show(request: HttpRequest, pk: int, file: int) -> FileResponse:
    """Pixels alone, never the bytes that came."""
    task = get_object_or_404(Task.objects.visible_to(request.user), pk=pk)
    attachment = get_object_or_404(task.attachments.select_related("file"), file=file)
    drawn = pictures.picture(attachment.file) if pictures.can_be_shown(attachment.name) else None
    if drawn is None:
        raise Http404
    answer = FileResponse(drawn.open("rb"), content_type="image/png")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, max-age=86400"
    return answer
