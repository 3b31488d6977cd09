"""The page on which a survey is answered, by a link and without an account. In the survey's language, whatever the browser's."""

from __future__ import annotations

from typing import Any

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from regie.lib.refused import Refused
from regie.objectives.flood import Flood
from regie.objectives.models import Reply, Survey
from regie.objectives.models.surveying import asked_by
from regie.objectives.survey_forms import AnswerForm, initial_of

COOKIE_SALT = "regie.objectives.answered"
BY_ONE_LINK = Flood(most=300, seconds=60)  # more in a minute are no colleagues
COOKIE_DAYS = 180


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, token: str) -> HttpResponse:
    """By the link of one who is asked by name."""
    asked = asked_by(token)
    if asked is None:  # only who guesses is counted: behind a true link nothing is kept of who comes
        if blocked := ratelimit.consume_or_429(request, app="allauth.account", action="open_link", limit_get=True):
            return blocked
        return _over(request, None)
    survey = asked.survey
    with translation.override(survey.language):
        if not _is_answered_now(survey):
            return _over(request, survey)
        if asked.has_answered and survey.is_anonymous:
            return _thanks(request, survey, may_change=False)
        reply = Reply.objects.filter(asked=asked).first() if not survey.is_anonymous else None
        if request.method == "POST":
            return _answer(request, survey, {"asked": asked})
        if asked.has_answered and "change" not in request.GET:
            return _thanks(request, survey, may_change=True)
        return _page(request, survey, AnswerForm(survey=survey, initial=initial_of(reply) if reply else None))


def by_one_link(request: HttpRequest, link: Any) -> HttpResponse:
    """By the one link for all: one answer a browser, which carries a signed mark of it."""
    survey: Survey = link.subject
    cookie = f"regie_survey_{survey.pk}"
    with translation.override(survey.language):
        if not _is_answered_now(survey):
            return _over(request, survey)
        mark = request.get_signed_cookie(cookie, default="", salt=COOKIE_SALT)
        reply = (
            Reply.objects.filter(survey=survey, key=mark, asked=None).first()
            if len(mark) == 36 and not survey.is_anonymous
            else None
        )
        if mark and (survey.is_anonymous or reply is None):
            return _thanks(request, survey, may_change=False)
        if request.method == "POST" and not BY_ONE_LINK.passes(survey.pk):
            form = AnswerForm(request.POST, survey=survey, asks_name=not survey.is_anonymous)
            wait = _("Too many answers arrive at this moment. Yours stands below: send it again in a minute.")
            return _page(request, survey, form, refusal=wait, status=429)
        if request.method == "POST":
            response = _answer(request, survey, {"by_shared_link": True, "key": reply.key if reply else None}, asks_name=True)
            if kept := getattr(response, "kept", None):
                response.set_signed_cookie(
                    cookie,
                    kept,
                    salt=COOKIE_SALT,
                    max_age=COOKIE_DAYS * 86400,
                    httponly=True,
                    samesite="Lax",
                    secure=request.is_secure(),
                )
            return response
        if reply and "change" not in request.GET:
            return _thanks(request, survey, may_change=True)
        return _page(
            request,
            survey,
            AnswerForm(survey=survey, asks_name=not survey.is_anonymous, initial=initial_of(reply) if reply else None),
        )


def _is_answered_now(survey: Survey) -> bool:
    return survey.is_open and not (survey.closes_on and survey.closes_on < timezone.localdate())


def _answer(request: HttpRequest, survey: Survey, how: dict[str, Any], *, asks_name: bool = False) -> HttpResponse:
    form = AnswerForm(request.POST, survey=survey, asks_name=asks_name and not survey.is_anonymous)
    if not form.is_valid():
        return _page(request, survey, form, status=422)
    try:
        reply = Reply.give(survey, form.answers, name=form.cleaned_data.get("name", ""), **how)
    except Refused as refusal:
        return _page(request, survey, form, refusal=str(refusal.sentence), status=409)
    response = redirect(request.path)
    response.kept = str(reply.key) if reply else "answered"  # type: ignore[attr-defined]
    return response


def _page(request: HttpRequest, survey: Survey, form: AnswerForm, *, refusal: str = "", status: int = 200) -> HttpResponse:
    words = {"survey": survey, "form": form, "refusal": refusal}
    return _said(render(request, "objectives/answers/show.html", words, status=status), survey)


def _thanks(request: HttpRequest, survey: Survey, *, may_change: bool) -> HttpResponse:
    return _said(render(request, "objectives/answers/thanks.html", {"survey": survey, "may_change": may_change}), survey)


def _over(request: HttpRequest, survey: Survey | None) -> HttpResponse:
    title = _("This survey is closed") if survey and survey.opened_at else _("This link opens nothing")
    return render(request, "objectives/answers/over.html", {"survey": survey, "title": title}, status=410)


def _said(response: HttpResponse, survey: Survey) -> HttpResponse:
    response.headers["Content-Language"] = survey.language
    response.headers["Referrer-Policy"] = "same-origin"  # the address is the key
    response.headers["X-Robots-Tag"] = "noindex"
    return response
