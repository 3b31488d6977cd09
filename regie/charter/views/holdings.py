"""Who holds a competency, and who answers for a deliverable."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regie.charter.models import Competency, Deliverable
from regie.journal.models import Stale
from regie.people import rights
from regie.people.models import Person, Role


@rights.needs("charter.read_coverage")
def competencies(request: HttpRequest) -> HttpResponse:
    rows = (
        Competency.objects.visible_to(request.user)
        .current()
        .filter(line__charter__domain__is_home=True)
        .prefetch_related("holders")
        .order_by("id")
    )
    rows = list(rows)
    only = request.GET.get("show", "")
    held = sum(bool(each.holders.all()) for each in rows)
    shown = [each for each in rows if not each.holders.all()] if only == "unheld" else rows
    groups: dict[str, list[Competency]] = {}
    for each in shown:
        groups.setdefault(each.group, []).append(each)
    context = {"groups": list(groups.items()), "count": len(rows), "unheld": len(rows) - held, "only": only, "people": Person.objects.team(),
               "can_edit": request.user.is_member}  # fmt: skip
    return render(request, "charter/competencies.html", context)


@require_POST
def competency(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Competency.objects.editable_by(request.user).select_related("line__charter"), pk=pk)
    chosen = Person.objects.team().filter(pk__in=[each for each in request.POST.getlist("holders") if each.isdigit()])
    row.hold(list(chosen), by=request.user)
    messages.success(request, _("Kept: who holds “%(name)s”.") % {"name": row})
    return redirect(f"{reverse('charter:competencies')}#line-{row.line_id}")


@require_POST
def deliverable(request: HttpRequest, pk: int) -> HttpResponse:
    """`owner` is `person-3` or `role-2`, or empty: nobody."""
    row = get_object_or_404(Deliverable.objects.editable_by(request.user).select_related("line__charter"), pk=pk)
    kind, _dash, number = request.POST.get("owner", "").partition("-")
    person = Person.objects.team().filter(pk=int(number)).first() if kind == "person" and number.isdigit() else None
    role = (
        Role.objects.filter(domain=row.line.charter.domain, pk=int(number)).first()
        if kind == "role" and number.isdigit()
        else None
    )
    revision = request.POST.get("revision", "")
    try:
        row.assign(by=request.user, person=person, role=role, revision=int(revision) if revision.isdigit() else None)
        messages.success(request, _("Kept: who answers for it."))
    except Stale as stale:
        now = stale.current.owner or stale.current.owner_role or _("nobody")
        messages.error(
            request,
            _("Somebody settled this while you were choosing: it is now %(name)s. Choose again if that is not right.")
            % {"name": now},
        )
    return redirect(f"{reverse('charter:index')}#line-{row.line_id}")
