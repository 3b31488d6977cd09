"""The loop on one page: the health of each passage between rooms, and the turns that went all the way."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext

from regie.charter.hooks import HOLES
from regie.charter.models import Charter, Section, Version
from regie.desk import aiming, planning
from regie.desk.passage import Passage
from regie.lib import dates
from regie.metrics import words
from regie.metrics.models import Batch, Breach, Metric, Reading, State
from regie.metrics.queries import counts
from regie.reviews import queries as review_queries
from regie.reviews.models import Decision, Driver, Look, Review
from regie.ui import icons
from regie.work.models import Run

JUDGED = [State.BREACH, State.WATCH, State.GOOD]


@dataclass(frozen=True)
class Station:
    """A room on the ring."""

    name: str
    figure: str
    icon: str
    url: str


@dataclass(frozen=True)
class Turn:
    """A breach followed to its effect."""

    look: Look | None  # the newest time that the decision was looked at again
    done: int  # follow-ups of the decision
    given: int

    breach: Breach
    value: str
    bound: str
    decision: Decision
    effect: str
    effect_of: str
    state: str
    words: str


@dataclass(frozen=True)
class Drawn:
    """Where a station and the arc that leaves it are drawn on the ring."""

    station: Station
    passage: Passage
    x: float
    y: float
    anchor: str
    label_x: float
    label_y: float
    arc: str
    head: str

    @property
    def figure_y(self) -> float:
        return self.label_y + 15

    @property
    def icon(self) -> str:
        """The room's icon in the middle of its circle."""
        drawing = icons.icon(self.station.icon)
        place = f'class="icon ring__icon" x="{self.x - 9:.1f}" y="{self.y - 9:.1f}" width="18" height="18"'
        return mark_safe(drawing.replace('class="icon"', place, 1))  # noqa: S308 two safe drawings and numbers


@dataclass(frozen=True)
class Loop:
    passages: list[Passage]
    drawn: list[Drawn]
    turns: list[Turn]

    @property
    def holding(self) -> int:
        return sum(1 for passage in self.passages if passage.state == State.GOOD)


def loop_of(person) -> Loop:
    """About forty queries, whatever the size of the house."""
    charter = Charter.objects.visible_to(person).home()
    metrics, figures, reviews = gettext("Metrics"), gettext("Figures"), gettext("Reviews")
    name, aims, plan, work = gettext("Charter"), gettext("Objectives"), gettext("Plan"), gettext("Work")
    in_force = charter.current() if charter else None
    following = Review.objects.visible_to(person).coming().order_by("starts_at").first()
    stations = [
        Station(name, gettext("version %(number)s") % {"number": in_force.number} if in_force else gettext("none yet"), "charter", reverse("charter:index")),
        Station(aims, aiming.adopted(person), "target", reverse("objectives:index")),
        Station(plan, planning.planned(person), "plan", reverse("plan:index")),
        Station(work, _under_way(person), "board", reverse("work:index")),
        Station(metrics, gettext("%(count)s watched") % {"count": Metric.objects.visible_to(person).in_use().count()}, "metrics", reverse("metrics:index")),
        Station(figures, _newest_batch(person), "table", reverse("metrics:batches")),
        Station(
            reviews, dates.day(timezone.localtime(following.starts_at).date(), words.language(), "short", timezone.localdate()) if following else "—", "reviews", reverse("reviews:index")
        ),
    ]  # fmt: skip
    passages = [
        aiming.charter_to_objectives(person, in_force, name, aims),
        planning.objectives_to_plan(person, aims, plan),
        planning.plan_to_work(person, plan, work) or _runs_under_way(person, plan, work),
        _work_to_metrics(person, in_force, work, metrics),
        _metrics_to_figures(person, metrics, figures),
        _figures_to_reviews(person, figures, reviews),
        _reviews_to_charter(person, charter, reviews, name),
    ]
    return Loop(passages, _drawn(stations, passages), turns_of(person))


def _newest_batch(person) -> str:
    newest = Batch.objects.visible_to(person).exclude(written_at=None).order_by("-written_at").first()
    return dates.ago(newest.written_at, timezone.now(), words.language()) if newest else gettext("none yet")


def _under_way(person) -> str:
    count = Run.objects.visible_to(person).under_way().count()
    return ngettext("%(count)s run", "%(count)s runs", count) % {"count": count}


def _runs_under_way(person, start: str, end: str) -> Passage:
    """Whether what was begun goes on: runs past their date, and runs that cannot go on by themselves."""
    runs = Run.objects.visible_to(person).under_way()
    total = runs.count()
    if not total:
        nothing = gettext("No run of a workflow is under way.")
        return Passage(start, end, State.WAIT, "—", nothing, reverse("work:workflows"), gettext("See the workflows"))
    late, still = runs.filter(due_on__lt=timezone.localdate()).count(), runs.exclude(stuck_because="").count()
    figure = gettext("%(good)s of %(all)s in time") % {"good": total - late, "all": total}
    said = []
    if late:
        said.append(ngettext("One run is past its date.", "%(count)s runs are past their date.", late) % {"count": late})
    if still:
        said.append(ngettext("One run stands still.", "%(count)s runs stand still.", still) % {"count": still})
    if said:
        return Passage(start, end, State.WATCH, figure, " ".join(said), reverse("work:stuck"), gettext("See where it is stuck"))
    return Passage(start, end, State.GOOD, figure, gettext("Every run under way is in time."))


def _work_to_metrics(person, version: Version | None, start: str, end: str) -> Passage:
    if version is None:
        return Passage(
            start,
            end,
            State.WAIT,
            "—",
            gettext("No charter yet: bring the text you have."),
            reverse("charter:import"),
            gettext("Bring it"),
        )
    promised = version.wordings.filter(section=Section.RESPONSIBILITIES, is_note=False).count()
    unwatched = (
        [hole for hole in HOLES["metrics"](version, person) if hole.kind == "responsibility_unwatched"]
        if "metrics" in HOLES
        else []
    )
    facts = {"good": max(promised - len(unwatched), 0), "all": promised}
    figure = gettext("%(good)s of %(all)s lines") % facts
    if unwatched:
        text = ngettext(
            "One responsibility has no metric that watches it.",
            "%(count)s responsibilities have no metric that watches them.",
            len(unwatched),
        ) % {"count": len(unwatched)}
        return Passage(start, end, State.WATCH, figure, text, reverse("charter:coverage"), gettext("Read them"))
    return Passage(start, end, State.GOOD, figure, gettext("Each responsibility is watched by a metric."))


def _metrics_to_figures(person, start: str, end: str) -> Passage:
    standing = counts(person)
    total, late = standing["all"], standing[State.WAIT]
    if not Metric.objects.visible_to(person).in_use().exclude(formula="").exists():
        return Passage(
            start, end, State.WAIT, "—", gettext("No metric has a formula yet."), reverse("metrics:index"), gettext("See them")
        )
    figure = gettext("%(good)s of %(all)s fed in time") % {"good": total - late, "all": total}
    if late:
        text = ngettext("One metric waits for its figures.", "%(count)s metrics wait for their figures.", late) % {"count": late}
        return Passage(start, end, State.WATCH, figure, text, reverse("metrics:index") + "?view=wait", gettext("Feed them"))
    return Passage(start, end, State.GOOD, figure, gettext("Every figure that is due is here."))


def _figures_to_reviews(person, start: str, end: str) -> Passage:
    open_breaches = Breach.objects.visible_to(person).open().select_related("metric").order_by("-opened_at")
    many = open_breaches.count()
    if not many:
        judged = Reading.objects.filter(metric__in=Metric.objects.visible_to(person).in_use(), state__in=JUDGED)
        if not judged.exists():
            nothing = gettext("No threshold has a figure to judge yet.")
            return Passage(start, end, State.WAIT, "—", nothing, reverse("connect:new_import"), gettext("Bring figures"))
        return Passage(start, end, State.GOOD, gettext("no breach"), gettext("No threshold is crossed."))
    newest = open_breaches[0]
    figure = words.value_of(newest.metric, newest.value)
    if newest.bound is not None:
        figure = gettext("%(value)s for %(bound)s") % {"value": figure, "bound": words.value_of(newest.metric, newest.bound)}
    unanswered = Driver.objects.visible_to(person).open().filter(taken_in=None, breach__in=open_breaches).count()
    if many == 1:
        text = gettext("%(metric)s is out of its band.") % {"metric": newest}
    else:
        text = gettext("%(count)s metrics are out of their bands, last %(metric)s.") % {"count": many, "metric": newest}
    if unanswered:
        text += " " + ngettext(
            "Its driver waits for the next review.", "%(count)s drivers wait for the next review.", unanswered
        ) % {"count": unanswered}
    return Passage(start, end, State.BREACH, figure, text, newest.get_absolute_url(), gettext("See the metric"))


def _reviews_to_charter(person, charter: Charter | None, start: str, end: str) -> Passage:
    proposed = charter.proposed() if charter else None
    if proposed:
        day = dates.day(proposed.made_at.date(), words.language(), "short", timezone.localdate())
        return Passage(
            start, end, State.WAIT, gettext("waits for consent"),
            gettext("%(version)s was proposed on %(day)s.") % {"version": proposed, "day": day}, reverse("charter:versions"), gettext("Compare"),
        )  # fmt: skip
    late = _passed_over(person)
    if late:
        text = ngettext(
            "One decision should have been looked at again.", "%(count)s decisions should have been looked at again.", late
        ) % {"count": late}
        return Passage(
            start,
            end,
            State.WATCH,
            ngettext("%(count)s late", "%(count)s late", late) % {"count": late},
            text,
            reverse("reviews:decisions"),
            gettext("Look"),
        )
    held = Review.objects.visible_to(person).closed().count()
    if not held:
        return Passage(
            start, end, State.WAIT, "—", gettext("No review was held yet."), reverse("reviews:index"), gettext("See the calendar")
        )
    decided = Decision.objects.visible_to(person).settled().count()
    return Passage(
        start,
        end,
        State.GOOD,
        gettext("%(count)s decisions") % {"count": decided},
        gettext("Every decision was looked at again in time."),
    )


def _passed_over(person) -> int:
    """Decisions that a review of their series could have looked at again, and did not."""
    due = Decision.objects.visible_to(person).to_look_at_by(timezone.localdate() - timedelta(days=1))
    held = Review.objects.closed().filter(series=OuterRef("review__series"), starts_at__date__gte=OuterRef("look_again_on"))
    alone = Q(review__series=None) | Q(review__series__retired_at__isnull=False)
    return due.filter(alone | Exists(held)).count()


def turns_of(person, limit: int = 4) -> list[Turn]:
    """Breaches that a decision answered, with the metric before and after. Five queries."""
    decisions = list(
        Decision.objects.visible_to(person)
        .settled()
        .filter(Q(breach__isnull=False) & Q(breach__withdrawn_at=None))
        .select_related("breach__metric", "metric", "owner", "review")
        .annotate(
            given=Count("follow_ups", distinct=True),
            done=Count("follow_ups", filter=Q(follow_ups__done_at__isnull=False), distinct=True),
        )
        .order_by("-settled_at")[:limit]
    )
    standings = {
        each.metric_id: each for each in Reading.objects.filter(metric__in=[d.breach.metric_id for d in decisions], dimension="")
    }
    became = review_queries.before_and_after(decisions)
    looks = {each.decision_id: each for each in Look.objects.filter(decision__in=decisions).order_by("at", "pk")}
    turns = []
    for decision in decisions:
        breach = decision.breach
        standing = standings.get(breach.metric_id)
        back = breach.resolved_at is not None
        turns.append(
            Turn(
                looks.get(decision.pk),
                decision.done,
                decision.given,
                breach,
                words.value_of(breach.metric, breach.value),
                words.value_of(breach.metric, breach.bound),
                decision,
                words.value_of(breach.metric, breach.resolved_value if back else standing.value if standing else None),
                words.period_name(breach.resolved_period, breach.grain) if back else became[decision.pk].now_of,
                State.GOOD if back else (standing.state if standing else State.WAIT),
                gettext("back in its band") if back else words.state_of(standing),
            )
        )
    return turns


def _drawn(stations: list[Station], passages: list[Passage]) -> list[Drawn]:
    """Stations evenly on a circle, clockwise from the top; an arc with its head between each and the next."""
    radius, middle, gap = 156.0, 250.0, 0.24
    drawn = []
    step = 2 * math.pi / len(stations)
    for place, (station, passage) in enumerate(zip(stations, passages, strict=True)):
        angle = place * step
        x, y = middle + radius * math.sin(angle), middle - radius * math.cos(angle)
        side = "start" if x > middle + 20 else "end" if x < middle - 20 else "middle"
        label_x = x + (34 if side == "start" else -34 if side == "end" else 0)
        label_y = y - 44 if side == "middle" and y < middle else y + 42 if side == "middle" else y - 2
        begins, ends = angle + gap, angle + step - gap
        x1, y1 = middle + radius * math.sin(begins), middle - radius * math.cos(begins)
        x2, y2 = middle + radius * math.sin(ends), middle - radius * math.cos(ends)
        tip = ends + 0.055
        tx, ty = middle + radius * math.sin(tip), middle - radius * math.cos(tip)
        across = (math.sin(ends), -math.cos(ends))
        a, b = (x2 + 5.5 * across[0], y2 + 5.5 * across[1]), (x2 - 5.5 * across[0], y2 - 5.5 * across[1])
        drawn.append(
            Drawn(
                station, passage, round(x, 1), round(y, 1), side, round(label_x, 1), round(label_y, 1),
                f"M{x1:.1f} {y1:.1f}A{radius:.0f} {radius:.0f} 0 0 1 {x2:.1f} {y2:.1f}",
                f"M{tx:.1f} {ty:.1f}L{a[0]:.1f} {a[1]:.1f}L{b[0]:.1f} {b[1]:.1f}z",
            )
        )  # fmt: skip
    return drawn
