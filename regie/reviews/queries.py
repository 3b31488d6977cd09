"""Reads shaped for pages. Each says how many queries it costs, whatever the number of rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Avg, Count, Exists, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import get_language

from regie.metrics import words as metric_words
from regie.metrics.models import Reading as Standing
from regie.reviews import readings
from regie.reviews.models import Criterion, Decision, FollowUp, Item, Look, Minute, Presence, Rating, Review, Voice
from regie.reviews.models.minute import WRITING_SECONDS


def follow_ups_of(person):
    """What the person has to do after reviews, for My day: open ones by date, and those finished today. 1 query."""
    today = timezone.localdate()
    return (
        FollowUp.objects.filter(who=person)
        .filter(Q(done_at=None) | Q(done_at__date=today))
        .select_related("review__series", "decision", "given_by", "who")
        .order_by("by_when", "pk")
    )


def next_review_of(person) -> Review | None:
    """The review that the person sits in next (one in session counts), with its agenda. 2 queries."""
    found = Review.objects.inviting(person) if not person.is_member else Review.objects.visible_to(person)
    now = timezone.now()
    live = Q(started_at__isnull=False, closed_at=None)
    to_come = Q(started_at=None, cancelled_at=None, starts_at__gte=now)
    return found.filter(live | to_come).order_by("starts_at").prefetch_related(agenda_of()).first()


def agenda_of() -> Prefetch:
    return Prefetch("items", Item.objects.on_agenda(), to_attr="agenda")


def decisions_to_look_at(person, day=None):
    """Decisions of the person whose date has come. 1 query."""
    return Decision.objects.to_look_at_by(day or timezone.localdate()).filter(owner=person).select_related("metric", "review")


@dataclass(frozen=True)
class BeforeAndAfter:
    """What became of a decision: its metric when it was settled, and now."""

    decision: Decision
    then: str = ""
    then_of: str = ""
    now: str = ""
    now_of: str = ""
    state: str = "wait"
    expected: str = ""
    is_met: bool | None = None
    verdict: str = ""  # what was said of it when the watch ended; `now` is then the value of that day


def decided_last(review: Review) -> list[Decision]:
    """What the review held before this one in its series settled: the next agenda shows what became of it."""
    if not review.series_id:
        return []
    held = Review.objects.filter(series=review.series_id, starts_at__lt=review.starts_at).exclude(closed_at=None)
    last = held.order_by("-starts_at").values("pk")[:1]
    settled = Decision.objects.filter(review__in=list(last.values_list("pk", flat=True))).exclude(settled_at=None)
    return list(settled.select_related("metric", "owner").order_by("settled_at", "pk"))


def before_and_after(decisions: list[Decision]) -> dict[int, BeforeAndAfter]:
    """By decision. 2 queries; the decisions come with their metric."""
    language = (get_language() or "en")[:2]
    metrics = [decision.metric_id for decision in decisions if decision.metric_id]
    standings = {each.metric_id: each for each in Standing.objects.filter(metric__in=metrics, dimension="")} if metrics else {}
    ended = [decision.pk for decision in decisions if decision.settled_at and not decision.look_again_on]
    looks = {each.decision_id: each for each in Look.objects.filter(decision__in=ended).order_by("at", "pk")} if ended else {}
    answers = {}
    for decision in decisions:
        look = looks.get(decision.pk)
        verdict = look.get_verdict_display() if look else ""
        if not decision.metric_id:
            answers[decision.pk] = BeforeAndAfter(decision, verdict=verdict)
            continue
        standing = standings.get(decision.metric_id)
        value = standing.value if standing else None
        kept = f"{standing.grain}:{standing.period.isoformat()}" if standing and standing.period else ""
        if look and look.value is not None:
            value, kept = look.value, look.value_of  # what came long after is no effect of it
        met = None
        if value is not None and decision.expects is not None:
            met = value <= decision.expects if decision.expects_at_most else value >= decision.expects
        answers[decision.pk] = BeforeAndAfter(
            decision,
            then=metric_words.value_of(decision.metric, decision.value_then) if decision.value_then is not None else "",
            then_of=readings.period_name(decision.value_then_of, language),
            now=metric_words.value_of(decision.metric, value) if value is not None else "",
            now_of=readings.period_name(kept, language),
            expected=metric_words.value_of(decision.metric, decision.expects) if decision.expects is not None else "",
            is_met=met,
            state="wait" if met is None else "good" if met else "watch",
            verdict=verdict,
        )
    return answers


@dataclass(frozen=True)
class MinutesPage:
    """The minutes of a review as they are read afterwards and sent."""

    review: Review
    present: list[Any]
    points: list[Any]  # [(item or None, [minute], [decision], [follow_up])]
    decisions: list[Decision]
    follow_ups: list[FollowUp]
    ratings: list[Any] = field(default_factory=list)


def minutes_page(review: Review) -> MinutesPage:
    """7 queries."""
    minutes = list(Minute.objects.said().filter(review=review).select_related("author", "item").order_by("said_at", "pk"))
    decisions = list(
        review.decisions.filter(withdrawn_at=None)
        .select_related("owner", "metric", "proposed_by", "item")
        .prefetch_related("voices__person")
        .order_by("proposed_at")
    )
    follow_ups = list(review.follow_ups.select_related("who", "item", "decision"))
    items = list(review.items.on_agenda())
    points = []
    for item in [*items, None]:
        pk = item.pk if item else None
        said = [minute for minute in minutes if minute.item_id == pk]
        decided = [decision for decision in decisions if decision.item_id == pk]
        given = [each for each in follow_ups if each.item_id == pk]
        if item is not None or said:
            points.append((item, said, decided, given))
    present = [presence.person for presence in review.presences.select_related("person")]
    return MinutesPage(review, present, points, decisions, follow_ups, ratings_of(review))


def ratings_of(review: Review) -> list[tuple[Criterion, list, float | None]]:
    """Each criterion with the ratings of this review and their mean. 2 queries."""
    criteria = list(
        Criterion.objects.alive().prefetch_related(Prefetch("ratings", review.ratings.select_related("person"), to_attr="here"))
    )
    return [(each, each.here, sum(r.score for r in each.here) / len(each.here) if each.here else None) for each in criteria]


@dataclass(frozen=True)
class OverTime:
    criterion: Criterion
    dates: list[date]
    means: list[float]
    last: float | None
    before: float | None
    reviews: int
    rows: list[Any]  # (review, mean, how many, comments)


CRITERIA_REVIEWS = 40  # the newest that rated: a line of more points is no longer read


def criteria_over_time(person) -> tuple[list[OverTime], int]:
    """Each living criterion with the mean of each of the newest reviews that rated it, oldest first; and how many rated
    anything. 5 queries, and as many rows as are shown, however many reviews were held.
    """
    rated = Review.objects.visible_to(person).filter(Exists(Rating.objects.filter(review=OuterRef("pk"))))
    newest = {each.pk: each for each in rated.order_by("-starts_at", "-pk")[:CRITERIA_REVIEWS]}
    ratings = Rating.objects.filter(review__in=newest).order_by()
    means: dict[int, list[tuple[Review, float, int]]] = {}
    for criterion, review, mean, many in ratings.values_list("criterion", "review").annotate(Avg("score"), Count("pk")):
        means.setdefault(criterion, []).append((newest[review], mean, many))
    comments: dict[tuple[int, int], list[Rating]] = {}
    for each in ratings.exclude(comment="").select_related("person").order_by("pk"):
        comments.setdefault((each.criterion_id, each.review_id), []).append(each)
    answers = []
    for criterion in Criterion.objects.visible_to(person).alive():
        rows = [
            (review, mean, many, comments.get((criterion.pk, review.pk), []))
            for review, mean, many in sorted(means.get(criterion.pk, []), key=lambda row: (row[0].starts_at, row[0].pk))
        ]
        values = [row[1] for row in rows]
        answers.append(
            OverTime(
                criterion,
                [row[0].day for row in rows],
                values,
                values[-1] if values else None,
                values[-2] if len(values) > 1 else None,
                len(rows),
                rows[::-1],
            )
        )
    return answers, rated.count()


def beat_of(review: Review) -> str:
    """What an open page compares before it asks for more: words, the running minute, who writes, who is here. 3 queries."""
    current = review.items.filter(began_at__isnull=False).first()
    growing = timezone.now() - timedelta(seconds=WRITING_SECONDS)
    writing = Minute.objects.being_written().filter(review=review, written_at__gt=growing).count()
    here = Presence.objects.filter(review=review).here().count()
    return f"{review.pulse}.{current.minutes_spent if current else 0}.{writing}.{here}"


def live_parts(review: Review, person) -> dict[str, Any]:
    """All that the live page shows and renews. About 10 queries, whatever was said."""
    items = list(review.items.on_agenda())
    current = next((item for item in items if item.is_current), None)
    said = list(Minute.objects.said().filter(review=review).select_related("author").order_by("said_at", "pk"))
    drafts = [each for each in Minute.objects.being_written().filter(review=review).select_related("author") if each.is_growing]
    presences = list(review.presences.select_related("person"))
    here = [each.person for each in presences if each.is_here]
    decisions = list(
        review.decisions.filter(withdrawn_at=None)
        .select_related("owner", "metric", "proposed_by", "item", "review", "breach")
        .prefetch_related(Prefetch("voices", Voice.objects.select_related("person", "met_by")))
        .order_by("proposed_at")
    )
    rounds = [consent_round(decision, here, person) for decision in decisions]
    return {
        "review": review,
        "items": items,
        "current": current,
        "current_number": items.index(current) + 1 if current else 0,
        "all_done": bool(items) and all(item.done_at for item in items),
        "total": sum(item.minutes for item in items),
        "minutes": [each for each in said if each.item_id == (current.pk if current else None)],
        "minutes_elsewhere": [each for each in said if each.item_id != (current.pk if current else None)],
        "drafts": [each for each in drafts if each.author_id != person.pk],
        "mine": next((each for each in review.minutes_rows.filter(said_at=None, author=person)), None),
        "here": here,
        "is_here": any(each.pk == person.pk for each in here),
        "others_here": [each for each in here if each.pk != person.pk],
        "rounds": rounds,
        "open_rounds": [each for each in rounds if each.decision.is_open],
        "settled": [each.decision for each in rounds if each.decision.settled_at],
        "follow_ups": list(review.follow_ups.select_related("who", "decision", "review")),
    }


@dataclass(frozen=True)
class Round:
    """One round of consent as a reader sees it."""

    decision: Decision
    voices: list[Voice]
    waiting: list[Any]
    objections: int  # those nobody has met yet
    spoken: int
    asked: int
    mine: Voice | None
    waits_for_me: bool
    can_settle: bool
    earlier: list[Voice]


def consent_round(decision: Decision, here: list, person) -> Round:
    """From rows already read; no query."""
    voices = [each for each in decision.voices.all() if each.round == decision.round]
    spoken = {each.person_id for each in voices}
    waiting = [each for each in here if each.pk not in spoken]
    mine = next((each for each in voices if each.person_id == person.pk), None)
    objections = sum(1 for each in voices if each.is_open_objection)
    free = not objections
    return Round(
        decision, voices, waiting, objections, len(voices), len(voices) + len(waiting), mine,
        decision.is_open and mine is None and any(each.pk == person.pk for each in here),
        decision.is_open and free and not waiting and bool(decision.owner_id and decision.look_again_on),
        [each for each in decision.voices.all() if each.round < decision.round],
    )  # fmt: skip


def looks_of(decision: Decision) -> list[Look]:
    return list(decision.looks.select_related("by", "review"))


def past_reviews(person):
    """Held reviews, newest first, with how much they decided; counted for those on the page alone. 1 query."""
    settled = Decision.objects.settled().filter(review=OuterRef("pk")).order_by()
    decided = settled.values("review").annotate(many=Count("pk")).values("many")
    return (
        Review.objects.visible_to(person)
        .closed()
        .select_related("series")
        .annotate(decided=Coalesce(Subquery(decided), 0))
        .order_by("-starts_at")
    )
