"""How the pages of an import count what it brings: figures, or rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from regie.lib import numbers


@dataclass(frozen=True)
class Words:
    """Each takes a count and is said with it: `FIGURES.say("would", 3)`."""

    all: Any
    would: Any
    cannot: Any
    refused: Any
    write: Any
    written: Any
    undo: Any
    undone: Any
    meanwhile: Any

    def say(self, what: str, count: int, **more: Any) -> str:
        words = getattr(self, what)
        shown = numbers.number(count, get_language() or "en")
        return words % ({"shown": shown, "figures": count, "rows": count} | more)


FIGURES = Words(
    all=ngettext_lazy("%(shown)s figure", "%(shown)s figures", "figures"),
    would=ngettext_lazy("%(shown)s figure would change something.", "%(shown)s figures would change something.", "figures"),
    cannot=ngettext_lazy("%(shown)s cannot be taken as it stands.", "%(shown)s cannot be taken as they stand.", "figures"),
    refused=ngettext_lazy("%(shown)s refused", "%(shown)s refused", "figures"),
    write=ngettext_lazy("Write %(shown)s figure", "Write %(shown)s figures", "figures"),
    written=ngettext_lazy("%(shown)s figure written", "%(shown)s figures written", "figures"),
    undo=_(
        "Takes back the %(new)s new figures and gives the %(changed)s changed ones their value of before. "
        "What somebody corrected since stays as corrected."
    ),
    undone=_("The import is undone: its figures are gone, and those it had changed are as before."),
    meanwhile=_(
        "Metrics show their values of before. All figures appear at once, when all are in; then thresholds are looked at."
    ),
)
ROWS = Words(
    all=ngettext_lazy("%(shown)s row", "%(shown)s rows", "rows"),
    would=ngettext_lazy("%(shown)s row would change something.", "%(shown)s rows would change something.", "rows"),
    cannot=ngettext_lazy("%(shown)s row cannot be taken as it stands.", "%(shown)s rows cannot be taken as they stand.", "rows"),
    refused=ngettext_lazy("%(shown)s row refused", "%(shown)s rows refused", "rows"),
    write=ngettext_lazy("Write %(shown)s row", "Write %(shown)s rows", "rows"),
    written=ngettext_lazy("%(shown)s row written", "%(shown)s rows written", "rows"),
    undo=_(
        "Takes back all that this import brought, and gives what it had changed its values of before. "
        "What somebody changed, linked or took back since stays as it is."
    ),
    undone=_("The import is undone: its rows are gone, and those it had changed are as before."),
    meanwhile=_("Pages show what stood before. All rows appear at once, when all are in."),
)
