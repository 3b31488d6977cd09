"""Who can do what, read from the rights that the rooms declare."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from regie.people.rights import needs
from regie.people.views.persons import rights_words


@needs("people.read_people")
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "people/rights.html", rights_words())
