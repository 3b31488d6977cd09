"""What a plan leaves alone, in sentences that lead to it: an objective without activity, an audience nobody speaks to, money
without a metric."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regie.lib.money import money
from regie.lib.text import shorten
from regie.plan.choosing import NONE
from regie.plan.reading.matrices import Matrix
from regie.plan.reading.standings import language

NAMED = 2  # how many are named before the others are counted


@dataclass(frozen=True)
class Said:
    words: str
    address: str = ""
    is_orphan: bool = True


def opening(matrix: Matrix) -> str:
    """“4 objectives, 4 audiences, 17 activities.”"""
    objectives = sum(line.objective is not None for line in matrix.lines) + matrix.left_out
    audiences = sum(column.audience is not None for column in matrix.columns)
    return _("%(objectives)s, %(audiences)s, %(activities)s.") % {
        "objectives": ngettext("%(count)d objective", "%(count)d objectives", objectives) % {"count": objectives},
        "audiences": ngettext("%(count)d audience", "%(count)d audiences", audiences) % {"count": audiences},
        "activities": ngettext("%(count)d activity", "%(count)d activities", matrix.count) % {"count": matrix.count},
    }


def of(matrix: Matrix) -> list[Said]:
    found = []
    if unserved := matrix.unserved:
        names = [_("“%(name)s”") % {"name": shorten(line.objective.text, 60)} for line in unserved if line.objective]
        words = ngettext("%(names)s has no activity.", "%(names)s have no activity.", len(names)) % {"names": _listed(names)}
        found.append(Said(words, unserved[0].objective.get_absolute_url() if len(names) == 1 and unserved[0].objective else ""))
    if unspoken := matrix.unspoken:
        names = [str(column.audience) for column in unspoken]
        words = _("Nobody speaks to %(names)s.") % {"names": _listed(names)}
        found.append(Said(words, unspoken[0].audience.get_absolute_url() if len(names) == 1 and unspoken[0].audience else ""))
    if gaps := matrix.gaps:
        line, column = gaps[0]
        if len(gaps) == 1 and line.objective:
            facts = {"audience": column.audience, "objective": shorten(line.objective.text, 60)}
            found.append(Said(_("%(audience)s: nothing for “%(objective)s”.") % facts))
        else:
            words = _("%(count)d cells that an objective asks for are empty.") % {"count": len(gaps)}
            found.append(Said(words))
    if matrix.unmeasured:
        amount = money(matrix.unmeasured, matrix.currency, language(), digits=0)
        words = _("%(amount)s has no metric: neither an objective nor the campaign’s own target judges it.") % {"amount": amount}
        found.append(Said(words, _list(matrix, unmeasured="1"), is_orphan=False))
    if aimless := matrix.aimless:
        words = ngettext("%(count)d activity serves no objective.", "%(count)d activities serve no objective.", aimless)
        found.append(Said(words % {"count": aimless}, _list(matrix, objective=NONE), is_orphan=False))
    return found


def _list(matrix: Matrix, **asked: str) -> str:
    return f"{reverse('plan:activities')}?{urlencode(matrix.span.asked | asked)}"


def _listed(names: list[str]) -> str:
    if len(names) > NAMED:
        others = len(names) - NAMED
        more = ngettext("%(count)d other", "%(count)d others", others) % {"count": others}
        return _("%(names)s and %(last)s") % {"names": ", ".join(names[:NAMED]), "last": more}
    if len(names) == 2:
        return _("%(names)s and %(last)s") % {"names": names[0], "last": names[1]}
    return ", ".join(names)
