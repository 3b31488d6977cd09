"""What a workflow is measured by: keys of metrics that its file names, and the metrics of the house that answer to them.

measured.asked(("open_rate", "rounds"))     # each with its name and its metric, or that it could be made
measured.adopt(workflow, keys, by=person)   # makes what the libraries know and the house lacks; the workflow then keeps them
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regie.metrics import adopting
from regie.metrics.library import MEASURES
from regie.metrics.library import METRICS as LIBRARY
from regie.metrics.models import Metric
from regie.work import measuring

OWN = {each.key: each for each in measuring.METRICS}
# A file may name a bare measure: the metric that is that measure, or that divides it by another, is meant.
MEANT = {re.match(r"\w+", each.formula)[0]: key for key, each in reversed(LIBRARY.items())}  # type: ignore[index]
MEANT |= {each.formula: key for key, each in LIBRARY.items() if each.formula in MEASURES}


@dataclass(frozen=True)
class Asked:
    """One thing that a workflow should be measured by. `metric`: the house's own that says it; none where it is not there yet."""

    key: str
    name: str
    metric: Metric | None
    can_make: bool


def asked(keys: Iterable[str]) -> list[Asked]:
    """In the order of the file. One query."""
    wanted = list(dict.fromkeys(meant(key) for key in keys))
    there = adopting.standing(wanted) if wanted else {}
    return [
        Asked(key, there[key].name if key in there else name_of(key), there.get(key), key in LIBRARY or key in OWN)
        for key in wanted
    ]


def keys_in(text: str) -> list[str]:
    """As a step of the file writes them: one after the other, with commas."""
    return [key.strip() for key in text.split(",") if key.strip()]


def meant(key: str) -> str:
    return key if key in LIBRARY or key in OWN else MEANT.get(key, key)


def name_of(key: str) -> str:
    """What the libraries call it; a word that they do not know stands for itself."""
    key = meant(key)
    return _(OWN[key].name) if key in OWN else adopting.name_of(key, (get_language() or "en")[:2]) or key


def names(keys: Iterable[str]) -> str:
    return ", ".join(each.name for each in asked(keys))


def known() -> list[str]:
    """Names that are suggested: metrics of the house first, then what could be made. One query."""
    house = list(Metric.objects.in_use().order_by("name").values_list("name", flat=True))
    return list(dict.fromkeys([*house, *map(name_of, (*LIBRARY, *OWN))]))


def keys_of(text: str) -> tuple[str, ...]:
    """What is typed, names or keys with commas, as keys. One query."""
    house = Metric.objects.in_use().values_list("key", "name")
    by_name = {name_of(key).casefold(): key for key in (*LIBRARY, *OWN)}
    by_name |= {name.casefold(): key for key, name in house}
    parts = (part.strip() for part in re.split(r"[,;\n]", text))
    return tuple(dict.fromkeys(by_name.get(part.casefold(), part) for part in parts if part))


def adopt(workflow: Any, keys: Iterable[str], *, by: Any) -> list[Metric]:
    """The metrics of these keys, which the workflow is measured by from now on."""
    wanted = list(dict.fromkeys(meant(key) for key in keys))
    with transaction.atomic():
        if any(key in OWN for key in wanted) and not set(wanted) & OWN.keys() <= adopting.standing(wanted).keys():
            measuring.offer(by=by)
        adopting.adopt(wanted, by=by)
        found = list(adopting.standing(wanted).values())
        workflow.measured_by.add(*found)
    return found
