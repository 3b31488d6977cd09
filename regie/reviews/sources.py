"""What an agenda collects. Reviews register their own sources; a higher room adds its own in its `apps.py`:

    sources.SOURCES["work.bottlenecks"] = bottlenecks        # source(review) -> list of Proposed
    sources.WORDS["bottleneck"] = _("bottleneck noticed in %(flow)s")

Titles and reasons are kept as facts (`title_code`, `why_code` and what they say), so that each reader has them in their language.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from regie.lib import dates


@dataclass(frozen=True)
class Proposed:
    """One point that a source brings. `key` says what it is about: the same key is the same point."""

    kind: str
    key: str
    title: str
    why: str = ""
    minutes: int = 5
    subject: Any = None
    facts: dict = field(default_factory=dict)


class Source(Protocol):
    def __call__(self, review: Any, /) -> list[Proposed]: ...


SOURCES: dict[str, Source] = {}
WORDS: dict[str, Any] = {
    "breach": _("breach since %(day)s"),
    "breach_open": _("open breach"),
    "driver": _("driver opened by %(who)s"),
    "driver_alone": _("driver"),
    "decision": _("decision of %(day)s, to look at again"),
    "follow_up": _("late since %(day)s, %(who)s"),
    "missing": _("no figure since %(day)s"),
    "metrics_due": _("Metrics due"),
    "metrics_due_why": _("reported at this rhythm"),
    "calls": _("called this review"),
}


def say(code: str, facts: dict) -> str:
    """The words of a code in the reader's language, days written as that language does."""
    words = WORDS.get(code)
    if words is None:
        return ""
    language = (get_language() or "en")[:2]
    said = dict(facts)
    if "day" in facts:
        said["day"] = dates.day(date.fromisoformat(facts["day"]), language, "short", timezone.localdate())
    if "quarter" in facts:
        said["quarter"] = dates.period(date.fromisoformat(facts["quarter"]), "quarter", language)
    try:
        return str(words) % said
    except KeyError:
        return ""


def register(key: str, source: Source) -> None:
    SOURCES[key] = source
