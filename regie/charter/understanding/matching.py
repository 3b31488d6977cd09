"""Which line of the earlier version an item of a newer text speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from regie.charter.understanding import clause, differences
from regie.charter.understanding.entries import Entry
from regie.lib.text import plain

NEAR = 0.55
SAME, CHANGED, MOVED, NEW = "same", "changed", "moved", "new"


@dataclass(frozen=True)
class Match:
    """`kind` is same, changed, moved (to another section) or new; `earlier` the wording it continues."""

    kind: str
    earlier: Any = None


def match(entries: Iterable[Entry], earlier: Iterable[Any]) -> tuple[dict[str, Match], list[Any]]:
    """Path → match, and the earlier wordings that the newer text no longer has.

    Surest first: the same words in the same section, the same lead there, the same words elsewhere, then the
    likest words in the same section. An earlier wording is continued at most once.
    """
    fresh = [each for each in entries if each.kind in ("item", "note") and each.act != "leave"]
    left = {each.pk: each for each in earlier}
    found: dict[str, Match] = {}
    said = {pk: plain(clause.whole(each.data | {"text": each.text}, each.section)) for pk, each in left.items()}
    says = {each.path: plain(clause.whole(each.data, each.section)) for each in fresh}

    def take(entry: Entry, wording: Any) -> None:
        del left[wording.pk]
        moved = wording.section != entry.section
        found[entry.path] = Match(MOVED if moved else SAME if said[wording.pk] == says[entry.path] else CHANGED, wording)

    def one(entry: Entry, test) -> None:
        if entry.path not in found:
            for wording in left.values():
                if test(wording):
                    take(entry, wording)
                    return

    for each in fresh:
        one(each, lambda old, new=each: old.section == new.section and said[old.pk] == says[new.path])
    for each in fresh:
        role = each.data.get("role")
        if role:
            one(each, lambda old, role=role: old.data.get("role") == role)
        elif each.lead:
            one(each, lambda old, new=each: old.section == new.section and plain(clause.lead(old.data)) == plain(new.lead))
    for each in fresh:
        if code := each.data.get("code"):  # a metric keeps its figures when the text calls it otherwise: CAC stays CAC
            one(each, lambda old, new=each, code=code: old.section == new.section and old.data.get("code") == code)
    for each in fresh:
        one(each, lambda old, new=each: said[old.pk] == says[new.path])
    _likest(fresh, left, said, says, found, take)
    for each in fresh:
        found.setdefault(each.path, Match(NEW))
    return found, list(left.values())


def _likest(fresh, left, said, says, found, take) -> None:
    pairs = []
    for each in fresh:
        if each.path not in found:
            near = [old for old in left.values() if old.section == each.section and bool(old.is_note) == each.is_note]
            pairs += [(differences.likeness(said[old.pk], says[each.path]), each, old) for old in near]
    for ratio, each, old in sorted(pairs, key=lambda pair: -pair[0]):
        if ratio >= NEAR and each.path not in found and old.pk in left:
            take(each, old)
