"""The proof of an approval: what was sealed and who decided, to keep elsewhere, and to hold against what is kept here."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from regie.work import subjects

LARGEST = 2_000_000
FORMAT = "regie-approval-1"


def proof_of(approval) -> dict[str, Any]:
    """The sealed form and every verdict with the seal it covered. Private remarks stay inside."""
    return {
        "format": FORMAT,
        "approval": approval.pk,
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
                "verdicts": [_verdict(verdict) for verdict in stage.verdicts.all()],
            }
            for stage in approval.stages.prefetch_related("verdicts__decider", "verdicts__instead_of")
        ],
    }


def _verdict(verdict) -> dict[str, Any]:
    return {
        "decider": str(verdict.decider or verdict.outsider),
        "instead_of": str(verdict.instead_of or ""),
        "decision": verdict.decision,
        "reason": verdict.reason,
        "at": verdict.at.isoformat() if verdict.at else None,
        "via": verdict.via,
        "seal": verdict.seal,
    }


@dataclass
class Finding:
    fits: bool
    sentence: str
    approval: Any = None
    differences: list[tuple[str, str, str]] = field(default_factory=list)  # where, in the proof, kept here


def check(text: str, known) -> Finding:
    """Hold a proof against its own seal, then against what is kept. `known`: the approvals that the reader may see."""
    if len(text) > LARGEST:
        return Finding(False, _("This is too long to be a proof."))
    try:
        proof = json.loads(text)
        form, seal = proof["canonical"], proof["seal"]
        number = int(proof["approval"])
        if not isinstance(form, dict) or not isinstance(seal, str):
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError):
        return Finding(False, _("This is not a proof of an approval: bring the file as it was exported, or its whole text."))
    if subjects.seal(form) != seal:
        return Finding(False, _("The words of the proof do not fit its seal: they were changed after it was sealed."))
    approval = known.filter(pk=number).select_related("edition").first()
    if approval is None:
        return Finding(False, _("The proof is whole, but no approval that you may see here has its number."))
    differences = list(_differences(proof, json.loads(json.dumps(proof_of(approval)))))
    if differences:
        return Finding(False, _("The proof differs from what is kept here."), approval, differences)
    return Finding(True, _("The proof fits what is kept here, word for word."), approval)


# A thing or a person may be called otherwise since; what was sealed and decided may not differ.
_MAY_CHANGE = {"subject", "asked_by"}


def _differences(proof: Any, kept: Any, where: str = ""):
    if isinstance(proof, dict) and isinstance(kept, dict):
        for key in [*kept, *(key for key in proof if key not in kept)]:
            if where or key not in _MAY_CHANGE:
                yield from _differences(proof.get(key), kept.get(key), f"{where}.{key}".strip("."))
    elif isinstance(proof, list) and isinstance(kept, list) and len(proof) == len(kept):
        for place, (one, other) in enumerate(zip(proof, kept, strict=True), 1):
            yield from _differences(one, other, f"{where} {place}")
    elif proof != kept:
        yield where, str(proof)[:200], str(kept)[:200]
