"""The page of components: every part of the house in each of its states. What is not there is not ours."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def show(request: HttpRequest) -> HttpResponse:
    if not getattr(request.user, "is_lead", False):
        raise PermissionDenied
    return render(request, "ui/components.html", {})


def chart(request: HttpRequest, kind: str) -> HttpResponse:
    raise PermissionDenied
