"""What the charter's page, its versions and its coverage show."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Prefetch
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from regie.charter.hooks import HOLES, HOOKS, Hole, Hook
from regie.charter.models import Charter, Competency, Deliverable, Resource, Section, Version, Wording
from regie.charter.queries import is_open
from regie.charter.reviewing import compared
from regie.charter.settling import as_they_stand
from regie.charter.understanding import clause, differences
from regie.charter.words import amount_words
from regie.lib.text import shorten
from regie.people.models import Person


@dataclass
class Clause:
    number: str
    wording: Wording
    earlier: Wording | None = None
    is_compared: bool = False
    hooks: list[Hook] = field(default_factory=list)
    deliverable: Deliverable | None = None
    competency: Competency | None = None
    opens_group: str = ""

    @cached_property
    def lead(self) -> str:
        """The words in bold that open it; empty where the sentence says them further on."""
        if self.inside:
            return ""
        role = self.wording.data.get("role")
        return {"driver": gettext("Primary driver"), "requirement": gettext("Main requirement")}.get(role, "") or clause.lead(
            self.wording.data
        )

    @cached_property
    def item(self) -> dict:
        return self.wording.data | {"text": self.wording.text}

    @cached_property
    def rest(self) -> str:
        if self.wording.is_note or self.wording.data.get("role"):
            return self.wording.text
        return next((part.text for part in clause.parts(self.item, self.wording.section) if part.key == "text"), "")

    @cached_property
    def inside(self) -> tuple[str, str, str] | None:
        return None if self.wording.data.get("role") else clause.inside(self.item, self.wording.section)

    @property
    def gap(self) -> str:
        """What parts the lead from the rest; none before a comma."""
        return "" if not self.lead or not self.rest or self.rest[0] in ",.;:)" else " "

    @cached_property
    def parts(self) -> list[clause.Part]:
        return [part for part in clause.parts(self.item, self.wording.section) if part.key != "text"]

    @property
    def _earlier(self) -> dict:
        return self.earlier.data | {"text": self.earlier.text} if self.earlier else {}

    @cached_property
    def lead_pieces(self) -> list:
        old, new = clause.lead(self._earlier), clause.lead(self.item)
        if self.inside:
            return []  # the text says it
        return differences.words(old, new) if self.is_compared and self.earlier and old != new else []

    @cached_property
    def text_pieces(self) -> list:
        if not self.is_compared or self.earlier is None:
            return []
        was = {part.key: part.text for part in clause.parts(self._earlier, self.earlier.section)}
        old = self.earlier.text if self.wording.data.get("role") else was.get("text", "")
        new = self.rest
        return differences.words(old, new) if old != new else []

    @cached_property
    def parts_shown(self) -> list[dict]:
        """Labelled parts, with the words that differ where the version is compared."""
        if not self.is_compared or self.earlier is None:
            return [{"label": part.label, "text": part.text, "pieces": []} for part in self.parts]
        before = {part.key: part.text for part in clause.parts(self._earlier, self.earlier.section) if part.key != "text"}
        after = {part.key: part.text for part in self.parts}
        return [
            {"label": clause.Part(key, "").label, "text": after.get(key, ""),
             "pieces": differences.words(before.get(key, ""), after.get(key, "")) if before.get(key, "") != after.get(key, "") else []}
            for key in [*after, *(key for key in before if key not in after)]
        ]  # fmt: skip

    @property
    def is_bare(self) -> bool:
        """A responsibility, a metric or a review on which nothing hangs."""
        return not self.hooks and self.wording.section in ("responsibilities", "metrics", "reviews")

    @property
    def is_new(self) -> bool:
        return self.is_compared and self.earlier is None

    @cached_property
    def changes(self) -> list:
        if not self.is_compared or self.earlier is None:
            return []
        return compared(
            self.earlier.data | {"text": self.earlier.text},
            self.earlier.section,
            self.wording.data | {"text": self.wording.text},
            self.wording.section,
        )

    @cached_property
    def is_open(self) -> bool:
        return is_open(self.wording.data)

    @property
    def has_more(self) -> bool:
        """Whether its margin says more than what hangs on it."""
        return bool(self.deliverable or self.competency or self.is_open or self.is_bare)

    @property
    def amount(self) -> str:
        return amount_words(self.wording.data) if self.wording.section == "resources" else ""


@dataclass
class Part:
    number: int
    section: str
    label: Any
    clauses: list[Clause]
    notes: list[Clause]
    removed: list[Wording]


@dataclass
class CharterPage:
    version: Version
    parts: list[Part]
    base: Version | None
    named: dict[str, list]

    @property
    def changed(self) -> int:
        return sum(bool(each.changes) or each.is_new for part in self.parts for each in part.clauses + part.notes) + sum(
            len(part.removed) for part in self.parts
        )

    @property
    def changed_words(self) -> str:
        return ngettext("%(count)d line changed.", "%(count)d lines changed.", self.changed) % {"count": self.changed}


def charter_page(version: Version, person: Person) -> CharterPage:
    """All lines of a version with what hangs on them; a constant number of queries (own ones, and those of each room's hook)."""
    base = None
    if version.state == Version.State.PROPOSED:
        base = version.charter.versions.filter(state=Version.State.IN_FORCE).prefetch_related("wordings").first()
    before = {each.line_id: each for each in base.wordings.all()} if base else {}
    wordings = as_they_stand(version.wordings.select_related("line"), version)
    lines = [each.line_id for each in wordings]
    hooks = hooks_of(lines, person)
    owed = {
        each.line_id: each for each in Deliverable.objects.filter(line__in=lines).select_related("owner", "owner_role", "domain")
    }
    skills = {each.line_id: each for each in Competency.objects.filter(line__in=lines).prefetch_related("holders")}
    parts = []
    for number, (section, label) in enumerate(Section.choices, 1):
        mine = [each for each in wordings if each.section == section]
        clauses = [
            Clause(f"{number}.{place}", each, before.get(each.line_id), base is not None, hooks.get(each.line_id, []),
                   owed.get(each.line_id), skills.get(each.line_id))
            for place, each in enumerate([each for each in mine if not each.is_note], 1)
        ]  # fmt: skip
        group = ""
        for each in clauses:
            if (each.wording.data.get("group") or "") != group:
                group = each.opens_group = each.wording.data.get("group") or ""
        notes = [Clause("", each, before.get(each.line_id), base is not None) for each in mine if each.is_note]
        removed = [each for pk, each in before.items() if pk not in set(lines) and each.section == section]
        if clauses or notes or removed or section != Section.CRITERIA:
            parts.append(Part(number, section, label, clauses, notes, removed))
    named: dict[str, list] = {}
    for who in version.named.select_related("person"):
        named.setdefault(who.part, []).append(who)
    return CharterPage(version, parts, base, named)


def hooks_of(lines: list[int], person: Person) -> dict[int, list[Hook]]:
    found: dict[int, list[Hook]] = {}
    for ask in HOOKS.values():
        for line, hooks in ask(lines, person).items():
            found.setdefault(line, []).extend(hooks)
    return found


def address(name: str, *args: Any, query: str = "") -> str:
    """An address of a higher room, empty where it has none: this room does not know them."""
    try:
        return reverse(name, args=args) + query
    except NoReverseMatch:
        return ""


@dataclass
class Group:
    title: Any
    holes: list[Hole]


def coverage(version: Version, person: Person) -> list[Group]:
    """What the charter promises and nothing keeps, by kind: own checks, then those of the rooms above."""
    groups: dict[str, Group] = {}
    found = own_holes(version)
    for ask in HOLES.values():
        found += ask(version, person)
    for each in found:
        groups.setdefault(each.kind, Group(each.title, [])).holes.append(each)
    return list(groups.values())


def own_holes(version: Version) -> list[Hole]:
    charter, holes = version.charter, []
    wordings = as_they_stand(version.wordings.filter(is_note=False), version)
    spoken = {each.line_id: each for each in wordings}
    here = reverse("charter:version", args=[version.number])

    def add(kind: str, title: Any, line: int | None, text: str, remedy: Any, remedy_url: str) -> None:
        holes.append(Hole(kind, title, line, text, remedy, remedy_url))

    waiting = version if not version.consents.filter(verdict="consent").exists() else charter.proposed()
    if waiting:
        title, proposed = _("A version without the delegator’s consent"), reverse("charter:version", args=[waiting.number])
        add("consent", title, None, gettext("Version %(number)d") % {"number": waiting.number}, _("See the version"), proposed)
    if charter.next_look_on is None:
        add("look", _("No date for the next look at the charter"), None, str(charter), _("Set a date"), f"{here}#look")
    elif charter.next_look_on <= _today():
        add("look", _("The date to look at the charter has passed"), None, str(charter), _("Set a new date"), f"{here}#look")
    owed = Deliverable.objects.current().owed().without_owner().filter(line__in=spoken).select_related("domain")
    for each in owed:
        text = of(str(each.domain), shorten(each.text, 100)) if each.domain else shorten(each.text, 120)
        add(
            "deliverable",
            _("Deliverables nobody owns"),
            each.line_id,
            text,
            _("Say who answers for it"),
            f"{here}#line-{each.line_id}",
        )
    for each in Competency.objects.current().filter(line__in=spoken, holders=None):
        url = f"{reverse('charter:competencies')}#line-{each.line_id}"
        add("competency", _("Competencies nobody holds"), each.line_id, each.name, _("Say who holds it"), url)
    for each in wordings:
        name = clause.lead(each.data) or shorten(each.text, 100)
        url = reverse("charter:clause_edit", args=[each.pk])
        for rule in each.data.get("thresholds") or []:
            if rule.get("compare") is None and not rule.get("kept_as_sentence"):
                add(
                    "threshold",
                    _("Thresholds not understood"),
                    each.line_id,
                    of(name, shorten(rule.get("source") or "", 120)),
                    _("Say the rule"),
                    url,
                )
            elif not rule.get("confirmed") and not rule.get("kept_as_sentence"):
                add(
                    "rule",
                    _("Thresholds nobody confirmed"),
                    each.line_id,
                    of(name, shorten(rule.get("source") or "", 120)),
                    _("Confirm"),
                    url,
                )
        if [one for one in each.data.get("questions") or [] if not (one.get("about") or "").count("thresholds")]:
            add("question", _("Questions still open"), each.line_id, name, _("Answer"), url)
    for each in Resource.objects.current().filter(line__in=spoken, period="").exclude(amount=None):
        add(
            "amount", _("Amounts without a period"), each.line_id, each.name, _("Say for how long"), f"{here}#line-{each.line_id}"
        )
    return holes


def of(name: str, text: str) -> str:
    return gettext("%(name)s: %(text)s") % {"name": name, "text": text}


def _today():
    from django.utils import timezone

    return timezone.localdate()


def versions_of(charter: Charter, person: Person) -> list[Version]:
    return list(
        Version.objects.visible_to(person).filter(charter=charter).select_related("made_by").prefetch_related(
            Prefetch("consents"), "consents__person", "consents__recorded_by"
        )
    )  # fmt: skip
