"""The one page of a comprehension test's link: the sentence, a field for one's own words, and three questions. Nothing else."""

from __future__ import annotations

from random import Random

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override

from regie.lib.refused import Refused
from regie.objectives.models import Comprehension, Option

SALT = "regie.objectives.understood"
COOKIE_DAYS = 60


def show(request: HttpRequest, link) -> HttpResponse:
    test: Comprehension = link.subject
    with override(test.objective.language):
        if test.closed_at is not None:
            return _page(request, link, test, "over", status=410)
        if _has_answered(request, link, test):
            return _page(request, link, test, "thanks")
        if request.method != "POST":
            return _page(request, link, test, "ask")
        typed = request.POST
        wanted = [value for value in (typed.get(part, "") for part in Option.Part.values) if value.isdigit()]
        try:
            test.answer(
                typed.get("words", ""),
                test.options.filter(pk__in=wanted),
                name=link.given_to or typed.get("name", ""),
                unclear=typed.get("unclear", ""),
                link=link,
            )
        except Refused as refusal:
            return _page(request, link, test, "ask", refusal=str(refusal.sentence), status=422)
        response = _page(request, link, test, "thanks")
        response.set_cookie(
            _cookie(test), signing.dumps(test.pk, salt=SALT), max_age=COOKIE_DAYS * 86_400, httponly=True, samesite="Lax",
            secure=request.is_secure(),
        )  # fmt: skip
        return response


def _cookie(test: Comprehension) -> str:
    return f"regie-understood-{test.pk}"


def _has_answered(request: HttpRequest, link, test: Comprehension) -> bool:
    """A link with a name gives one answer; of a shared one each browser does."""
    if link.given_to:
        return test.understandings.filter(link=link).exists()
    try:
        return signing.loads(request.COOKIES.get(_cookie(test), ""), salt=SALT) == test.pk
    except signing.BadSignature:
        return False


def _page(request: HttpRequest, link, test: Comprehension, side: str, *, refusal: str = "", status: int = 200) -> HttpResponse:
    typed = request.POST if refusal else {}
    questions = []
    asked = {"who": _("Who does it?"), "what": _("What is to change?"), "when": _("By when?")}
    options = list(test.options.all()) if side == "ask" else []
    for part, label in asked.items():
        here = [each for each in options if each.part == part]
        Random(f"{link.nonce}-{part}").shuffle(here)  # noqa: S311 - an order of choices, the same when one comes back
        questions.append({"part": part, "label": label, "options": here, "chosen": typed.get(part, "")})
    words = {"link": link, "test": test, "side": side, "questions": questions, "refusal": refusal, "typed": typed}
    return render(request, "objectives/comprehensions/outside.html", words, status=status)
