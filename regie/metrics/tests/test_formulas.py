"""The language of formulas, against a second, naive way to compute them."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.lib.periods import Grain, Period
from regie.metrics.engine.compiled import Table, compiled
from regie.metrics.engine.figures import Figures, Frame, Kind
from regie.metrics.engine.formula import DEEPEST, FormulaError, parse
from regie.metrics.engine.missing import Missing, Reason, unpacked
from regie.metrics.engine.tree import Call, Inside, Minus, Name, Number, Over, Sum, cycle

NAMES = {
    "spend": "Dépense publicitaire",
    "new_customers": "Nouveaux clients",
    "e_mail_opens": "E-mail opens",
    "price": "Price, net",
}
LENGTH = 6
FIRST = Period.of(date(2026, 1, 1), Grain.MONTH)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("spend / new customers", "spend / new_customers"),
        ("DEPENSE  publicitaire ÷ nouveaux clients", "spend / new_customers"),
        ("spend : new_customers × 100", "spend / new_customers * 100"),
        ("e-mail opens - spend", "e_mail_opens - spend"),
        ("spend-new customers", "spend - new_customers"),
        ("« Price, net » × 2,5", "price * 2.5"),
        ("(spend + 15 %) − price", "spend + 0.15 - price"),
        ("pourcentage(spend / price)", "percent(spend / price)"),
        ("moyenne(spend; 3) / précédent(price)", "mean(spend, 3) / previous(price)"),
        ("max(spend, price, 2.5)", "max(spend, price, 2.5)"),
        ("10 000 × spend", "10000 * spend"),
        ("spend - (price - 1)", "spend - (price - 1)"),
    ],
)
def test_a_formula_reads_as_people_write_it(text, canonical):
    assert parse(text, NAMES).canonical == canonical


@pytest.mark.parametrize(
    ("text", "code", "at", "suggestion"),
    [
        ("", "empty", 0, ""),
        ("spend / nouveaux client", "unknown_name", 8, "Nouveaux clients"),
        ("spend / turnover", "unknown_name", 8, ""),
        ("moyene(spend)", "unknown_function", 0, "moyenne"),
        ("spend /", "unexpected", 7, ""),
        ("spend price", "unexpected", 6, ""),
        ("(spend", "unclosed", 0, ""),
        ("__import__('os')", "unexpected", 0, ""),
        ("spend.real", "unexpected", 5, ""),
        ("spend ** 2", "unexpected", 7, ""),
        ("2 + 2", "no_measure", 0, ""),
        ("sum(spend + price)", "not_a_measure", 0, ""),
        ("previous(spend, 1.5)", "not_periods", 0, ""),
        ("previous(spend, 100000)", "too_far", 0, "400"),
        ("abs(spend, price)", "arguments", 0, ""),
        ("spend × " + "9" * 400, "not_a_number", 8, ""),
        ("(" * 2000 + "spend", "too_long", 2000, ""),
        ("(" * (DEEPEST + 1) + "spend", "too_deep", DEEPEST, ""),
    ],
)
def test_a_wrong_formula_says_what_where_and_what_was_meant(text, code, at, suggestion):
    with pytest.raises(FormulaError) as fault:
        parse(text, NAMES)
    assert (fault.value.code, fault.value.at, fault.value.suggestion) == (code, at, suggestion)


@given(st.text(alphabet="sp end()+-*/×,.1%\"[]«»'_\0é", max_size=60))
def test_no_text_breaks_the_reader(text):
    try:
        parsed = parse(text, NAMES)
    except FormulaError as fault:
        at = fault.at
    else:
        at = 0
        assert parse(parsed.canonical, NAMES).tree == parsed.tree
    assert 0 <= at <= len(text)


numbers = st.floats(0, 1000, allow_nan=False).map(lambda value: round(value, 3))
names = st.sampled_from(["spend", "new_customers", "price"])
trees = st.recursive(
    st.builds(Name, names)
    | st.builds(Inside, st.sampled_from(["sum", "mean", "last", "min", "max"]), names)
    | st.builds(Number, numbers),
    lambda inner: (
        st.builds(Sum, st.sampled_from("+-*/"), inner, inner)
        | st.builds(Minus, inner)
        | st.builds(lambda of: Call("abs", (of,)), inner)
        | st.builds(lambda of: Call("percent", (of,)), inner.filter(lambda node: not isinstance(node, Number)))
        | st.builds(lambda one, two: Call("min", (one, two)), inner, inner)
        | st.builds(lambda one, two: Call("max", (one, two)), inner, inner)
        | st.builds(Over, st.just("previous"), inner, st.integers(1, 3))
        | st.builds(Over, st.sampled_from(["sum", "mean"]), inner, st.integers(1, 3))
    ),
    max_leaves=12,
)
rows = st.lists(
    st.tuples(names, st.integers(0, LENGTH - 1), st.sampled_from(["", "A", "B"]), st.sampled_from([0.0, 1.0, 2.5, -4.0, 1e300])),
    unique_by=lambda row: row[:3],
    max_size=25,
)


@given(trees)
def test_what_is_written_is_read_back_as_the_same_tree(tree):
    if any(True for _ in tree.leaves()):
        parsed = parse(tree.written(lambda key: key), NAMES)
        assert parsed.tree == tree
        assert parse(parsed.display(NAMES), NAMES).tree == tree


@given(trees, rows)
def test_arrays_compute_what_a_naive_walk_over_periods_computes(tree, rows):
    figures = {
        key: Figures.of(
            Kind(key, Grain.MONTH),
            [({"platform": dim} if dim else {}, FIRST.shift(at).start, value) for name, at, dim, value in rows if name == key],
        )
        for key in ("spend", "new_customers", "price")
    }
    groups = (("", ""), ("platform", "A"), ("platform", "B"))
    table = Table(figures, Frame(Grain.MONTH, FIRST.index, LENGTH, groups))
    column = compiled(tree)(table)
    assert np.isnan(column.values[column.why != 0]).all()
    assert np.isfinite(column.values[column.why == 0]).all()
    for row, (_, value) in enumerate(groups):
        for at in range(LENGTH):
            expected = naive(tree, rows, value, at)
            if expected is None:
                assert math.isnan(column.values[row, at])
            else:
                assert column.values[row, at] == pytest.approx(expected, rel=1e-9, abs=1e-9)


def naive(node, rows, value: str, at: int) -> float | None:
    """One value, by recursion over plain numbers; None where anything is missing, divided by zero or too large."""
    if at < 0:
        return None
    match node:
        case Number(number):
            return number
        case Name(key):
            return naive(Inside("sum", key), rows, value, at)
        case Inside(how, key):
            mine = {dim: number for name, period, dim, number in rows if (name, period) == (key, at)}
            cells = [mine[value]] if value in mine else [] if value else list(mine.values())
            if not cells:
                return None
            made = {"mean": sum(cells) / len(cells), "min": min(cells), "max": max(cells)}.get(how, sum(cells))
        case Minus(of):
            found = naive(of, rows, value, at)
            made = None if found is None else -found
        case Call(function, arguments):
            found = [naive(each, rows, value, at) for each in arguments]
            if None in found:
                return None
            made = {
                "abs": lambda: abs(found[0]),
                "percent": lambda: found[0] * 100,
                "min": lambda: min(found),
                "max": lambda: max(found),
            }[function]()
        case Over("previous", of, periods):
            return naive(of, rows, value, at - periods)
        case Over(how, of, periods):
            found = [naive(of, rows, value, at - back) for back in range(periods)]
            if None in found:
                return None
            made = sum(found) if how == "sum" else sum(found) / periods
        case Sum(sign, left, right):
            one, two = naive(left, rows, value, at), naive(right, rows, value, at)
            if one is None or two is None or (sign == "/" and two == 0):
                return None
            made = {"+": lambda: one + two, "-": lambda: one - two, "*": lambda: one * two, "/": lambda: one / two}[sign]()
    return made if made is not None and math.isfinite(made) else None


def test_a_missing_value_says_why():
    figures = {"spend": Figures.of(Kind("spend", Grain.MONTH), [({}, FIRST.start, 0.0), ({}, FIRST.next.start, 2.0)])}
    table = Table(figures, Frame(Grain.MONTH, FIRST.index, 3))
    column = compiled(parse("price / spend", NAMES).tree)(table)
    assert unpacked(int(column.why[0, 0]), table.keys) == Missing(Reason.NO_FIGURE, "price")
    column = compiled(parse("1 / spend", NAMES).tree)(table)
    assert [unpacked(int(each), table.keys) for each in column.why[0]] == [
        Missing(Reason.NO_DENOMINATOR, "spend"), None, Missing(Reason.NO_FIGURE, "spend"),
    ]  # fmt: skip


def test_a_month_is_no_day_and_a_week_counts_in_the_month_of_its_thursday():
    monthly = Figures.of(Kind("spend", Grain.MONTH), [({}, FIRST.start, 1.0)])
    daily = Table({"spend": monthly}, Frame(Grain.DAY, Period.of(FIRST.start, Grain.DAY).index, 2))
    assert unpacked(int(daily.column("spend").why[0, 0]), daily.keys) == Missing(Reason.TOO_COARSE, "spend")
    weekly = Figures.of(Kind("spend", Grain.WEEK), [({}, date(2026, 3, 30), 5.0), ({}, date(2026, 4, 27), 7.0)])
    months = Table({"spend": weekly}, Frame(Grain.MONTH, Period.of(date(2026, 3, 1), Grain.MONTH).index, 2))
    assert months.column("spend").values[0, 1] == 12.0


def test_the_last_value_adds_up_over_platforms_where_it_counts_and_is_averaged_where_it_is_a_share():
    rows = [
        ({"platform": "A"}, date(2026, 1, 1), 9.0),
        ({"platform": "A"}, date(2026, 1, 2), 10.0),
        ({"platform": "B"}, date(2026, 1, 1), 20.0),
    ]
    frame = Frame(Grain.MONTH, FIRST.index, 1)
    for stacks, expected in ((True, 30.0), (False, 15.0)):
        figures = Figures.of(Kind("followers", Grain.DAY, "last", stacks), rows)
        assert Table({"followers": figures}, frame).column("followers").values[0, 0] == expected


def test_a_formula_that_leads_back_to_itself_is_found():
    assert cycle("a", {"a": {"b"}, "b": {"c", "d"}, "c": set(), "d": {"a"}}) == ["a", "b", "d", "a"]
    assert cycle("a", {"a": {"b"}, "b": {"c"}}) == []
