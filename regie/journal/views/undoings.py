"""Taking one change back, from the history of its thing."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regie.journal import things, undoing
from regie.journal.models import Event, Stale


@require_POST
def create(request: HttpRequest, pk: int) -> HttpResponse:
    event = get_object_or_404(Event.objects.select_related("subject_type", "page_type"), pk=pk)
    if not undoing.is_undone_here(event) or not things.is_visible(event.page, request.user):
        raise Http404
    try:
        undoing.undo(event, by=request.user, revision=_number(request.POST.get("revision", "")))
    except ObjectDoesNotExist as fault:  # it may be seen, but not changed
        raise Http404 from fault
    except Stale:
        messages.error(request, _("This was changed again in the meantime: nothing was undone. Look at the newest lines first."))
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    else:
        messages.success(request, _("The change is undone; a new line says so."))
    return redirect("journal:of_thing", kind=things.kind_of(event.page), key=event.page.pk)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
