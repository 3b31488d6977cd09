"""Persons: who is here, what each may do, how they come in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regie.journal.models import Event, record
from regie.people import queries, rights
from regie.people.forms.persons import AbsenceForm, InviteForm, NamedForm, PersonForm
from regie.people.models import Domain, Invitation, OpenLink, Person
from regie.people.rights import needs
from regie.people.views.editing import edited
from regie.ui import exports

A_PAGE = 25
SORTS = {"name": "name", "-name": "-name", "seen": "seen_at", "-seen": "-seen_at"}


@needs("people.read_people")
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "people/index.html", page_words(request))


def page_words(request: HttpRequest, invite_form: InviteForm | None = None) -> dict[str, Any]:
    """What the page of people shows; a dozen queries at most, whatever the number of people."""
    everybody = Person.objects.visible_to(request.user).active()
    home = Domain.objects.home()
    inside = everybody.filter(domain=home) if home else everybody.none()
    groups = {"all": everybody, "home": inside, "others": everybody.exclude(pk__in=inside.values("pk"))}
    left = Person.objects.visible_to(request.user).exclude(left_at=None)
    if rights.is_lead(request.user):
        groups["left"] = left
    group = request.GET.get("group", "all")
    group = group if group in groups else "all"
    sort = request.GET.get("sort", "name")
    order = SORTS.get(sort, "name")
    chosen = queries.sought(groups[group], request.GET.get("sought", "").strip()[:100])
    page = Paginator(chosen.select_related("domain").order_by(order, "name"), A_PAGE).get_page(request.GET.get("page"))
    found = queries.rows(list(page.object_list))
    return {
        "group": group,
        "groups": {key: rows.count() for key, rows in groups.items()},
        "sort": sort,
        "page": page,
        "rows": found,
        "weak": [row.person for row in found if row.is_weak],
        "invitations": Invitation.objects.visible_to(request.user).waiting().select_related("invited_by", "person"),
        "links": list(OpenLink.objects.visible_to(request.user).open().select_related("made_by")[:20]),
        "invite_form": invite_form
        or (InviteForm(initial={"person": request.GET.get("person")}) if request.user.has_perm("people.invite") else None),
        "standings": Person.Standing.choices,
        **rights_words(),
    }


def rights_words() -> dict[str, Any]:
    counts = queries.standing_counts()
    return {"rights": queries.who_may(), "columns": [(key, label, counts.get(key, 0)) for key, label in Person.Standing.choices]}


@needs("people.invite")
def export(request: HttpRequest) -> HttpResponseBase:
    head = [_("Name"), _("E-mail"), _("Work"), _("Domain"), _("Rights"), _("Comes in with"), _("Last seen")]
    people = list(Person.objects.visible_to(request.user).active().select_related("domain"))
    lines = [
        [
            row.person.name,
            row.person.email or "",
            row.person.job,
            str(row.person.domain or ""),
            row.person.get_standing_display(),
            row.comes_in,
            row.person.seen_at,
        ]
        for row in queries.rows(people)
    ]
    return exports.csv_response("people", head, lines, request.LANGUAGE_CODE)


@needs("people.invite")
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Name somebody who does not come in yet."""
    form = NamedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = form.save(commit=False)
        person.set_unusable_password()
        person.save()
        record("people.person_named", person, by=request.user)
        return redirect(person)
    return render(request, "people/form.html", {"form": form, "title": _("Name somebody")}, status=422 if form.errors else 200)


@needs("people.read_people")
def show(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user).select_related("domain"), pk=pk)
    may_edit = Person.objects.editable_by(request.user).filter(pk=person.pk).exists()
    own = Event.objects.filter(actor=person).exclude(pk__in=Event.objects.about(person))
    words = {
        "person": person,
        "row": queries.rows([person])[0],
        "holdings": person.holdings.current().select_related("role", "role__domain"),
        "former": person.holdings.exclude(pk__in=person.holdings.current().values("pk")).select_related("role", "role__domain"),
        "absences": person.absences.to_come().select_related("deputy"),
        "deputy_for": person.deputy_for.on().select_related("person"),
        "may_edit": may_edit,
        "may_invite": request.user.has_perm("people.invite"),
        "absence_form": AbsenceForm(person=person) if may_edit else None,
        "done": own[:12] if may_edit else [],
        "standings": Person.Standing.choices,
    }
    return render(request, "people/person.html", words)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.editable_by(request.user), pk=pk)
    form = PersonForm(request.POST or None, instance=person)
    if not rights.is_lead(request.user):
        form.fields.pop("domain")
    return edited(request, form, Person.objects.get(pk=pk), title=person.name, to=person.get_absolute_url())


@needs("people.invite")
@require_http_methods(["GET", "POST"])
def standing(request: HttpRequest, pk: int) -> HttpResponse:
    """What one person may do, changed in its cell; without script, on a page of its own."""
    person = get_object_or_404(Person.objects.editable_by(request.user).active(), pk=pk)
    words: dict[str, Any] = {"person": person, "standings": Person.Standing.choices}
    part = "" if not request.headers.get("HX-Request") else "#cell"
    if request.method == "GET":
        name = "people/standing.html#form" if part and "shown" not in request.GET else "people/standing.html" + part
        return render(request, name, words)
    chosen = request.POST.get("standing", "")
    if chosen not in Person.Standing.values:
        words["fault"] = _("Choose one of the rights of the list.")
    else:
        try:
            person.change_standing(chosen, by=request.user)
        except ValidationError as fault:
            words["fault"] = fault.messages[0]
            person.refresh_from_db()
    if "fault" in words:
        return render(request, "people/standing.html" + ("#form" if part else ""), words, status=422)
    if part:
        return render(request, "people/standing.html#cell", words)
    messages.success(
        request, _("%(name)s: %(rights)s from now on.") % {"name": person.name, "rights": person.get_standing_display()}
    )
    return redirect("people:index")


@needs("people.invite")
@require_http_methods(["GET", "POST"])
def departure(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked first: sessions end at once and holdings close, which no undo gives back as they were."""
    person = get_object_or_404(Person.objects.editable_by(request.user).active(), pk=pk)
    words = {"person": person, "holdings": person.holdings.current().select_related("role"), "fault": ""}
    if request.method == "GET":
        return render(request, "people/departure.html", words)
    try:
        person.leave(by=request.user)
    except ValidationError as fault:
        return render(request, "people/departure.html", {**words, "fault": fault.messages[0]}, status=422)
    messages.success(request, _("The doors are closed to %(name)s.") % {"name": person.name})
    return redirect("people:index")


@needs("people.invite")
@require_POST
def comeback(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.editable_by(request.user), pk=pk)
    person.come_back(by=request.user)
    messages.success(request, _("The doors are open to %(name)s again.") % {"name": person.name})
    return redirect(person)
