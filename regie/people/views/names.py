"""Names that begin with what was typed after an @."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from regie.lib.text import plain
from regie.people.models import Person

MOST = 8


def index(request: HttpRequest) -> HttpResponse:
    """The list under the text, for the script alone: those whom the reader may see and who can be told. One query."""
    typed = plain(request.GET.get("q", "")[:80])
    reachable = Person.objects.visible_to(request.user).active().exclude(email=None).exclude(pk=request.user.pk)
    people = [person for person in reachable.only("name", "job") if _begins(plain(person.name), typed)]
    return render(request, "people/names.html", {"people": people[:MOST]})


def _begins(name: str, typed: str) -> bool:
    return name.startswith(typed) or any(word.startswith(typed) for word in name.split())
