"""Absences: days on which somebody is away, and who stands in."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regie.people.forms.persons import AbsenceForm
from regie.people.models import Absence, Person


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.editable_by(request.user), pk=pk)
    form = AbsenceForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            Absence.note(person, by=request.user, **form.cleaned_data)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            messages.success(request, _("The absence is noted."))
            return redirect(person)
    words = {"form": form, "title": _("Absence of %(name)s") % {"name": person.name}, "back": person.get_absolute_url()}
    return render(request, "people/form.html", words, status=422 if form.errors else 200)


@require_POST
def destroy(request: HttpRequest, pk: int) -> HttpResponse:
    absence = get_object_or_404(Absence.objects.editable_by(request.user).select_related("person"), pk=pk)
    person = absence.person
    absence.remove(by=request.user)
    messages.success(request, _("The absence is removed."))
    return redirect(person)
