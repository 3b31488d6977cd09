"""Audiences: whom objectives speak of, and the personas that stand for them."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regie.journal.models import Stale
from regie.objectives.audience_forms import AudienceForm, PersonaForm
from regie.objectives.models import Audience, Objective, Persona
from regie.objectives.panels import panels_of
from regie.objectives.reading import pursuits
from regie.people.rights import needs
from regie.ui.acting import acts, done
from regie.ui.forms import conflict


@needs("objectives.read")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    rows = Audience.objects.visible_to(request.user)
    open_ones = Count("objectives", filter=Q(objectives__ended_at=None), distinct=True)
    found = list(rows.in_use().annotate(aimed_at=open_ones).prefetch_related("personas"))
    shares = [each.wished_share for each in found if each.wished_share is not None]
    return render(
        request,
        "objectives/audiences/index.html",
        {
            "audiences": found,
            "unaimed": [each for each in found if not each.aimed_at],
            "wished": sum(shares) if shares else None,
            "retired": rows.exclude(retired_at=None),
            "may_draft": request.user.has_perm("objectives.draft"),
        },
    )


def _ours(request: HttpRequest, pk: int) -> Audience:
    return get_object_or_404(Audience.objects.editable_by(request.user), pk=pk)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    audience = get_object_or_404(Audience.objects.visible_to(request.user), pk=pk)
    aims = Objective.objects.visible_to(request.user).open().filter(audiences=audience).select_related("metric", "owner")
    return render(
        request,
        "objectives/audiences/show.html",
        {
            "audience": audience,
            "personas": audience.personas.all(),
            "rows": pursuits.rows_of(list(aims)),
            "panels": panels_of(audience, request.user),
            "may_edit": Audience.objects.editable_by(request.user).filter(pk=pk).exists(),
        },
    )


@needs("objectives.draft")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = AudienceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return done(request, Audience.describe(by=request.user, **form.typed), _("The audience is kept: give it a face."))
    return _form(request, form, None)


@needs("objectives.draft")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    audience = _ours(request, pk)
    form = AudienceForm(request.POST or None, instance=audience)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except Stale as stale:
            return conflict(request, form, stale.current)
        return done(request, audience, _("The audience is kept."))
    return _form(request, form, audience)


def _form(request: HttpRequest, form: AudienceForm, audience: Audience | None) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "objectives/audiences/form.html", {"form": form, "audience": audience}, status=status)


@acts
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    audience = _ours(request, pk)
    if audience.retired_at is None:
        audience.retire(by=request.user)
        return done(
            request,
            "objectives:audiences",
            _("“%(name)s” is put away; what was aimed at it keeps its name.") % {"name": audience},
        )
    audience.bring_back(by=request.user)
    return done(request, audience, _("“%(name)s” is in use again.") % {"name": audience})


@needs("objectives.draft")
@require_http_methods(["GET", "POST"])
def persona_new(request: HttpRequest, pk: int) -> HttpResponse:
    audience = _ours(request, pk)
    form = PersonaForm(request.POST or None, instance=Persona(audience=audience))
    if request.method == "POST" and form.is_valid():
        return done(request, Persona.invent(audience, by=request.user, **form.typed), _("The persona is kept."))
    return _persona(request, form, audience, None)


@needs("objectives.draft")
@require_http_methods(["GET", "POST"])
def persona_edit(request: HttpRequest, pk: int) -> HttpResponse:
    persona = get_object_or_404(Persona.objects.editable_by(request.user).select_related("audience"), pk=pk)
    form = PersonaForm(request.POST or None, instance=persona)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except Stale as stale:
            return conflict(request, form, stale.current)
        return done(request, persona, _("The persona is kept."))
    return _persona(request, form, persona.audience, persona)


def _persona(request: HttpRequest, form: PersonaForm, audience: Audience, persona: Persona | None) -> HttpResponse:
    context = {"form": form, "audience": audience, "persona": persona}
    return render(request, "objectives/audiences/persona.html", context, status=422 if form.is_bound else 200)


@acts
def persona_erase(request: HttpRequest, pk: int) -> HttpResponse:
    persona = get_object_or_404(Persona.objects.editable_by(request.user).select_related("audience"), pk=pk)
    persona.erase(by=request.user)
    return done(request, persona.audience, _("The persona is erased."))
