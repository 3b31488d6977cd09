"""What a person settled about a file of figures. Plain values: it is kept with the intake and remembered for its shape.

A column is one of: `ignore`, `period`, `measure` (its cells name the measure), `value` (of that measure, or of the one chosen
for the file), `measure:<key>` (values of one measure), `at:<first day>:<grain>` (values of one period), `dimension:<key>`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date

from regie.lib.tables.dates import Written


@dataclass
class Choices:
    columns: dict[str, str] = field(default_factory=dict)  # column name → what it is
    decimal: str = "."
    order: str = "dmy"
    measure: str = ""  # key: of all `value` and `at:` columns when no column names it
    fraction: bool = False  # percentages written as 0.61, as workbooks keep them
    read_as: dict[str, dict[str, str]] = field(default_factory=dict)  # dimension → {as written, folded: as meant}
    named: dict[str, str] = field(default_factory=dict)  # measure as written, folded → key

    @classmethod
    def of(cls, kept: dict) -> Choices:
        return cls(**{name: kept[name] for name in cls.__dataclass_fields__ if name in kept})

    def as_kept(self) -> dict:
        return asdict(self)

    def indexes(self, names: list[str], role: str) -> list[int]:
        return [index for index, name in enumerate(names) if self.columns.get(name, "ignore").partition(":")[0] == role]


def at_column(written: Written) -> str:
    return f"at:{written.day.isoformat()}:{written.grain}"


def written_of(role: str) -> Written:
    _, day, grain = role.split(":")
    return Written(date.fromisoformat(day), grain)
