"""The loop: the health of every arrow, from charter to review and round again."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from regie.desk.turns import Loop, loop_of
from regie.lib.periods import Grain, Period
from regie.metrics.models import State
from regie.metrics.words import period_name
from regie.people import rights


def show(request: HttpRequest) -> HttpResponse:
    if not (rights.is_member(request.user) or rights.is_delegator(request.user)):
        raise PermissionDenied
    loop = loop_of(request.user)
    quarter = Period.of(timezone.localdate(), Grain.QUARTER)
    context = {
        "loop": loop,
        "quarter": period_name(quarter.start, Grain.QUARTER),
        "sentence": sentence(loop),
        "day": (timezone.localdate() - quarter.start).days + 1,
        "days": quarter.days,
    }
    return render(request, "desk/loop.html", context)


def sentence(loop: Loop) -> tuple[str, str]:
    """How the loop stands, and what is loudest in it."""
    facts = {"good": loop.holding, "all": len(loop.passages)}
    if loop.holding == 0:
        first = gettext("None of the %(all)s passages holds.") % facts
    elif loop.holding == len(loop.passages):
        first = gettext("All passages hold.")
    elif loop.holding == 1:
        first = gettext("One passage of %(all)s holds.") % facts
    else:
        first = gettext("%(good)s passages of %(all)s hold.") % facts
    for state in (State.BREACH, State.WATCH, State.WAIT):
        for passage in loop.passages:
            if passage.state == state:
                return first, passage.text
    return first, gettext("The loop closes.")
