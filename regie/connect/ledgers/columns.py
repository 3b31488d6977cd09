"""The page of columns of such a sheet: what each is, and the questions about the whole file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from regie.connect.ledgers.fields import Chosen, Setting
from regie.connect.sheets import Line, WrittenSheet
from regie.connect.words import PROBLEMS
from regie.lib.tables import Column, Table

if TYPE_CHECKING:
    from regie.connect.ledgers.target import LedgerTarget


@dataclass
class Asked:
    """A question with its answer so far."""

    setting: Setting
    value: str

    @property
    def field(self) -> str:
        return f"setting-{self.setting.key}"


class FieldSheet(WrittenSheet):
    def __init__(self, target: LedgerTarget, table: Table, choices: dict) -> None:
        super().__init__(table, Chosen.of(choices))
        self.target = target

    def take(self, sent: Mapping[str, str], *, by) -> None:
        chosen = self.choices
        known = {each.key for each in self.target.fields} | {"ignore"}
        for column in self.table.columns:
            role = sent.get(f"column-{column.index}", chosen.columns.get(column.name, "ignore"))
            if role not in known and not (role.startswith("week:") and role == self._week(column)):
                self.faults[column.index] = str(PROBLEMS["unknown_role"])
                continue
            chosen.columns[column.name] = role
        self.take_writing(sent)
        for asked in self.settings:
            if (said := sent.get(asked.field)) is not None:
                text = " ".join(said.split())[:120]
                chosen.settings[asked.setting.key] = text.upper() if asked.setting.key == "currency" else text
        for problem in self.target.problems(self.table, chosen.as_kept()):
            self.faults.setdefault(problem.column, str(PROBLEMS[problem.code]) % problem.facts)
            self.problems.append(str(PROBLEMS[problem.code]) % problem.facts)
        self.problems = list(dict.fromkeys([*self.problems, *(fault for fault in self.faults.values())]))

    @property
    def lines(self) -> list[Line]:
        return [
            Line(
                column.index, column.name, column.samples, self.choices.columns.get(column.name, "ignore"), self._options(column),
                self.faults.get(column.index, ""),
            )
            for column in self.table.columns
        ]  # fmt: skip

    def _options(self, column: Column) -> list[tuple[str, list[tuple[str, str]]]]:
        options = [("", [("ignore", _("leave this column out"))])]
        if week := self._week(column):
            options.append(("", [(week, _("quantities of this week"))]))
        for group, fields in groupby(self.target.fields, key=lambda each: str(each.group)):
            options.append((group, [(each.key, str(each.label)) for each in fields]))
        return options

    def _week(self, column: Column) -> str:
        """The role of a column that a week names, where the target has such."""
        from regie.connect.ledgers.media import MediaTarget, week_of

        monday = week_of(column.name) if isinstance(self.target, MediaTarget) else None
        return f"week:{monday.isoformat()}" if monday else ""

    @property
    def settings(self) -> list[Asked]:
        kept = self.choices.settings
        return [Asked(each, str(kept.get(each.key, ""))) for each in self.target.settings(self.table, self.choices)]

    @property
    def asks_anything(self) -> bool:
        return bool(self.settings) or self.shows_decimal or self.shows_order

    def is_period(self, column: Column) -> bool:
        kinds: dict[str, Any] = self.target.kinds
        return kinds.get(self.choices.columns.get(column.name, "ignore")) == "day"
