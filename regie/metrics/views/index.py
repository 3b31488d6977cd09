"""The list of metrics: cards or table, and its export."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext, ngettext, pgettext

from regie.metrics import queries
from regie.metrics.lists import MetricTable
from regie.metrics.models import State

_VIEWS = (("all", {}), ("mine", {"whose": "mine"}), (State.BREACH, {"view": State.BREACH}), (State.WAIT, {"view": State.WAIT}))


def index(request: HttpRequest) -> HttpResponseBase:
    whose, shape = request.GET.get("whose", ""), request.GET.get("shape", "")
    table = MetricTable(request, queries.metric_rows(request.user, whose))
    if file := table.export():
        return file
    counts = queries.counts(request.user)
    labels = {
        "all": gettext("All"),
        "mine": pgettext("metrics", "Mine"),
        State.BREACH: gettext("Out of band"),
        State.WAIT: gettext("Waiting"),
    }
    here = {"whose": whose, "view": request.GET.get("view", "")}
    context = {
        "table": table,
        "shape": shape,
        "counts": counts,
        "standfirst": standfirst(request.user, counts),
        "views": [
            {
                "query": urlencode(query),
                "label": labels[name],
                "count": counts[name],
                "current": {key: value for key, value in here.items() if value} == query,
            }
            for name, query in _VIEWS
        ],
        "may_add": request.user.has_perm("metrics.edit_metrics"),
    }
    if shape != "table" and counts["all"]:
        context["groups"] = queries.groups_of(queries.cards_of(list(table.page.object_list)))
    return render(request, "metrics/index.html", context)


def standfirst(person, counts: dict[str, int]) -> dict[str, str]:
    """The sentence that opens the page: how many hold, what does not."""
    if not counts["all"]:
        return {}
    holding = counts[State.GOOD] + counts[State.WATCH]
    first = ngettext("%(good)s of %(all)s metric holds.", "%(good)s of %(all)s metrics hold.", counts["all"]) % {
        "good": holding,
        "all": counts["all"],
    }
    said: dict[str, list[str]] = {state: [] for state in State.values}
    for metric in queries.loudest(person, 6):
        said[metric.overall[0].state].append(metric.name)
    strong = ""
    if out := said[State.BREACH]:
        strong = ngettext("%(names)s is out of its band.", "%(names)s are out of their bands.", len(out)) % {
            "names": listed(out, counts[State.BREACH])
        }
    rest = ""
    if waiting := said[State.WAIT]:
        rest = ngettext("%(names)s waits for figures.", "%(names)s wait for figures.", len(waiting)) % {
            "names": listed(waiting, counts[State.WAIT])
        }
    return {"first": first, "strong": strong, "rest": rest}


def listed(names: list[str], total: int) -> str:
    """Names in a sentence; beyond three, how many more."""
    shown = names[:3]
    if total > len(shown):
        return gettext("%(names)s and %(more)s more") % {"names": ", ".join(shown), "more": total - len(shown)}
    if len(shown) == 1:
        return shown[0]
    return gettext("%(names)s and %(last)s") % {"names": ", ".join(shown[:-1]), "last": shown[-1]}
