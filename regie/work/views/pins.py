"""Remarks on a passage or a place: put, settled, opened again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regie.lib.refused import Refused
from regie.ui.acting import acts, done
from regie.work import pointing
from regie.work.models import Pin
from regie.work.views import approvals


@require_POST
def create(request: HttpRequest, pk: int) -> HttpResponse:
    approval = approvals.seen(request, pk)
    typed = request.POST
    try:
        place = pointing.read(approval, typed)
        Pin.put(approval, typed.get("text", "")[:10_000], by=request.user, is_private=bool(typed.get("is_private")), **place)
    except Refused as refusal:
        return approvals.page(request, approval, str(refusal.sentence), 422)
    file = place.get("file")
    sheet = f"?sheet={file.pk}-{place['where']['page']}" if file else ""
    return redirect(f"{approval.get_absolute_url()}{sheet}#remarks")


@acts
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    pin = get_object_or_404(Pin.objects.editable_by(request.user).select_related("approval"), pk=pk)
    pin.resolve(by=request.user)
    return done(request, f"{pin.approval.get_absolute_url()}#remarks", _("The remark is settled."))


@acts
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    pin = get_object_or_404(Pin.objects.editable_by(request.user).select_related("approval"), pk=pk)
    pin.reopen(by=request.user)
    return done(request, f"{pin.approval.get_absolute_url()}#remarks", _("The remark is open again."))
