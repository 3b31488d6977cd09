"""What a rule would have done on our own figures, before anybody confirms it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext, ngettext

from regie.metrics import words
from regie.metrics.course import Told
from regie.metrics.engine.rule import Rule
from regie.metrics.engine.verdict import episodes
from regie.metrics.judging import judgement


@dataclass(frozen=True)
class Ring:
    """One time it would have rung: from which period, for which value, with what against what."""

    period: str
    dimension_value: str
    value: str
    bound: str


@dataclass(frozen=True)
class Backtest:
    periods: int  # that could be judged
    rings: list[Ring]

    @property
    def sentence(self) -> str:
        if not self.periods:
            return gettext("With our figures of today it could not be judged for a single period.")
        many = len(self.rings)
        span = ngettext("%(count)s period", "%(count)s periods", self.periods) % {"count": self.periods}
        if not many:
            return gettext("With these words and our figures, it would not have rung in %(span)s.") % {"span": span}
        said = ngettext("it would have rung once in %(span)s", "it would have rung %(many)s times in %(span)s", many) % {
            "many": many,
            "span": span,
        }
        return gettext("With these words and our figures, %(said)s.") % {"said": said}


def backtest(page: Told, rule: Rule) -> Backtest:
    """No query: from what is loaded."""
    found = judgement(page.plan, rule, page.figures, page.today)
    if found is None:
        return Backtest(0, [])
    rings: list[tuple[int, Ring]] = []
    judged = 0
    frame = found.course.frame
    for row in found.rows:
        now, holds = found.verdict.now[row, : found.closed], found.verdict.holds[row, : found.closed]
        judged = max(judged, int(np.count_nonzero(now >= 0)))
        for episode in episodes(now, holds):
            number = found.course.values[row, episode.first]
            ring = Ring(
                period=words.period_name(found.course.period(episode.first).start, frame.grain),
                dimension_value=frame.groups[row][1],
                value=words.value_of(page.metric, None if np.isnan(number) else float(number)),
                bound=words.value_of(page.metric, found.bound(row, episode.first)),
            )
            rings.append((episode.first, ring))
    rings.sort(key=lambda pair: -pair[0])
    return Backtest(judged, [ring for _place, ring in rings])
