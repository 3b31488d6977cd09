"""An approval as its page shows it: what is asked about, what changed since the round before, who said what, what was remarked.

Ten queries, whatever it carries.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from string import ascii_uppercase
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language

from regie.journal.differences import pieces
from regie.journal.models import Event
from regie.lib import dates, money
from regie.work import anchors, homes, pictures, pointing, subjects
from regie.work.models import Approval, Pin, Stage, Verdict

_AMOUNT = re.compile(r"(-?\d+(?:\.\d+)?) ([A-Z]{3})")  # as `facets` writes it


@dataclass
class Remark:
    """A pin with its sign: a number, or a letter where it is for the house alone, so that both sides speak of the same one."""

    pin: Pin
    sign: str
    is_gone: bool = False  # the passage is no longer in the text
    where: str = ""  # its passage, in short
    file: Any = None  # where its place is shown; None where what it was on is no longer asked about
    page: int = 1
    is_earlier: bool = False  # put on what the file was before

    @property
    def is_open(self) -> bool:
        return self.pin.resolved_at is None

    @property
    def x(self) -> str:
        return f"{float(self.pin.where.get('x', 0)):.1f}%"

    @property
    def y(self) -> str:
        return f"{float(self.pin.where.get('y', 0)):.1f}%"


@dataclass
class Facet:
    key: str
    label: Any
    value: Any
    pieces: list[tuple[str, str]] = field(default_factory=list)  # against the round before, when it differs
    segments: list[tuple[str, str, list[Remark], list[Remark]]] = field(default_factory=list)
    paragraphs: list[tuple[int, str]] = field(default_factory=list)
    is_text: bool = True

    @property
    def is_changed(self) -> bool:
        return bool(self.pieces)


@dataclass
class Sheet:
    """A file that is asked about, open at one of its pages."""

    file: Any
    pages: int
    page: int
    remarks: list[Remark]
    picture: str = ""  # addresses, as the reader may open them
    download: str = ""

    @property
    def numbers(self) -> range:
        return range(1, self.pages + 1)


@dataclass
class Shown:
    approval: Approval
    facets: list[Facet]
    stages: list[Stage]
    rounds: list[Approval]
    before: Approval | None
    fits: bool
    mine: Verdict | None = None
    remarks: list[Remark] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)

    @property
    def events(self) -> Any:
        """What happened to this question; it is written on the page of what is asked about."""
        verdicts = [verdict for stage in self.stages for verdict in stage.verdicts.all()]
        parts: dict[Any, list[Any]] = {
            Approval: [self.approval],
            Stage: self.stages,
            Verdict: verdicts,
            Pin: [each.pin for each in self.remarks],
        }
        mine = Q()
        for model, rows in parts.items():
            kind = ContentType.objects.get_for_model(model)
            mine |= Q(subject_type=kind, subject_id__in=[str(row.pk) for row in rows])
        return Event.objects.about(self.approval.subject or self.approval).filter(mine)

    @property
    def remarks_open(self) -> int:
        return sum(remark.is_open for remark in self.remarks)


def of_approval(approval: Approval, reader: Any = None, verdict: Verdict | None = None, *, sheet: str = "") -> Shown:
    rounds = list(
        Approval.objects.about(approval.subject)
        .of_step(approval.task)
        .filter(facets=approval.facets)
        .select_related("edition")
        .order_by("round")
    )
    before = next((each for each in reversed(rounds) if each.round < approval.round), None)
    stages = list(approval.stages.prefetch_related("verdicts__decider", "verdicts__instead_of", "verdicts__link"))
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
    return _with_remarks(
        Shown(approval, facets_of(approval, before), stages, rounds, before, approval.fits(), mine), approval.pins.all(), sheet
    )


def for_outsider(verdict: Verdict, *, page: str = "") -> Shown:
    """The same without what is the house's alone: no stages, no other rounds, no private remark."""
    approval = verdict.stage.approval
    rounds = Approval.objects.about(approval.subject).of_step(approval.task)
    rounds = rounds.filter(facets=approval.facets, round__lt=approval.round)
    mine = {"stages__verdicts__outsider": verdict.outsider, "stages__verdicts__address": verdict.address}
    # Only a round that was shown to them as well: the difference from another would show what they were never asked about.
    before = rounds.filter(**mine).select_related("edition").order_by("-round").first()
    shown = Shown(approval, facets_of(approval, before), [], [], before, approval.fits(), verdict)
    return _with_remarks(shown, approval.pins.for_outsiders(), page, is_outside=True)


def _with_remarks(shown: Shown, pins: Any, sheet: str, *, is_outside: bool = False) -> Shown:
    numbers, letters = (
        iter(range(1, 10_000)),
        iter([*ascii_uppercase, *(a + b for a in ascii_uppercase for b in ascii_uppercase)]),
    )
    for pin in pins.select_related("author", "resolved_by", "file"):
        shown.remarks.append(Remark(pin, next(letters, "…") if pin.is_private else str(next(numbers))))
    for facet in shown.facets:
        facet.is_text = facet.key in pointing.TEXTS
        spans = []
        for place, remark in enumerate(shown.remarks):
            if remark.pin.facet != facet.key:
                continue
            span = anchors.find(facet.value, remark.pin.where)
            remark.is_gone = span is None
            remark.where = str(remark.pin.where.get("quote", ""))
            if span and remark.is_open:
                spans.append((place, span))
        said = [
            (kind, words, [shown.remarks[place] for place in inside], [shown.remarks[place] for place in ending])
            for kind, words, inside, ending in anchors.segments(facet.pieces or [("same", facet.value)], spans)
        ]
        facet.segments = said
        facet.paragraphs = [
            (number, facet.value[slice(*span)][:60]) for number, span in enumerate(anchors.paragraphs(facet.value), 1)
        ]
    files = list(subjects.sealed_files(shown.approval))
    _place(shown.remarks, files)
    for file in files:
        count = pictures.pages(file) if pictures.can_be_shown(file.name) else 0
        key, _dash, number = sheet.partition("-")
        page = int(number) if key == str(file.pk) and number.isdigit() and 1 <= int(number) <= count else 1
        here = [remark for remark in shown.remarks if remark.file is file and remark.page == page]
        if is_outside:
            picture, download = f"?picture={file.pk}&page={page}", f"?file={file.pk}"
        else:
            picture = reverse("work:approval_picture", args=[shown.approval.pk, file.pk, page])
            download = file.get_absolute_url()
        shown.sheets.append(Sheet(file, count, page, here, picture, download))
    return shown


def _place(remarks: list[Remark], files: list[Any]) -> None:
    """On the very file, or, where that one was replaced, at the same place of what bears its name now."""
    by_seal, by_name = {file.sha256: file for file in files}, {file.name: file for file in files}
    for remark in remarks:
        if remark.pin.file_id:
            remark.file = by_seal.get(remark.pin.file.sha256) or by_name.get(remark.pin.file.name)
            remark.is_earlier = remark.file is not None and remark.file.sha256 != remark.pin.file.sha256
            remark.page = int(remark.pin.where.get("page", 1))


def facets_of(approval: Approval, before: Approval | None) -> list[Facet]:
    """The approved form, each facet in words, with what changed since the round before."""
    now, then = approval.edition.canonical, before.edition.canonical if before else None
    found = []
    for key in [*(key for key in subjects.WORDS if key in now), *(key for key in now if key not in subjects.WORDS)]:
        value = said(now[key], key)
        facet = Facet(key, subjects.WORDS.get(key, key), value)
        if then is not None and said(then.get(key), key) != value:
            facet.pieces = pieces(said(then.get(key), key), value)
        if value or facet.pieces:
            found.append(facet)
    return found


def said(value: Any, key: str = "") -> str:
    """A canonical value as text. Files are said by name and the beginning of their fingerprint."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(f"{each[0]} ({str(each[1])[:8]})" if isinstance(each, list) else str(each) for each in value)
    if key == "dates" and (moment := parse_datetime(str(value))):
        return dates.moment(homes.week().local(moment), get_language() or "en")
    if key == "amount" and (found := _AMOUNT.fullmatch(str(value))):
        return money.money(found[1], found[2], get_language() or "en")
    return str(value)


def compared(old: Approval, new: Approval) -> list[tuple[Facet, list, list]]:
    """Each facet of two rounds: its words before, with what is gone, and its words after, with what is new."""
    found = []
    there = {facet.key: facet for facet in [*facets_of(old, None), *facets_of(new, old)]}
    for facet in there.values():
        cut = facet.pieces or pieces(
            said(old.edition.canonical.get(facet.key), facet.key), said(new.edition.canonical.get(facet.key), facet.key)
        )
        found.append((facet, [each for each in cut if each[0] != "new"], [each for each in cut if each[0] != "gone"]))
    return found
