"""The page of columns: each column with its samples, what it may be, and what is still to be asked."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from regie.connect.figures.choices import Choices
from regie.connect.figures.create import create_measure
from regie.connect.figures.known import Known
from regie.connect.sheets import Line, WrittenSheet
from regie.connect.targets import TARGETS
from regie.connect.words import PROBLEMS, dimension_word
from regie.lib.tables import Column, Table
from regie.lib.tables.profile import as_text
from regie.metrics.models import Measure


class ColumnSheet(WrittenSheet):
    def __init__(self, table: Table, choices: dict) -> None:
        super().__init__(table, Choices.of(choices))
        self.known = Known()

    def take(self, sent: Mapping[str, str], *, by) -> None:
        """What was sent, checked; new measures are created only when the rest makes sense."""
        chosen, created = self.choices, []
        wide = [name for name, role in chosen.columns.items() if role.startswith("at:")]
        for column in self.table.columns:
            if column.name in wide:
                if sent.get("periods") == "ignore":
                    chosen.columns[column.name] = "ignore"
                continue
            role = sent.get(f"column-{column.index}", chosen.columns.get(column.name, "ignore"))
            if not self._is_role(role):
                self.faults[column.index] = str(PROBLEMS["unknown_role"])
                continue
            if role == "new":
                created.append(column)
                role = "measure:new"
            chosen.columns[column.name] = role
        self.take_writing(sent)
        if "measure" in sent:
            chosen.measure = sent["measure"] if sent["measure"] in self.known.by_key else ""
        if sent.get("asks_fraction"):
            chosen.fraction = sent.get("fraction") == "on"
        if len(created) > 1:  # each is its own; they differ by name
            self._check({column.name: f"measure:new-{column.index}" for column in created})
        else:
            self._check({})
        if not self.problems:
            for column in created:
                chosen.columns[column.name] = f"measure:{self._create(column, by).key}"

    def _create(self, column: Column, by) -> Measure:
        dimensions = [role.partition(":")[2] for role in self.choices.columns.values() if role.startswith("dimension:")]
        grain = next((each.grain for each in self.table.columns if self.choices.columns.get(each.name) == "period"), "month")
        return create_measure(column.name, column, grain, dimensions, by=by)

    def _check(self, apart: dict[str, str]) -> None:
        kept = self.choices.as_kept()
        kept["columns"] = {**kept["columns"], **apart}
        for problem in TARGETS["figures"].problems(self.table, kept):
            sentence = str(PROBLEMS[problem.code]) % problem.facts
            self.faults.setdefault(problem.column, sentence)
        self.problems = list(dict.fromkeys(self.faults.values()))

    def _is_role(self, role: str) -> bool:
        kind, _sep, rest = role.partition(":")
        return (
            role in ("ignore", "period", "measure", "value", "new")
            or (kind == "measure" and rest in self.known.by_key)
            or (kind == "dimension" and rest in self.known.dimensions)
        )

    # For the page

    @property
    def lines(self) -> list[Line]:
        lines: list[Line] = []
        wide = [column for column in self.table.columns if self.choices.columns.get(column.name, "").startswith("at:")]
        for column in self.table.columns:
            if column in wide:
                continue
            role = self.choices.columns.get(column.name, "ignore")
            role = "new" if role == "measure:new" else role
            lines.append(
                Line(column.index, column.name, column.samples, role, self._options(column), self.faults.get(column.index, ""))
            )
        if wide:
            name = wide[0].name if len(wide) == 1 else f"{wide[0].name} … {wide[-1].name}"
            samples = [as_text(cell) for cell in self.table.sample[0].cells[wide[0].index : wide[0].index + 3]]
            options = [("", [("at", _("values, a column for each period")), ("ignore", _("leave this column out"))])]
            lines.append(Line(-1, name, samples, "at", options, self.faults.get(wide[0].index, ""), len(wide)))
        return lines

    def _options(self, column: Column) -> list[tuple[str, list[tuple[str, str]]]]:
        options = [("", [("ignore", _("leave this column out"))]), (_("When"), [("period", _("day or period"))])]
        what = [("measure", _("name of the measure")), ("value", _("values"))]
        if column.kind in ("number", "empty"):
            what.append(("new", _("values of a new measure, “%(name)s”") % {"name": column.name}))
        options.append((_("What"), what))
        options.append((_("Where"), [(f"dimension:{key}", dimension_word(key)) for key in self.known.dimensions]))
        if column.kind in ("number", "empty") or self.known.measure(column.name):
            options.append((_("Values of"), [(f"measure:{measure.key}", measure.name) for measure in self.known.measures]))
        return options

    @property
    def measures(self) -> list[Measure]:
        return self.known.measures

    @property
    def asks_measure(self) -> bool:
        roles = self.choices.columns.values()
        return "measure" not in roles and any(role == "value" or role.startswith("at:") for role in roles)

    @property
    def asks_anything(self) -> bool:
        return self.asks_measure or self.shows_decimal or self.shows_order or self.asks_fraction

    def is_period(self, column: Column) -> bool:
        return self.choices.columns.get(column.name) == "period"

    @property
    def asks_fraction(self) -> bool:
        units = {measure.key: measure.unit for measure in self.known.measures}
        keys = [role.partition(":")[2] for role in self.choices.columns.values() if role.startswith("measure:")] + [
            self.choices.measure
        ]
        return self.table.source.kind != "text" and any(units.get(key) == "percent" for key in keys)

    @property
    def file_fault(self) -> str:
        return self.faults.get(None, "")
