"""Themes of a survey's answers or of a workshop's ideas: made, named, ordered, filled; by hand, by keys, and without script."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from regie.lib.refused import Refused
from regie.objectives.models import Answer, Survey, Theme, Workshop
from regie.objectives.reading import surveys as reading
from regie.objectives.suggesting import groups
from regie.objectives.views.surveys import seen
from regie.ui.acting import acts, done

KINDS = {"survey": Survey, "workshop": Workshop}


def _whole(request: HttpRequest, kind: str, pk: int) -> Any:
    if kind not in KINDS:
        raise Http404
    return get_object_or_404(KINDS[kind].objects.editable_by(request.user), pk=pk)


def _theme(request: HttpRequest, pk: int) -> Theme:
    rows = Theme.objects.select_related("survey", "workshop")
    theme = get_object_or_404(rows, pk=pk)
    _whole(request, "survey" if theme.survey_id else "workshop", theme.survey_id or theme.workshop_id or 0)
    return theme


def place_of(whole: Any) -> str:
    """Where its themes are arranged."""
    return (
        reverse("objectives:survey_themes", args=[whole.pk]) if isinstance(whole, Survey) else f"{whole.get_absolute_url()}#wall"
    )


@require_safe
def of_survey(request: HttpRequest, pk: int) -> HttpResponse:
    survey = seen(request, pk)
    columns = reading.themes_of(survey)
    words = {
        "survey": survey,
        "columns": columns,
        "themes": list(survey.themes.all()),
        "may_edit": Survey.objects.editable_by(request.user).filter(pk=pk).exists(),
    }
    return render(request, "objectives/surveys/themes.html", words)


@acts
def create(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    whole = _whole(request, kind, pk)
    Theme.make(whole, request.POST.get("name", ""), by=request.user)
    return redirect(place_of(whole))


@acts
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    theme = _theme(request, pk)
    theme.rename(request.POST.get("name", ""), by=request.user)
    return redirect(place_of(theme.whole))


@acts
def destroy(request: HttpRequest, pk: int) -> HttpResponse:
    theme = _theme(request, pk)
    whole = theme.whole
    theme.remove(by=request.user)
    return done(request, place_of(whole), _("The theme is gone; what lay in it lies in no theme."))


@acts
def order(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    whole = _whole(request, kind, pk)
    Theme.order(whole, [int(key) for key in request.POST.getlist("order") if key.isdigit()])
    return redirect(place_of(whole))


@acts
def suggest(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Make a theme of each word that several texts share, of what lies in no theme yet."""
    whole = _whole(request, kind, pk)
    loose = _loose(whole)
    found = groups((key, text) for key, text in loose.items())
    if not found:
        raise Refused(_("No word is shared by three of them: name the themes yourself."))
    there = {theme.name.casefold(): theme for theme in whole.themes.all()}
    for group in found:
        theme = there.get(group.name.casefold()) or Theme.make(whole, group.name, by=request.user)
        _put_all(whole, group.keys, theme)
    many = len(found)
    return done(
        request,
        place_of(whole),
        ngettext("%(many)s theme is suggested: rename, join, move.", "%(many)s themes are suggested: rename, join, move.", many)
        % {"many": many},
    )


def _loose(whole: Any) -> dict[Any, str]:
    if isinstance(whole, Survey):
        columns = reading.themes_of(whole)
        if columns is None:
            raise Refused(_("The answers cannot be read yet."))
        return {card.key: card.text for card in columns[0].cards}
    return dict(whole.ideas.filter(theme=None, dropped_at=None, merged_into=None).values_list("pk", "text"))


def _put_all(whole: Any, keys: list, theme: Theme) -> None:
    if isinstance(whole, Survey):
        Answer.objects.filter(pk__in=keys, reply__survey=whole).update(theme=theme)
    else:
        whole.ideas.filter(pk__in=keys).update(theme=theme)
        whole.touch()


@acts
def put_answer(request: HttpRequest, key: Any) -> HttpResponse:
    rows = Answer.objects.filter(reply__survey__in=Survey.objects.editable_by(request.user))
    answer = get_object_or_404(rows.select_related("reply__survey"), pk=key)
    survey = answer.reply.survey
    if reading.themes_of(survey) is None:
        raise Http404
    theme = theme_chosen(request, survey)
    Answer.objects.filter(pk=key).update(theme=theme)
    return HttpResponse(status=204) if request.htmx else redirect(place_of(survey))  # type: ignore[attr-defined]


def theme_chosen(request: HttpRequest, whole: Any) -> Theme | None:
    """The theme that was sent, of this survey or workshop; none where it is empty."""
    said = request.POST.get("theme", "")
    return get_object_or_404(whole.themes, pk=said) if said.isdigit() else None
