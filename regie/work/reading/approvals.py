"""An approval as its page shows it: what is asked about, what changed since the round before, who said what. Six queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from regie.journal.differences import pieces
from regie.work import subjects
from regie.work.models import Approval, Stage, Verdict


@dataclass
class Facet:
    key: str
    label: Any
    value: Any
    pieces: list[tuple[str, str]] = field(default_factory=list)  # against the round before, when it differs

    @property
    def is_changed(self) -> bool:
        return bool(self.pieces)


@dataclass
class Shown:
    approval: Approval
    facets: list[Facet]
    stages: list[Stage]
    rounds: list[Approval]
    before: Approval | None
    fits: bool
    mine: Verdict | None = None


def of_approval(approval: Approval, reader: Any = None, verdict: Verdict | None = None) -> Shown:
    rounds = list(
        Approval.objects.about(approval.subject).filter(facets=approval.facets).select_related("edition").order_by("round")
    )
    before = next((each for each in reversed(rounds) if each.round < approval.round), None)
    stages = list(approval.stages.prefetch_related("verdicts__decider", "verdicts__instead_of"))
    mine = verdict or next(
        (
            each
            for stage in stages
            if stage.opened_at and not stage.closed_at
            for each in stage.verdicts.all()
            if reader is not None and each.decider_id == reader.pk and not each.decision
        ),
        None,
    )
    return Shown(approval, facets_of(approval, before), stages, rounds, before, approval.fits(), mine)


def facets_of(approval: Approval, before: Approval | None) -> list[Facet]:
    """The approved form, each facet in words, with what changed since the round before."""
    now, then = approval.edition.canonical, before.edition.canonical if before else None
    found = []
    for key in [*(key for key in subjects.WORDS if key in now), *(key for key in now if key not in subjects.WORDS)]:
        value = said(now[key])
        facet = Facet(key, subjects.WORDS.get(key, key), value)
        if then is not None and said(then.get(key)) != value:
            facet.pieces = pieces(said(then.get(key)), value)
        if value or facet.pieces:
            found.append(facet)
    return found


def said(value: Any) -> str:
    """A canonical value as text. Files are said by name and the beginning of their fingerprint."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(f"{each[0]} ({str(each[1])[:8]})" if isinstance(each, list) else str(each) for each in value)
    return str(value)


def proof_of(approval: Approval) -> dict[str, Any]:
    """What proves the decision: the sealed form and every verdict with the seal it covered. Private remarks stay inside."""
    return {
        "subject": str(approval.subject),
        "round": approval.round,
        "facets": approval.facets,
        "seal": approval.edition.seal,
        "canonical": approval.edition.canonical,
        "asked_by": str(approval.asked_by or ""),
        "asked_at": approval.asked_at.isoformat(),
        "outcome": approval.outcome,
        "closed_at": approval.closed_at.isoformat() if approval.closed_at else None,
        "stages": [
            {
                "name": stage.name,
                "rule": stage.rule,
                "count": stage.count,
                "outcome": stage.outcome,
                "verdicts": [
                    {
                        "decider": str(verdict.decider or verdict.outsider),
                        "instead_of": str(verdict.instead_of or ""),
                        "decision": verdict.decision,
                        "reason": verdict.reason,
                        "at": verdict.at.isoformat() if verdict.at else None,
                        "via": verdict.via,
                        "seal": verdict.seal,
                    }
                    for verdict in stage.verdicts.all()
                ],
            }
            for stage in approval.stages.prefetch_related("verdicts__decider", "verdicts__instead_of")
        ],
    }
