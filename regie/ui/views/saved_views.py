"""Saved views of lists: create and destroy."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regie.ui.models import SavedView


def _list_address(request: HttpRequest) -> str:
    address = request.POST.get("next", "/")
    return address if url_has_allowed_host_and_scheme(address, {request.get_host()}) else "/"


@require_POST
def create(request: HttpRequest) -> HttpResponse:
    person: Any = request.user
    name, list_name = request.POST.get("name", "").strip()[:60], request.POST.get("list", "")[:80]
    query = request.POST.get("query", "")
    if not name or not list_name or len(query) > 1000:
        messages.error(request, _("A view needs a name. Write one, then save it."))
    else:
        SavedView.objects.update_or_create(person=person, list_name=list_name, name=name, defaults={"query": query})
        messages.success(request, _("View saved: %(name)s") % {"name": name})
    return redirect(_list_address(request) + (f"?{query}" if query else ""))


@require_POST
def destroy(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk).delete()
    messages.success(request, _("View erased"))
    return redirect(_list_address(request))
