"""What the page of components shows: small real forms, a list and charts, of the demo company's figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from regie.lib import dates, money
from regie.lib.text import initials
from regie.ui import charts
from regie.ui.forms import DecimalField, Form
from regie.ui.tables import Bulk, Column, Filter, Table
from regie.ui.templatetags import ui

PEOPLE = ("Awa Ndiaye", "Jonas Keller", "Mina Sorel", "Studio Bascule")


@dataclass(frozen=True)
class Somebody:
    """A person who is only named."""

    name: str
    pk: int | None = None

    @property
    def initials(self) -> str:
        return initials(self.name)

    def __str__(self) -> str:
        return self.name


class Specimen(Form):
    """Each kind of field; sent with faults, so that they show."""

    RHYTHMS = (("month", gettext_lazy("every month")), ("quarter", gettext_lazy("every quarter")))
    SIDES = (("lower", gettext_lazy("lower")), ("higher", gettext_lazy("higher")))
    WAYS = (("mail", gettext_lazy("E-mail")), ("bell", gettext_lazy("The bell")))

    name = forms.CharField(label=gettext_lazy("Name"), help_text=gettext_lazy("As the team says it aloud"))
    at = forms.TimeField(
        label=gettext_lazy("Send at"), error_messages={"invalid": gettext_lazy("A day has 24 hours; did you mean 01:00?")}
    )
    amount = DecimalField(label=gettext_lazy("Amount"))
    rhythm = forms.ChoiceField(label=gettext_lazy("Rhythm"), choices=RHYTHMS)
    due = forms.DateField(label=gettext_lazy("Due"), widget=forms.DateInput, required=False)
    reason = forms.CharField(label=pgettext_lazy("specimen", "Reason"), widget=forms.Textarea, required=False)
    better = forms.ChoiceField(label=gettext_lazy("Better when"), choices=SIDES, widget=forms.RadioSelect)
    tell = forms.MultipleChoiceField(
        label=gettext_lazy("Tell by"), choices=WAYS, widget=forms.CheckboxSelectMultiple, required=False
    )
    follow = forms.BooleanField(label=gettext_lazy("Weekly summary"), required=False, help_text=gettext_lazy("Mondays at nine"))
    file = forms.FileField(label=gettext_lazy("File"), required=False, help_text=gettext_lazy("CSV or Excel"))


def form() -> Specimen:
    return Specimen(
        {
            "name": "Brio",
            "at": "25:00",
            "amount": "6 400,00",
            "rhythm": "month",
            "due": "2026-12-04",
            "better": "lower",
            "tell": ["mail"],
            "follow": "on",
        }
    )


@dataclass(frozen=True)
class Line:
    pk: int
    name: str
    owner: Somebody
    on: date
    planned: float
    spent: float | None
    state: str
    word: Any

    def __str__(self) -> str:
        return self.name


def _lines() -> list[Line]:
    jonas, outside = Somebody(PEOPLE[1]), Somebody(PEOPLE[3])
    return [
        Line(1, _("Tram posters, 14 days"), jonas, date(2026, 12, 1), 6400, None, "wait", _("Waits for you")),
        Line(2, _("Broad audiences, first half"), jonas, date(2026, 11, 15), 3500, 3412.5, "good", _("Reconciled")),
        Line(
            3, _("Podcast, three mentions"), Somebody(PEOPLE[2]), date(2026, 11, 9), 2700, 900, "watch", _("2 invoices to come")
        ),
        Line(4, _("Creative variants"), outside, date(2026, 11, 4), 1200, 1480, "breach", _("Above plan")),
    ]


class Lines(Table):
    name = "ui.components"
    title = gettext_lazy("Budget lines")
    search = ("name",)
    order = "-on"
    columns = (
        Column("on", gettext_lazy("Date"), sort="on", draw=lambda row: ui.day(row.on, "short")),
        Column("name", gettext_lazy("Line"), sort="name", is_head=True, link=lambda row: "#lists"),
        Column("owner", gettext_lazy("Owner"), draw=lambda row: ui.who(row.owner, named=True)),
        Column("planned", gettext_lazy("Planned"), sort="planned", is_number=True, draw=lambda row: ui.money(row.planned)),
        Column("spent", gettext_lazy("Spent"), sort="spent", is_number=True, draw=lambda row: ui.money(row.spent)),
        Column("state", gettext_lazy("State"), value="word", draw=lambda row: ui.state(row.state, row.word)),
    )
    filters = (
        Filter(
            "state",
            gettext_lazy("State"),
            [("good", gettext_lazy("Reconciled")), ("breach", gettext_lazy("Above plan"))],
            "state",
        ),
    )
    bulk = (
        Bulk(gettext_lazy("Change owner"), "#lists"),
        Bulk(gettext_lazy("Cancel lines"), "#lists", "danger", gettext_lazy("Cancel the lines that are picked?")),
    )


def table(request: HttpRequest) -> Lines:
    return Lines(request, _lines())


_CAC = (36, 36.8, 39.2, 40.1, 37, 36.2, 35.1, 36.4, None, 36.9, 37.4, 36.8, 39.6, 42.6)


def _months(count: int) -> list[date]:
    return [date(2025 + (8 + index) // 12, (8 + index) % 12 + 1, 1) for index in range(count)]


def _points() -> list[charts.Point]:
    months = _months(len(_CAC) + 1)
    measured = [
        charts.Point(on, value, "breach" if value and value > 38 else "good") for on, value in zip(months, _CAC, strict=False)
    ]
    return [*measured, charts.Point(months[-1], 43.5, is_forecast=True)]


def cac() -> charts.Chart:
    language = ui._language()
    events = [
        charts.Event(on, f"{word}, {dates.day(on, language, 'short', on)}")
        for on, word in ((date(2026, 1, 22), _("Negative keywords")), (date(2026, 8, 25), _("Broad audiences")))
    ]
    edge = _("at most %(amount)s") % {"amount": money.money(38, "EUR", language)}
    return charts.line("cac", _("Customer acquisition cost"), _points(), unit="EUR", high=38, edge=edge, events=events)


def platforms() -> charts.Chart:
    shifts = {"Instagram": 0, "LinkedIn": 3, "YouTube": -2}
    series = {
        name: [
            charts.Point(point.on, point.value / 10 + shift / 10, point.state)
            for point in _points()
            if point.value and not point.is_forecast
        ]
        for name, shift in shifts.items()
    }
    return charts.multiples("platforms", _("Engagement by platform"), series, unit="%", high=4)


def budget() -> charts.Chart:
    rows = [(_("Paid media"), 60000, 10000, 5000, 70000), (_("Events"), 20000, 1000, 0, 30000)]
    return charts.money_bars("budget", _("Budget of the quarter"), rows)


CHARTS = {"cac": cac, "platforms": platforms, "budget": budget}
