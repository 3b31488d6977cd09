"""What waits for one person today, read from every room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from regie.charter.models import Version
from regie.desk import asked, reporting, waiting, working
from regie.desk import found as of_objectives
from regie.desk import owed as of_money
from regie.desk.rows import Due, Tasks, Waiting
from regie.metrics import queries as metric_queries
from regie.metrics import words
from regie.metrics.models import Batch, Metric, Reminder, State
from regie.objectives.models import Audience, Objective
from regie.objectives.reading import waits
from regie.people.models import Invitation, Person
from regie.plan.models import BudgetLine, Campaign
from regie.reviews import queries as review_queries
from regie.reviews.models import Review

RUNNING = 4  # of the first steps: charter, team, figures and dates of reviews


@dataclass(frozen=True)
class Cue:
    """One thing of today's rundown."""

    at: datetime
    what: str
    how: str
    url: str
    state: str = ""  # "", done, held, live


@dataclass(frozen=True)
class Step:
    """One of the first steps of a new instance."""

    title: str
    why: str
    url: str
    act: str
    is_done: bool


@dataclass(frozen=True)
class Day:
    today: date
    waiting: list[Waiting]
    cues: list[Cue]
    tasks: Tasks
    alarms: list[metric_queries.Card]
    alarm_count: int
    missing: list[Reminder]
    next_review: Review | None
    sees_all: bool  # of alarms and missing figures, not only those of one's own metrics
    steps: list[Step]
    has_metrics: bool
    has_values: bool  # a metric that nobody fed is not within its band

    @property
    def has_anything(self) -> bool:
        return bool(self.waiting or self.alarms or self.missing or self.next_review or len(self.tasks))


def day_of(person) -> Day:
    """About twenty queries, whatever the size of the house."""
    today = timezone.localdate()
    alarms = _alarms(person)
    return Day(
        today=today,
        waiting=_waiting(person, today),
        cues=_cues(person, today),
        tasks=_tasks(person, today),
        alarms=metric_queries.cards_of(alarms[:4]),
        alarm_count=len(alarms),
        missing=_missing(person),
        next_review=review_queries.next_review_of(person),
        sees_all=person.is_lead or person.is_delegator,
        steps=_steps(person),
        has_metrics=bool(alarms) or Metric.objects.visible_to(person).in_use().exists(),
        has_values=bool(alarms) or Metric.objects.visible_to(person).in_use().filter(readings__state=State.GOOD).exists(),
    )


def _steps(person) -> list[Step]:
    """What a new instance needs, once round the loop, for those who can give it; nothing once the department runs.

    About nine queries for a lead.
    """
    if not person.is_lead:
        return []
    steps = [
        Step(
            gettext("Bring your charter"),
            gettext("Its metrics, thresholds and reviews come from it."),
            reverse("charter:import"),
            gettext("Bring it"),
            Version.objects.filter(state__in=[Version.State.PROPOSED, Version.State.IN_FORCE]).exists(),
        ),
        Step(
            gettext("Invite the team"),
            gettext("Each has a page of their own for the day."),
            reverse("people:index"),
            gettext("Invite"),
            _is_anyone_invited(person),
        ),
        Step(
            gettext("Bring figures"),
            gettext("A file or a grid; from then on every threshold is watched."),
            reverse("connect:new_import"),
            gettext("Import figures"),
            Batch.objects.exclude(written_at=None).exists(),
        ),
        Step(
            gettext("Give the reviews their first dates"),
            gettext("The agenda of each writes itself."),
            reverse("reviews:index"),
            gettext("See them"),
            Review.objects.exists(),
        ),
        Step(
            gettext("Say whom you speak to"),
            gettext("Audiences: what they need, where they are found, what share of your effort they should have."),
            reverse("objectives:audience_new"),
            gettext("Describe an audience"),
            Audience.objects.exists(),
        ),
        Step(
            gettext("Set the first objective"),
            gettext("A metric, from where to where, by when; a review adopts it."),
            reverse("objectives:objective_new"),
            gettext("Draft an objective"),
            Objective.objects.exists(),
        ),
        Step(
            gettext("Look at the money"),
            gettext("What the charter grants becomes envelopes; lines say what each part is for."),
            reverse("plan:budget"),
            gettext("Open the budget"),
            BudgetLine.objects.exists(),
        ),
        Step(
            gettext("Prepare a campaign"),
            gettext("From a playbook: activities, dates and gates are there; launch it when they are open."),
            reverse("plan:campaign_new"),
            gettext("Prepare it"),
            Campaign.objects.exists(),
        ),
    ]
    done = [step.is_done for step in steps]
    has_run = all(done[:RUNNING]) and Review.objects.closed().exists()  # it works without plans: no reproach every morning
    return [] if all(done) or has_run else steps


def _is_anyone_invited(lead) -> bool:
    """Whom the charter only names has no address: nobody let them in."""
    return Invitation.objects.exists() or Person.objects.exclude(pk=lead.pk).exclude(email=None).exists()


def _mine(person) -> Q:
    return Q(owner=person) | Q(followers=person)


def _alarms(person) -> list[Metric]:
    """Metrics out of their band or close to the edge: one's own, for a lead all."""
    loud = (
        Metric.objects.visible_to(person).in_use().filter(readings__dimension="", readings__state__in=[State.BREACH, State.WATCH])
    )
    if not (person.is_lead or person.is_delegator):
        loud = loud.filter(_mine(person))
    return list(loud.select_related("owner").order_by("readings__state", "name").distinct()[:50])


def _missing(person) -> list[Reminder]:
    """Figures that should be here and are not: of one's metrics, for a lead of all. One for each measure."""
    reminders = Reminder.objects.visible_to(person).open().select_related("metric", "measure")
    if not person.is_lead:
        reminders = reminders.filter(Q(metric__owner=person) | Q(measure__owner=person) | Q(metric__followers=person)).distinct()
    by_measure: dict[int, Reminder] = {}
    for reminder in reminders.order_by("due_on", "pk")[:60]:
        by_measure.setdefault(reminder.measure_id, reminder)
    return list(by_measure.values())[:6]


def _waiting(person, today: date) -> list[Waiting]:
    found: list[Waiting] = []
    found += working.lines(person, today)
    found += asked.lines(person, today)
    found += [Waiting(*line) for line in of_objectives.lines(person, today)]
    found += [Waiting(*line) for line in of_money.lines(person, today)]
    found += working.quiet_lines(person)
    for version in waiting.versions(person).select_related("charter__domain", "made_by"):
        when = words.dates.day(timezone.localdate(version.made_at), words.language(), "short", today)
        found.append(
            Waiting(
                str(version),
                gettext("Proposed by %(person)s, %(day)s · waits for your consent")
                % {"person": version.made_by or "Régie", "day": when},
                reverse("charter:index"),
                gettext("Read it"),
            )
        )
    for reading in waiting.drafts(person).order_by("-at")[: waiting.MOST_DRAFTS]:
        found.append(
            Waiting(
                reading.name,
                gettext("Read, not yet accepted: nothing of it is written"),
                reading.get_absolute_url(),
                gettext("Go on"),
            )
        )
    if many := waiting.unsettled(person).count():
        found.append(
            Waiting(
                ngettext("%(many)s threshold to confirm", "%(many)s thresholds to confirm", many) % {"many": many},
                gettext("Read from the charter; an unconfirmed rule raises no alarm"),
                reverse("metrics:thresholds"),
                gettext("Confirm"),
            )
        )
    for decision in waiting.proposals(person).select_related("review")[: waiting.MOST_DECISIONS]:
        found.append(
            Waiting(
                str(decision),
                gettext("Proposed in %(review)s") % {"review": decision.review.name},
                decision.review.get_absolute_url(),
                gettext("Answer"),
            )
        )
    for decision in waiting.to_look_at(person, today)[: waiting.MOST_DECISIONS]:
        found.append(
            Waiting(
                str(decision),
                gettext("Your decision, to look at again: did it help?"),
                decision.get_absolute_url(),
                gettext("Look"),
            )
        )
    return found


def _cues(person, today: date) -> list[Cue]:
    start = timezone.make_aware(datetime.combine(today, datetime.min.time()))
    reviews = Review.objects.visible_to(person).standing().filter(starts_at__gte=start, starts_at__lt=start + timedelta(days=1))
    cues = []
    for review in reviews.select_related("series").order_by("starts_at"):
        if review.closed_at:
            state, how = "done", gettext("held")
        elif review.started_at:
            state, how = "live", gettext("in session")
        else:
            state, how = "", gettext("review, %(minutes)s") % {"minutes": words.dates.duration(review.minutes, words.language())}
        cues.append(Cue(review.starts_at, review.name, how, review.get_absolute_url(), state))
    for workshop in waits.workshops_between(person, start, start + timedelta(days=1)):
        if workshop.closed_at:
            state, how = "done", gettext("held")
        elif workshop.opened_at:
            state, how = "live", gettext("under way")
        else:
            state, how = "", gettext("workshop")
        cues.append(Cue(workshop.starts_at, workshop.title, how, workshop.get_absolute_url(), state))
    return sorted(cues, key=lambda cue: cue.at)


def _tasks(person, today: date) -> Tasks:
    tasks = Tasks()
    end_of_week = today + timedelta(days=6 - today.weekday())
    for due in [*_follow_ups(person), *(Due(*line) for line in reporting.lines(person, today)), *working.dues(person)]:
        if due.is_done:
            tasks.today.append(due)
        elif due.is_late:
            tasks.late.append(due)
        elif due.by_when is None:
            tasks.undated.append(due)
        elif due.by_when <= today:
            tasks.today.append(due)
        elif due.by_when <= end_of_week:
            tasks.week.append(due)
        else:
            tasks.later.append(due)
    return tasks


def _follow_ups(person) -> list[Due]:
    return [
        Due(
            f"follow-up-{each.pk}",
            each.what,
            str(each.decision or each.review.name),
            each.by_when,
            each.is_late,
            each.done_at is not None,
            each.get_absolute_url(),
            each.given_by,
            reverse("reviews:follow_up_undo" if each.done_at else "reviews:follow_up_done", args=[each.pk]),
            each.done_at,
        )
        for each in review_queries.follow_ups_of(person)
    ]


def sentence(day: Day) -> SafeString:
    """How the day stands, in words; what has left its band leads to its metric."""
    said: list[SafeString] = []
    if day.waiting:
        count = len(day.waiting)
        text = ngettext("One thing waits for you.", "%(count)s things wait for you.", count) % {"count": count}
        said.append(conditional_escape(text))
    if day.alarms:
        first = day.alarms[0]
        text = (
            gettext("%(metric)s has left its band.") if first.state == State.BREACH else gettext("%(metric)s is near its edge.")
        )
        link = format_html('<a class="link" href="{}">{}</a>', first.url, first.metric.name)
        said.append(mark_safe(conditional_escape(text) % {"metric": link}))  # noqa: S308 - both sides are escaped
    if day.next_review:
        said.append(conditional_escape(_of_review(day.next_review, day.today)))
    if not said:
        calm = gettext("Nothing waits for you. A good moment to look ahead.")
        said.append(conditional_escape(gettext("Welcome. A few steps, and the department runs.") if day.steps else calm))
    return mark_safe(" ".join(said))  # noqa: S308 - every part is escaped


def _of_review(review: Review, today: date) -> str:
    facts = {"review": review.name}
    on = timezone.localtime(review.starts_at).date()
    if review.is_live:
        return gettext("In session: %(review)s.") % facts
    if on == today:
        clock = words.dates.clock(timezone.localtime(review.starts_at), words.language())
        return gettext("Next review: %(review)s, today at %(clock)s.") % {**facts, "clock": clock}
    if on == today + timedelta(days=1):
        return gettext("Next review: %(review)s, tomorrow.") % facts
    when = words.dates.day(on, words.language(), "weekday", today)
    return gettext("Next review: %(review)s, %(day)s.") % {**facts, "day": when}
