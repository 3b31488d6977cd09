"""The kinds of things that a person is told of, for each of which they choose where.

    kinds.register("breach", _("Breaches on your metrics"), "metrics.breach_", order=20)

A verb belongs to the kind whose beginning fits it best. Rooms do not say it themselves: whoever stands
above them all draws the list that people read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

BELL, AT_ONCE, DAILY, NONE = "bell", "at_once", "daily", "none"
CHANNELS = {BELL: _("in Régie only"), AT_ONCE: _("e-mail at once"), DAILY: _("e-mail each morning"), NONE: _("nowhere")}


@dataclass(frozen=True)
class Kind:
    key: str
    name: Any  # a lazy translation
    beginnings: tuple[str, ...]
    usual: str = AT_ONCE  # where it is told to whoever chose nothing
    order: int = 50


KINDS: dict[str, Kind] = {}


def register(key: str, name: Any, *beginnings: str, usual: str = AT_ONCE, order: int = 50) -> None:
    KINDS[key] = Kind(key, name, beginnings, usual, order)


def all_kinds() -> list[Kind]:
    return sorted(KINDS.values(), key=lambda kind: kind.order)


def of(verb: str) -> Kind:
    """The kind of a verb: the longest beginning wins, and what fits none is everything else."""
    fitting = [(len(start), kind) for kind in KINDS.values() for start in kind.beginnings if verb.startswith(start)]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else KINDS["other"]


register("mention", _("Somebody names you with an @"), "journal.", order=10)
register("other", _("Everything else"), order=99)
