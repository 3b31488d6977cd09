"""Roles and who holds them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regie.journal.models import record
from regie.people.forms.persons import HoldingForm, RoleForm
from regie.people.models import Domain, Holding, Person, Role
from regie.people.rights import needs
from regie.people.views.editing import edited


@needs("people.read_people")
def index(request: HttpRequest) -> HttpResponse:
    current = Prefetch("holdings", Holding.objects.current().select_related("person"), to_attr="held")
    roles = list(
        Role.objects.visible_to(request.user)
        .select_related("domain")
        .prefetch_related(current)
        .order_by("-domain__is_home", "domain__name", "name")
    )
    people = list(Person.objects.active().only("pk", "name"))
    words = {
        "people": people,
        "roles": roles,
        "vacant": [role for role in roles if not role.held],
        "form": HoldingForm() if request.user.has_perm("people.edit_roles") else None,
    }
    return render(request, "people/roles.html", words)


@needs("people.edit_roles")
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    form = RoleForm(request.POST or None, initial={"domain": Domain.objects.home()})
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            role = form.save()
            record("people.role_made", role, by=request.user)
        return redirect(role)
    return render(
        request,
        "people/form.html",
        {"form": form, "title": _("New role"), "back": "/people/roles/"},
        status=422 if form.errors else 200,
    )


@needs("people.edit_roles")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    role = get_object_or_404(Role.objects.editable_by(request.user), pk=pk)
    form = RoleForm(request.POST or None, instance=role)
    return edited(request, form, Role.objects.get(pk=pk), title=str(role), to=role.get_absolute_url())


@needs("people.edit_roles")
@require_POST
def destroy(request: HttpRequest, pk: int) -> HttpResponse:
    """A role that was held stays in the books: it is given back first."""
    role = get_object_or_404(Role.objects.editable_by(request.user), pk=pk)
    if role.holdings.exists():
        messages.error(
            request, _("%(role)s has been held: it stays, so that everybody can read who answered for what.") % {"role": role}
        )
        return redirect("people:roles")
    with transaction.atomic():
        record("people.role_removed", role, by=request.user)
        role.delete()
    return redirect("people:roles")


@needs("people.edit_roles")
@require_POST
def give(request: HttpRequest, pk: int) -> HttpResponse:
    role = get_object_or_404(Role.objects.editable_by(request.user), pk=pk)
    form = HoldingForm(request.POST)
    if form.is_valid():
        try:
            role.give_to(form.cleaned_data["person"], by=request.user, since=form.cleaned_data["since"])
            return redirect(role)
        except ValidationError as fault:
            form.add_error("person", fault)
    return render(request, "people/form.html", {"form": form, "title": str(role), "back": "/people/roles/"}, status=422)


@needs("people.edit_roles")
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    holding = get_object_or_404(Holding.objects.filter(until=None).select_related("role", "person"), pk=pk)
    holding.close(by=request.user)
    return redirect(holding.role)
