"""Domains: areas of responsibility around the one that this instance runs."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regie.journal.models import record
from regie.people.forms.persons import DomainForm
from regie.people.models import Domain
from regie.people.rights import needs
from regie.people.views.editing import edited


@needs("people.read_people")
def index(request: HttpRequest) -> HttpResponse:
    here = Count("people", filter=Q(people__left_at=None), distinct=True)
    domains = (
        Domain.objects.visible_to(request.user)
        .select_related("delegator")
        .annotate(here=here, roles_known=Count("roles", distinct=True))
    )
    return render(request, "people/domains.html", {"domains": domains})


@needs("people.read_people")
def show(request: HttpRequest, pk: int) -> HttpResponse:
    domain = get_object_or_404(Domain.objects.visible_to(request.user).select_related("delegator"), pk=pk)
    words = {"domain": domain, "people": domain.people.active(), "roles": domain.roles.all()}
    return render(request, "people/domain.html", words)


@needs("people.edit_domains")
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    form = DomainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            domain = form.save()
            record("people.domain_made", domain, by=request.user)
        return redirect(domain)
    return render(
        request,
        "people/form.html",
        {"form": form, "title": _("New domain"), "back": "/people/domains/"},
        status=422 if form.errors else 200,
    )


@needs("people.edit_domains")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    domain = get_object_or_404(Domain.objects.editable_by(request.user), pk=pk)
    form = DomainForm(request.POST or None, instance=domain)
    return edited(request, form, Domain.objects.get(pk=pk), title=str(domain), to=domain.get_absolute_url())
