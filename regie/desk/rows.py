"""The rows of My day: what waits for a person's word, and what they have to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext


@dataclass(frozen=True)
class Other:
    """A second button: it leads to the place where that answer is given, or gives it, where nothing has to be said with it."""

    act: str
    url: str
    is_posted: bool = False


@dataclass(frozen=True)
class Waiting:
    """Something that only this person can move on, or that the team asks of them."""

    title: str
    meta: str
    url: str
    act: str  # the word on its button
    other: Other | None = None  # the other answer that may be given


@dataclass(frozen=True)
class Due:
    """A thing to do, by its date: a follow-up of a review, or a task. `done_url` takes a POST; empty: it is finished, or
    opened again, on its page."""

    key: str
    title: str
    source: str
    by_when: date | None
    is_late: bool
    is_done: bool
    url: str
    who: Any
    done_url: str = ""
    done_at: datetime | None = None


@dataclass
class Tasks:
    late: list[Due] = field(default_factory=list)
    today: list[Due] = field(default_factory=list)
    week: list[Due] = field(default_factory=list)
    later: list[Due] = field(default_factory=list)
    undated: list[Due] = field(default_factory=list)

    def __len__(self) -> int:
        return sum(
            1 for group in (self.late, self.today, self.week, self.later, self.undated) for due in group if not due.is_done
        )

    def groups(self) -> list[tuple[str, list[Due]]]:
        named = [
            (gettext("Late"), self.late),
            (gettext("Today"), self.today),
            (gettext("This week"), self.week),
            (gettext("Later"), self.later),
            (gettext("No date"), self.undated),
        ]
        return [(name, dues) for name, dues in named if dues]
