"""The sheet of shortcuts as a page of its own, for who comes without script."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def index(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/shortcuts.html")
