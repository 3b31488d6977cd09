"""A tree compiled to closures over arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from regie.metrics.engine.figures import Column, Figures, Frame, added_up
from regie.metrics.engine.missing import Reason, packed
from regie.metrics.engine.tree import Call, Inside, Minus, Name, Node, Number, Over, Sum


class Table:
    """What formulas are computed on: measures by key, a frame, and the columns already added up."""

    def __init__(self, figures: Mapping[str, Figures], frame: Frame, keys: list[str] | None = None) -> None:
        self.figures, self.frame = figures, frame
        self.keys = keys if keys is not None else []
        self._columns: dict[tuple[str, str], Column] = {}

    def place(self, key: str) -> int:
        if key not in self.keys:
            self.keys.append(key)
        return self.keys.index(key)

    def column(self, key: str, how: str = "") -> Column:
        if (key, how) not in self._columns:
            if key in self.figures:
                made = added_up(self.figures[key], self.frame, self.place(key), how)
            else:
                made = Column.filled(self.frame.shape, np.nan)
                made.why[:] = packed(Reason.NO_FIGURE, self.place(key))
            self._columns[key, how] = made
        return self._columns[key, how]


Compiled = Callable[[Table], Column]


def compiled(node: Node) -> Compiled:
    """A closure that computes the tree on a table; metrics must have been put in place before (`tree.with_metrics`)."""
    match node:
        case Number(value):
            return lambda table: Column.filled(table.frame.shape, value)
        case Name(key):
            return lambda table: table.column(key)
        case Inside(how, key):
            return lambda table: table.column(key, how)
        case Minus(of):
            inner = compiled(of)
            return lambda table: _negative(inner(table))
        case Over(how, of, periods):
            inner = compiled(of)
            if how == "previous":
                return lambda table: _shifted(inner(table), periods)
            return lambda table: _rolled(inner(table), periods, how)
        case Call(function, arguments):
            return _call(function, [compiled(each) for each in arguments])
        case Sum(sign, left, right):
            first, second = compiled(left), compiled(right)
            about = next((leaf.key for leaf in right.leaves()), "")
            return lambda table: _joined(sign, first(table), second(table), table, about)
    raise TypeError(node)


def _call(function: str, parts: list[Compiled]) -> Compiled:
    if function == "abs":
        return lambda table: _with(parts[0](table), np.abs)
    if function == "percent":
        return lambda table: _with(parts[0](table), lambda values: values * 100.0)
    join = np.minimum if function == "min" else np.maximum

    def several(table: Table) -> Column:
        columns = [each(table) for each in parts]
        made = columns[0]
        for each in columns[1:]:
            made = Column(join(made.values, each.values), np.where(made.why != 0, made.why, each.why))
        return made

    return several


def _with(column: Column, function: Callable[[np.ndarray], np.ndarray]) -> Column:
    with np.errstate(over="ignore"):
        return _finite(Column(function(column.values), column.why))


def _negative(column: Column) -> Column:
    return Column(-column.values, column.why)


def _joined(sign: str, left: Column, right: Column, table: Table, about: str) -> Column:
    why = np.where(left.why != 0, left.why, right.why)
    with np.errstate(all="ignore"):
        match sign:
            case "+":
                values = left.values + right.values
            case "-":
                values = left.values - right.values
            case "*":
                values = left.values * right.values
            case _:
                values = left.values / right.values
                nothing = (right.values == 0) & (why == 0)
                if nothing.any():
                    why = np.where(nothing, packed(Reason.NO_DENOMINATOR, table.place(about)), why)
                    values = np.where(nothing, np.nan, values)
    return _finite(Column(values, why))


def _finite(column: Column) -> Column:
    """No infinity leaves the engine."""
    wild = ~np.isfinite(column.values) & (column.why == 0)
    if wild.any():
        column = Column(np.where(wild, np.nan, column.values), np.where(wild, packed(Reason.TOO_LARGE), column.why))
    return column


def _shifted(column: Column, periods: int) -> Column:
    made = Column.filled(column.values.shape, np.nan)
    made.why[:] = packed(Reason.NO_HISTORY)
    if periods < column.values.shape[1]:
        made.values[:, periods:] = column.values[:, :-periods]
        made.why[:, periods:] = column.why[:, :-periods]
    return made


def _rolled(column: Column, periods: int, how: str) -> Column:
    """Over so many periods up to each, all of which must have a value: a sum with a hole in it is no sum."""
    rows, length = column.values.shape
    made = Column.filled((rows, length), np.nan)
    made.why[:] = packed(Reason.NO_HISTORY)
    if periods > length:
        return made
    windows = np.lib.stride_tricks.sliding_window_view(column.values, periods, axis=1)
    whys = np.lib.stride_tricks.sliding_window_view(column.why, periods, axis=1)
    with np.errstate(all="ignore"):
        made.values[:, periods - 1 :] = windows.sum(axis=2) if how == "sum" else windows.mean(axis=2)
    made.why[:, periods - 1 :] = whys.max(axis=2)
    return _finite(made)
