"""A document made from the loop: plain words, numbers and addresses, the same for page, PDF and slides, and for keeping.

    document_of(report)                  # with the words that people wrote
    document(Frame.here(quarter, "fr"))  # all as drafted, without a report

It costs some forty queries and one reading of figures for each chart, whatever the number of rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from regie.lib import dates
from regie.plan.reading.money import totals
from regie.reports.making import asking, budget, campaigns, coming, comparing, decided, measured, opening, promised
from regie.reports.making.frame import Frame
from regie.reports.models.passage import Key

FORM = 1  # grows when what is kept changes its shape

Words = Sequence[tuple[str, str | None]]  # section and a person's words (None: the draft stands), in their order


def document_of(report: Any, at: datetime | None = None) -> dict[str, Any]:
    frame = Frame.here(report.period, report.language, at, report.domain)
    rows = [(each.key, each.text if each.is_worded else None) for each in report.passages.all() if not each.is_left_out]
    made = document(frame, rows)
    made |= {"edition": report.edition, "because": report.because, "is_frozen": at is not None}
    earlier = report.earlier()
    if earlier is not None:
        with translation.override(report.language):
            made["changes"] = comparing.differences(earlier.kept, made)
    return made


def document(frame: Frame, rows: Words | None = None) -> dict[str, Any]:
    with translation.override(frame.language):
        return _document(frame, rows if rows is not None else [(key, None) for key in Key.values])


def _document(frame: Frame, rows: Words) -> dict[str, Any]:
    promises = promised.promises(frame)
    metrics = measured.measured(frame, [each.objective.metric_id for each in promises if each.objective.metric_id])
    money = budget.budget(frame)
    delegator = frame.domain.delegator
    made = {
        Key.PROMISED: lambda: promised.section(frame, promises),
        Key.MEASURED: lambda: measured.section(frame, metrics),
        Key.CAMPAIGNS: lambda: campaigns.section(frame, campaigns.campaigns(frame, totals("campaign", frame.first, frame.last))),
        Key.BUDGET: lambda: budget.section(frame, money),
        Key.DECIDED: lambda: decided.section(frame, decided.decisions(frame), decided.changes(frame)),
        Key.COMING: lambda: coming.section(frame, coming.coming(frame)),
        Key.ASKED: lambda: asking.section(asking.asked(frame, delegator)),
    }
    drafted = opening.draft(promises, metrics, money, frame)
    said = dict(rows).get(Key.OPENING)
    return {
        "form": FORM,
        "language": frame.language,
        "quarter": frame.quarter.code,
        "title": frame.title,
        "whom": frame.whom,
        "organisation": frame.organisation.name,
        "at": frame.at.isoformat(),
        "stand": stand(frame),
        "edition": 1,
        "because": "",
        "is_frozen": False,
        "changes": [],
        "opening": {"text": drafted if said is None else said, "draft": drafted},
        "facts": opening.facts(metrics, money, frame),
        "sections": [_section(Key(key), made[Key(key)](), text) for key, text in rows if key != Key.OPENING],
    }


def _section(key: Key, made: Any, words: str | None) -> dict[str, Any]:
    return {"key": key.value, "title": str(key.label), "text": made.draft if words is None else words, **made.as_json()}


def stand(frame: Frame) -> str:
    """“Figures as they stood on 17 November 2026 at 10:42; each number leads to its source in Régie”."""
    moment = timezone.localtime(frame.at)
    facts = {"day": frame.day(moment.date(), "long"), "time": dates.clock(moment, frame.language)}
    return _("Figures as they stood on %(day)s at %(time)s; each number leads to its source in Régie") % facts
