"""What the pages of the room tell the shell: its line on the rail, what the palette finds, what one may start."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regie.lib import counting
from regie.lib.text import plain
from regie.people import links
from regie.ui import palette, rooms, verbs


def _may_write(person) -> bool:
    return person.has_perm("metrics.edit_metrics")


def _has_metrics(person) -> bool:
    """Somebody of another department finds the room on the rail once a metric is theirs to read."""
    from regie.metrics.models import Metric
    from regie.metrics.models.seeing import reads_all

    return reads_all(person) or Metric.objects.visible_to(person).exists()


def _open_breaches(person) -> int:
    from regie.metrics.models import Breach

    return counting.number(("metrics.open", *counting.who(person)), lambda: Breach.objects.visible_to(person).open())


def find(person, sought: str) -> list[palette.Found]:
    """Metrics, then measures, whose name holds what is sought. Two queries."""
    from regie.metrics.models import Measure, Metric

    metrics = Metric.objects.visible_to(person).in_use().filter(name__icontains=sought).order_by("name")[:6]
    found = [palette.Found(metric.name, metric.get_absolute_url(), "metrics", str(_("Metrics"))) for metric in metrics]
    measures = Measure.objects.visible_to(person).in_use().filter(name__icontains=sought).order_by("name")[:4]
    found += [palette.Found(measure.name, measure.get_absolute_url(), "table", str(_("Measures"))) for measure in measures]
    return sorted(found, key=lambda each: not plain(each.label).startswith(plain(sought)))[:8]


rooms.register(
    rooms.Room(
        "metrics", 60, _("Metrics"), "metrics", "metrics:index", visible=_has_metrics, count=_open_breaches, tab=True, key_to="m"
    )
)
palette.register("metrics", find)
verbs.register(
    verbs.Verb("metrics.metric", _("New metric"), "metrics:metric_new", place=_("Metrics"), visible=_may_write, keys="C M")
)
verbs.register(verbs.Verb("metrics.measure", _("New measure"), "metrics:measure_new", place=_("Metrics"), visible=_may_write))
verbs.register(
    verbs.Verb(
        "metrics.grid",
        _("Enter figures"),
        "metrics:grid",
        group="run",
        icon="table",
        place=_("Metrics"),
        visible=_may_write,
        keys="R F",
    )
)


def _outside(request, link):
    from regie.metrics.outside import show

    return show(request, link)


links.register("metrics.read_metric", _("read this metric"), view=_outside, icon="metrics")
