"""What a playbook is made of. Every text is a pair: English, French."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from regie.work.engine.model import Duty, Gate, Kind, Stage
from regie.work.engine.outline import Row, draw

Words = tuple[str, str]
LANGUAGES = ("en", "fr")

# Who acts, by the names that roles have in a marketing department and at its neighbours.
ROLES: dict[str, Words] = {
    "lead": ("Marketing lead", "Responsable marketing"),
    "analyst": ("Marketing analyst", "Analyste marketing"),
    "editor": ("Editor", "Rédactrice en chef"),
    "design": ("Art director", "Directrice artistique"),
    "email": ("E-mail manager", "Responsable e-mailing"),
    "media": ("Media buyer", "Acheteur média"),
    "social": ("Social media specialist", "Spécialiste médias sociaux"),
    "survey": ("Survey manager", "Responsable des enquêtes"),
    "events": ("Event manager", "Responsable événementiel"),
    "legal": ("Legal counsel", "Conseil juridique"),
    "sales": ("Sales representative", "Représentant des ventes"),
    "product": ("Product liaison", "Liaison produit"),
    "finance": ("Finance representative", "Représentant de la finance"),
    "care": ("Head of customer care", "Responsable du service client"),
}


@dataclass(frozen=True)
class Level:
    """A stage of an approval: who decides, in how many working hours."""

    name: Words
    by: str
    hours: float
    rule: str = "one"


@dataclass(frozen=True)
class Step:
    """`raci` reads “R editor, A lead, C product design”; `after` names the steps before, separated by spaces."""

    id: str
    name: Words
    raci: str = ""
    after: str = ""
    hours: float | None = None
    checks: tuple[Words, ...] = ()
    note: Words = ("", "")
    measured: str = ""
    back: str = ""  # makes it an approval that sends back to this step
    levels: tuple[Level, ...] = ()
    side_by_side: bool = False
    own: bool = False  # those who worked on it may decide too
    only_if: Words = ("", "")
    wait: str = ""  # makes it a timer

    def row(self, place: int) -> Row:
        duties = duties_of(self.raci, place)
        kind = Kind.TIMER if self.wait else Kind.APPROVAL if self.back else Kind.STEP
        acting = next((duty.role for duty in duties if duty.letter == ("A" if kind is Kind.APPROVAL else "R")), "")
        stages = tuple(
            Stage(each.name[place], each.rule, 1, each.hours, duties_of(f"A {each.by}", place)) for each in self.levels
        )
        return Row(
            id=self.id,
            name=self.name[place],
            after=tuple(self.after.split()),
            kind=kind,
            duties=duties,
            hours=self.hours,
            gate=Gate(stages or (Stage(),), parallel=self.side_by_side, own=self.own) if kind is Kind.APPROVAL else None,
            sent_back_to=self.back,
            checklist=tuple(each[place] for each in self.checks),
            procedure=self.note[place],
            measured=self.measured,
            wait=self.wait,
            only_if=self.only_if[place],
            lane=acting,
        )


@dataclass(frozen=True)
class Playbook:
    """A workflow ready to use. `deadline` is in working hours; `measured` are keys of metrics."""

    key: str
    name: Words
    about: Words  # when to use it, in one sentence
    deadline: float
    measured: tuple[str, ...]
    steps: tuple[Step, ...]

    def rows(self, language: str) -> list[Row]:
        """The outline; what waits stands in the lane of what comes before it."""
        rows = [step.row(place_of(language)) for step in self.steps]
        lane = {row.id: row.lane for row in rows}
        return [Row(**{**vars(row), "lane": lane.get(row.after[0], "")}) if not row.lane and row.after else row for row in rows]

    def draw(self, language: str = "en", called: Mapping[str, str] | None = None) -> bytes:
        """A BPMN file with its diagram, in English or French; `called` says how roles are called in the house."""
        return draw(
            [_as_called(row, called or {}) for row in self.rows(language)],
            name=self.name[place_of(language)],
            id=self.key,
            deadline=self.deadline,
            measured=self.measured,
            language=language,
        )


def called_here(language: str, roles: Iterable[str]) -> dict[str, str]:
    """Roles that the house has by their name in the other language alone: name of a playbook → name in the house."""
    here, place = {role.casefold(): role for role in roles}, place_of(language)
    pairs = [(words[place], words[1 - place]) for words in ROLES.values()]
    return {one: here[other.casefold()] for one, other in pairs if one.casefold() not in here and other.casefold() in here}


def _as_called(row: Row, called: Mapping[str, str]) -> Row:
    def named(duties: tuple[Duty, ...]) -> tuple[Duty, ...]:
        return tuple(replace(duty, role=called.get(duty.role, duty.role)) for duty in duties)

    gate = row.gate and replace(row.gate, stages=tuple(replace(stage, duties=named(stage.duties)) for stage in row.gate.stages))
    return replace(row, duties=named(row.duties), gate=gate, lane=called.get(row.lane, row.lane))


def place_of(language: str) -> int:
    return 1 if language.startswith("fr") else 0


def duties_of(raci: str, place: int) -> tuple[Duty, ...]:
    found = []
    for part in filter(None, (each.strip() for each in raci.split(","))):
        letter, *roles = part.split()
        found += [Duty(letter, ROLES[role][place]) for role in roles]
    return tuple(found)
