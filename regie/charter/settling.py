"""The rules of lines as they stand: where a higher room keeps a rule, its word holds, not the wording's copy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from regie.charter.hooks import KEEPERS, Standing
from regie.charter.models.version import Version
from regie.charter.models.wording import Wording
from regie.journal.models import Stale, record
from regie.lib.text import plain


def as_they_stand(wordings: Iterable[Wording], version: Version) -> list[Wording]:
    """The same wordings, their rules (in memory) as the rooms keep them; one query for each room."""
    row = list(wordings)
    ruled = [each for each in row if each.data.get("thresholds")]
    for keeper in KEEPERS.values() if ruled else ():
        standing = keeper.standing([each.line_id for each in ruled])
        for wording in ruled:
            _bring(wording, standing, version.is_at_work)
    return row


def _bring(wording: Wording, standing: dict[tuple[int, int], Standing], at_work: bool) -> None:
    rules, settled = [], set()
    for place, rule in enumerate(wording.data["thresholds"]):
        kept = standing.get((wording.line_id, place))
        if kept is None or not (at_work or _same(kept, rule)):
            rules.append(rule)
            continue
        if kept.is_settled:
            settled.add(f"thresholds.{place}")
        as_sentence = kept.is_sentence and (rule.get("compare") is not None or bool(rule.get("kept_as_sentence")))
        is_confirmed = kept.is_settled and not kept.is_sentence
        rules.append({**rule, **kept.rule, "confirmed": is_confirmed, "kept_as_sentence": as_sentence})
    questions = [each for each in wording.data.get("questions") or [] if not _about(each, settled)]
    wording.data = {**wording.data, "thresholds": rules, "questions": questions}


def _same(kept: Standing, rule: dict[str, Any]) -> bool:
    return plain(kept.sentence) == plain(rule.get("source") or "")


def _about(question: dict, places: set[str]) -> bool:
    return any((question.get("about") or "").endswith(place) for place in places)


def settle(wording: Wording, place: int, rule: dict[str, Any], *, by: Any, revision: int | None = None) -> None:
    """A person's word on a rule: no word of the charter changes, so no version is opened for it.

    Where a room keeps the rule, it takes it over at once; else the wording remembers it until its version comes in force.
    """
    version = wording.version
    with transaction.atomic():
        _remember(wording, _with(wording, place, rule), by=by, revision=revision, verb="charter.rule_settled")
        for keeper in KEEPERS.values():
            kept = keeper.standing([wording.line_id]).get((wording.line_id, place))
            if kept and (version.is_at_work or _same(kept, rule)):
                keeper.settle(wording.line_id, place, rule, by=by)
        others = Wording.objects.filter(line=wording.line_id, version__charter=version.charter).exclude(pk=wording.pk)
        for other in others.filter(version__state__in=["proposed", "in_force"]).select_related("version"):
            theirs = other.data.get("thresholds") or []
            if place < len(theirs) and plain(theirs[place].get("source") or "") == plain(rule.get("source") or ""):
                _remember(other, _with(other, place, {**rule, "line": theirs[place].get("line")}), by=by)


def leave(wording: Wording, *, by: Any, revision: int | None = None) -> None:
    """“That is it”: the open questions of a line are answered by leaving it as it stands."""
    data = {**wording.data, "questions": [], "certainty": "understood", "reason": None}
    with transaction.atomic():
        _remember(wording, data, by=by, revision=revision, verb="charter.question_settled")


def _with(wording: Wording, place: int, rule: dict[str, Any]) -> dict[str, Any]:
    rules = wording.data.get("thresholds") or []
    return {
        **wording.data,
        "thresholds": [rule if at == place else each for at, each in enumerate(rules)],
        "questions": [each for each in wording.data.get("questions") or [] if not _about(each, {f"thresholds.{place}"})],
    }


def _remember(wording: Wording, data: dict[str, Any], *, by: Any, revision: int | None = None, verb: str = "") -> None:
    current = Wording.objects.select_for_update(of=("self",)).get(pk=wording.pk)
    if revision is not None and revision != current.revision:
        raise Stale(current)
    wording.data, wording.revision = data, current.revision + 1
    wording.save(update_fields=["data", "revision"])
    if verb:
        record(verb, wording, by=by, page=wording.version.charter, line=wording.line_id)
