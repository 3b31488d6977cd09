"""The lists of the room, each defined once: columns, order, filters, export."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.lib import dates
from regie.metrics import words
from regie.metrics.models import Batch, Breach, Measure, Metric, Reading, Rhythm, State
from regie.metrics.ruling import dimension_name
from regie.people.models import Person
from regie.ui.tables import Column, Filter, Table
from regie.ui.templatetags.ui import state as state_sign


def overall(metric: Metric) -> Reading | None:
    """The reading over all of a metric, prefetched as `overall`."""
    found: list[Reading] = getattr(metric, "overall")  # noqa: B009 - of `metric_rows`, which no model declares
    return found[0] if found else None


def _by_view(metrics, view: str):
    return metrics.filter(readings__dimension="", readings__state=view)


def _owners(request):
    people = Person.objects.visible_to(request.user).filter(metrics__retired_at=None, metrics__isnull=False).distinct()
    return [(person.pk, str(person)) for person in people]


def _groups(request):
    titles = Metric.objects.visible_to(request.user).in_use().exclude(group="").order_by("group").values_list("group", flat=True)
    return [(title, title) for title in titles.distinct()]


def _state_cell(metric: Metric):
    reading = overall(metric)
    return state_sign(reading.state if reading else State.WAIT, words.state_of(reading))


class MetricTable(Table):
    name = "metrics.metrics"
    title = _("Metrics")
    per_page = 48
    search = ["name"]
    order = "group"
    columns = [
        Column("name", _("Metric"), sort="name", link=lambda row: row.get_absolute_url(), is_head=True),
        Column("group", _("Group"), sort=["is_alone", "group", "name"]),
        Column(
            "period",
            _("Period"),
            value=lambda row: (
                words.period_name(overall(row).period, overall(row).grain) if overall(row) and overall(row).period else ""
            ),
        ),
        Column(
            "value",
            _("Value"),
            value=lambda row: overall(row).value if overall(row) else None,
            draw=lambda row: words.value_of(row, overall(row).value if overall(row) else None),
            link=lambda row: row.get_absolute_url(),
            is_number=True,
        ),
        Column("trend", _("Trend"), value=lambda row: words.trend_of(row, overall(row))[1] if overall(row) else ""),
        Column("state", _("State"), value=lambda row: words.state_of(overall(row)), draw=_state_cell),
        Column(
            "limit",
            _("Threshold"),
            value=lambda row: words.limit_of(row, overall(row).low, overall(row).high) if overall(row) else "",
        ),
        Column("owner", _("Owner"), value=lambda row: str(row.owner or row.owner_text), sort="owner__name"),
    ]
    filters = [
        Filter("view", _("State"), choices=State.choices, apply=_by_view),
        Filter("rhythm", _("Rhythm"), choices=Rhythm.choices, lookup="shown"),
        Filter("group", _("Group"), choices=_groups, lookup="group"),
        Filter("owner", _("Owner"), choices=_owners, lookup="owner"),
    ]


def breach_state(breach: Breach) -> tuple[str, str]:
    """(state, word) of a breach."""
    if breach.withdrawn_at:
        return "none", str(_("taken back"))
    if breach.resolved_at:
        return "good", str(_("back in its band"))
    if breach.closed_at:
        return "good", str(_("closed with a decision"))
    if breach.taken_at:
        return "watch", str(pgettext_lazy("breach", "taken"))
    return "breach", str(pgettext_lazy("breach", "open"))


def _breaches_that_are(breaches, state: str):
    if state == "open":
        return breaches.open()
    if state == "resolved":
        return breaches.exclude(resolved_at=None)
    if state == "closed":
        return breaches.exclude(closed_at=None)
    return breaches.exclude(withdrawn_at=None)


class BreachTable(Table):
    name = "metrics.breaches"
    title = _("Breaches")
    search = ["metric__name", "dimension_value"]
    order = "-opened"
    empty = _("No threshold has been crossed yet. When one is, it opens here by itself and tells whoever answers for the metric.")
    example = (
        _("An example"),
        _("Metric"), _("Customer satisfaction"),
        _("Threshold"), _("under 85 for two months running"),
        _("Figures"), _("82 in October, 83 in November"),
        _("Then"), _("a driver for the next review"),
    )  # fmt: skip
    columns = [
        Column("metric", _("Metric"), value=str, sort="metric__name", link=lambda row: row.get_absolute_url(), is_head=True),
        Column("period", _("Period"), value=lambda row: words.period_name(row.period, row.grain), sort="period"),
        Column("value", _("Value"), draw=lambda row: words.value_of(row.metric, row.value), is_number=True),
        Column("bound", _("Bound"), draw=lambda row: words.value_of(row.metric, row.bound), is_number=True),
        Column(
            "opened",
            _("Opened"),
            value="opened_at",
            sort="opened_at",
            draw=lambda row: dates.day(row.opened_at.date(), words.language(), "short"),
        ),
        Column("taken", _("Taken by"), value=lambda row: str(row.taken_by or "")),
        Column("state", _("State"), value=lambda row: breach_state(row)[1], draw=lambda row: state_sign(*breach_state(row))),
    ]
    filters = [
        Filter(
            "state",
            _("State"),
            choices=[
                ("open", pgettext_lazy("breach", "open")),
                ("resolved", _("back in its band")),
                ("closed", _("closed with a decision")),
                ("withdrawn", _("taken back")),
            ],
            apply=_breaches_that_are,
        )
    ]


class MeasureTable(Table):
    name = "metrics.measures"
    title = _("Measures")
    search = ["name", "key"]
    order = "name"
    empty = _("No measure yet. A measure is a raw quantity: spend, new customers, opens.")
    example = (
        _("An example"),
        _("Measure"), _("New customers"),
        _("Recorded"), _("every month, by channel"),
        _("Adds up"), _("as a sum"),
    )  # fmt: skip
    columns = [
        Column("name", _("Measure"), sort="name", link=lambda row: row.get_absolute_url(), is_head=True),
        Column("key", _("Key"), sort="key"),
        Column("unit", _("Unit"), value=lambda row: row.currency or str(row.get_unit_display())),
        Column("adds_up", _("Adds up as"), value=lambda row: str(row.get_adds_up_display())),
        Column("rhythm", _("Rhythm"), value=lambda row: str(row.get_rhythm_display())),
        Column("dimensions", _("For each"), value=lambda row: ", ".join(dimension_name(key) for key in row.dimensions)),
        Column("figures", _("Series"), value="many", is_number=True),
        Column("owner", _("Owner"), value=lambda row: str(row.owner or "")),
    ]
    filters = [Filter("rhythm", _("Rhythm"), choices=Rhythm.choices, lookup="rhythm")]


class BatchTable(Table):
    name = "metrics.batches"
    title = _("Figures that came")
    search = ["file_name"]
    order = "-at"
    empty = _("No figure has come yet. Each line here will be a file or a grid of figures, which can be undone as a whole.")
    example = (
        _("An example"),
        _("File"), "spend-2026-10.csv",
        _("Brought"), _("240 figures: 236 new, 4 changed"),
        _("Refused"), _("2 rows without a date"),
    )  # fmt: skip
    columns = [
        Column("name", pgettext_lazy("a file", "From"), value=str, link=lambda row: row.get_absolute_url(), is_head=True),
        Column("by", _("Brought by"), value=lambda row: str(row.by or "Régie"), sort="by__name"),
        Column("at", _("When"), value="at", sort="at", draw=lambda row: dates.moment(_local(row.at), words.language())),
        Column("new", _("New"), sort="new", is_number=True),
        Column("changed", _("Changed"), sort="changed", is_number=True),
        Column("same", _("Same"), sort="same", is_number=True),
        Column("refused", _("Refused"), sort="refused", is_number=True),
        Column(
            "state",
            _("State"),
            value=lambda row: str(_("undone") if row.undone_at else _("written")),
            draw=lambda row: state_sign("none", _("undone")) if row.undone_at else state_sign("good", _("written")),
        ),
    ]
    filters = [Filter("source", _("Source"), choices=Batch.Source.choices, lookup="source")]


def _local(value):
    from django.utils import timezone

    return timezone.localtime(value)


def measure_rows(person):
    from django.db.models import Count

    return Measure.objects.visible_to(person).in_use().select_related("owner").annotate(many=Count("series"))


def mine(metrics, person):
    return metrics.filter(Q(owner=person) | Q(followers=person)).distinct()


def link_to(metric: Metric):
    return format_html('<a class="link" href="{}">{}</a>', reverse("metrics:metric", args=[metric.key]), metric.name)
