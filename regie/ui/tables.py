"""One way to define a list: columns, order, filters from the address, saved views, bulk actions, export.

    class Drivers(Table):
        name = "reviews.drivers"
        title = _("Drivers")
        columns = [
            Column("title", _("Driver"), sort="title", link=lambda row: row.get_absolute_url(), is_head=True),
            Column("opened", _("Opened"), value="opened_at", sort="opened_at", draw=lambda row: day(row.opened_at)),
        ]
        filters = [Filter("state", _("State"), choices=State.choices, lookup="state")]

    table = Drivers(request, Driver.objects.visible_to(request.user).select_related("owner"))
    return table.export() or render(request, "reviews/drivers/index.html", {"table": table})

A page of it costs three queries whatever the number of rows: saved views, count, rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from regie.lib.text import plain
from regie.ui import exports
from regie.ui.models import SavedView


def _read(row: Any, path: str) -> Any:
    for part in path.replace("__", ".").split("."):
        if row is None:
            return None
        row = row.get(part) if isinstance(row, dict) else getattr(row, part, None)
        row = row() if callable(row) and not hasattr(row, "all") else row
    return row


@dataclass(frozen=True)
class Column:
    """`value`: a path or a function of the row (also what is exported). `draw`: what the cell shows, when it differs.
    `sort`: a field of the queryset, or several; `link`: the row's address, put on the cell."""

    key: str
    label: Any
    value: str | Callable[[Any], Any] = ""
    draw: Callable[[Any], Any] | None = None
    sort: str | Sequence[str] = ""
    link: Callable[[Any], str] | None = None
    is_number: bool = False
    is_head: bool = False
    is_exported: bool = True

    def read(self, row: Any) -> Any:
        return self.value(row) if callable(self.value) else _read(row, self.value or self.key)

    def show(self, row: Any) -> Any:
        shown = self.draw(row) if self.draw else self.read(row)
        if shown is None or shown == "":
            shown = "—"
        return format_html('<a href="{}">{}</a>', self.link(row), shown) if self.link else shown


@dataclass(frozen=True)
class Filter:
    """One question put to a list: a lookup, or `apply(queryset, value)`. `choices` may be a function of the request."""

    key: str
    label: Any
    choices: Any
    lookup: str = ""
    apply: Callable[[Any, str], Any] | None = None


@dataclass(frozen=True)
class Bulk:
    """Something done to the rows that are picked: a POST of `row` (their keys, several) to `address`."""

    label: Any
    address: str
    kind: str = ""  # danger
    ask: Any = ""  # a sentence to confirm, only before what cannot be undone


@dataclass(frozen=True)
class Head:
    column: Column
    address: str
    direction: str  # ascending, descending or nothing


@dataclass(frozen=True)
class Asked:
    """A filter as it stands on the page: what is chosen, and the way to each choice."""

    filter: Filter
    chosen: str
    label: str
    options: list[tuple[str, str, bool]] = field(default_factory=list)
    clear: str = ""


class Table:
    name: ClassVar[str] = ""
    title: ClassVar[Any] = ""
    columns: ClassVar[Sequence[Column]] = ()
    filters: ClassVar[Sequence[Filter]] = ()
    search: ClassVar[Sequence[str]] = ()  # fields that the search box looks into
    bulk: Sequence[Bulk] = ()
    order: ClassVar[str] = ""  # key of a column, `-` before it for descending
    per_page: ClassVar[int] = 25
    empty: ClassVar[Any] = ""  # a sentence for when there is nothing
    example: ClassVar[Sequence[Any]] = ()  # and what it could hold: a caption, then a word and what it says, by turns

    def __init__(self, request: HttpRequest, rows: QuerySet | Sequence[Any], **context: Any) -> None:
        self.request, self.all_rows, self.context = request, rows, context

    @property
    def drawn_example(self) -> SafeString:
        from regie.ui.templatetags.ui import example

        return example(*self.example) if self.example else SafeString()

    @property
    def is_bare(self) -> bool:
        """Whether there is nothing at all to filter or to export: the page then says what belongs here."""
        return bool(self.empty) and not self.is_asked and not self.page.object_list

    # What the address asks

    def _address(self, **changes: Any) -> str:
        asked = self.request.GET.copy()
        asked.pop("page", None)
        for key, value in changes.items():
            asked.pop(key, None)
            if value:
                asked[key] = value
        text = asked.urlencode()
        return f"?{text}" if text else self.request.path

    @property
    def sort(self) -> str:
        asked = self.request.GET.get("sort", "")
        known = {column.key for column in self.columns if column.sort}
        return asked if asked.lstrip("-") in known else self.order

    @property
    def sought(self) -> str:
        return self.request.GET.get("q", "").strip()[:200]

    @cached_property
    def asked(self) -> list[Asked]:
        said = []
        for one in self.filters:
            choices = [
                (str(value), str(label)) for value, label in (one.choices(self.request) if callable(one.choices) else one.choices)
            ]
            chosen = self.request.GET.get(one.key, "")
            label = dict(choices).get(chosen, "")
            options = [(self._address(**{one.key: value}), text, value == chosen) for value, text in choices]
            said.append(Asked(one, chosen if label else "", label, options, self._address(**{one.key: ""})))
        return said

    @property
    def is_asked(self) -> bool:
        return bool(self.sought) or any(one.chosen for one in self.asked)

    @property
    def cleared(self) -> str:
        return self._address(q="", **{one.filter.key: "" for one in self.asked})

    @cached_property
    def rows(self) -> QuerySet | list[Any]:
        """The rows that answer, in order."""
        rows: Any = self.all_rows
        is_query = isinstance(rows, QuerySet)
        for one in self.asked:
            if one.chosen:
                if one.filter.apply:
                    rows = one.filter.apply(rows, one.chosen)
                else:
                    rows = (
                        rows.filter(**{one.filter.lookup: one.chosen})
                        if is_query
                        else [row for row in rows if str(_read(row, one.filter.lookup)) == one.chosen]
                    )
        if self.sought and self.search:
            if is_query:
                wanted = Q()
                for path in self.search:
                    wanted |= Q(**{f"{path}__icontains": self.sought})
                rows = rows.filter(wanted)
            else:
                needle = plain(self.sought)
                rows = [row for row in rows if any(needle in plain(str(_read(row, path) or "")) for path in self.search)]
        if not self.sort:
            return rows
        column = next(column for column in self.columns if column.key == self.sort.lstrip("-"))
        paths = [column.sort] if isinstance(column.sort, str) else list(column.sort)
        backwards = self.sort.startswith("-")
        if is_query:
            return rows.order_by(*[("-" if backwards else "") + path for path in paths], "pk")

        def rank(row: Any) -> tuple:
            return tuple(
                (value is not None, plain(value) if isinstance(value, str) else value)
                for value in (_read(row, path) for path in paths)
            )

        return sorted(rows, key=rank, reverse=backwards)

    # What the page shows

    @cached_property
    def page(self) -> Page:
        return Paginator(self.rows, self.per_page).get_page(self.request.GET.get("page"))

    @property
    def heads(self) -> list[Head]:
        shown = []
        for column in self.columns:
            is_by = self.sort.lstrip("-") == column.key
            backwards = self.sort.startswith("-")
            direction = ("descending" if backwards else "ascending") if is_by else ""
            turned = f"-{column.key}" if is_by and not backwards else column.key
            shown.append(Head(column, self._address(sort=turned) if column.sort else "", direction))
        return shown

    def lines(self) -> Iterator[tuple[Any, list[tuple[Column, Any]]]]:
        for row in self.page:
            yield row, [(column, column.show(row)) for column in self.columns]

    @cached_property
    def views(self) -> list[tuple[SavedView, str, bool]]:
        """The reader's saved views of this list, with their address and whether one is on the page."""
        here = self.query
        return [
            (view, f"?{view.query}" if view.query else self.request.path, view.query == here)
            for view in SavedView.objects.visible_to(self.request.user).filter(list_name=self.name)
        ]

    @property
    def query(self) -> str:
        """What makes this view, without the page."""
        asked = self.request.GET.copy()
        for key in ("page", "export"):
            asked.pop(key, None)
        return asked.urlencode()

    @property
    def export_csv(self) -> str:
        return self._address(export="csv")

    @property
    def export_xlsx(self) -> str:
        return self._address(export="xlsx")

    def export(self) -> HttpResponseBase | None:
        """The file that `?export=csv` or `xlsx` asks for, of all rows that answer; None when a page is asked."""
        kind = self.request.GET.get("export")
        if kind not in ("csv", "xlsx"):
            return None
        columns = [column for column in self.columns if column.is_exported]
        # In portions, so that a long list does not weigh on memory; what is prefetched comes portion by portion.
        rows = self.rows.iterator(2000) if isinstance(self.rows, QuerySet) else self.rows
        cells: Iterable = ([column.read(row) for column in columns] for row in rows)
        heads = [column.label for column in columns]
        title = str(self.title or self.name)
        if kind == "csv":
            return exports.csv_response(title, heads, cells, get_language() or "en")
        return exports.xlsx_response(title, heads, cells)
