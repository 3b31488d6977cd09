"""The demo department lives through eighteen months: the verbs of the rooms, called on the days on which they happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from itertools import cycle
from pathlib import Path
from zoneinfo import ZoneInfo

import time_machine
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation

from regie.charter.models import Charter, Competency, Line, Section
from regie.charter.models import Reading as CharterReading
from regie.demo import story, years
from regie.demo.aims import Aims
from regie.demo.company import DOMAINS, PEOPLE
from regie.demo.gatherings import HELD, Gatherings
from regie.demo.improving import improve
from regie.demo.plans import Plans
from regie.demo.present import Present
from regie.demo.sessions import Sessions
from regie.demo.workshop import Workshop
from regie.journal.models import Letter, Notification
from regie.lib import dates
from regie.lib.periods import Grain, Period
from regie.metrics import evaluation, reminders
from regie.metrics.models import Batch, Breach, Measure, Metric, Reference, Threshold
from regie.metrics.staging import Entry
from regie.people.models import Domain, Holding, Organisation, Person, Role
from regie.reviews import sweeping
from regie.reviews.models import Copy, Driver, FollowUp, Review, Series
from regie.work import folding

TEXTS = Path(__file__).parent / "texts"
PARIS = ZoneInfo("Europe/Paris")
WRITTEN_ON = ("12 March 2026", "12 mars 2026")  # in the texts; told, the charter is three days old when it is brought


class Life(Sessions):
    """One telling of the story, in one language, up to `today`."""

    def __init__(self, language: str, today: date, say: Callable[[str], None] = lambda text: None) -> None:
        self.language, self.today, self.say = language, today, say
        self.until = timezone.now()  # nothing of the story lies after the moment it is told
        self.place = 1 if language == "fr" else 0
        self.people: dict[str, Person] = {}
        self.months = years.months_before(today)
        self.aims = Aims(self)
        self.plans = Plans(self)
        self.lines = {True: iter(cycle(story.WEEK)), False: iter(cycle(story.PLAIN))}  # by whether the review is weekly

    def word(self, words: story.Words) -> str:
        return words[self.place]

    def tell(self) -> None:
        """All of it or nothing."""
        with translation.override(self.language), transaction.atomic():
            with self.on(self.months[0].start - timedelta(days=20), time(9)):
                self._found()
                self._charter()
                self._work()
                self.aims.found()
                self.plans.found()
            for month in self.months:
                self._month(month)
            self._today()
            self._now()
            folding.fold(timedelta(0))
            improve(self.work, self.people["ines"])
            self._quieten()

    def on(self, day: date, at: time):
        return time_machine.travel(datetime.combine(day, at, PARIS), tick=True)

    def age(self, month: Period) -> int:
        return self.months[-1].index - month.index + 1

    # The beginning

    def _found(self) -> None:
        Organisation.objects.update_or_create(pk=1, defaults={"name": "Tamarelle", "language": self.language, "country": "FR"})
        domains = {}
        for key, names in DOMAINS.items():
            domains[key] = Domain.objects.get_or_create(name=names[self.place], defaults={"is_home": key == "marketing"})[0]
        for each in PEOPLE:
            person = Person.objects.create_user(
                email=each.email,
                name=each.name,
                standing=each.standing,
                domain=domains[each.domain],
                job=each.job[self.place],
                language=self.language,
                joined_at=timezone.now(),
            )
            self.people[each.key] = person
            for words in each.roles:
                role = Role.objects.get_or_create(domain=domains[each.domain], name=words[self.place])[0]
                Holding.objects.create(role=role, person=person)
        Domain.objects.filter(is_home=True).update(delegator=self.people["helene"])

    def _charter(self) -> None:
        name = f"charter-{self.language}.md"
        text = (TEXTS / name).read_text(encoding="utf-8")
        written, day = WRITTEN_ON[self.place], dates.day(timezone.localdate() - timedelta(days=3), self.language)
        assert written in text, name
        reading = CharterReading.bring(text.replace(written, day).encode(), by=self.people["ines"], name=name)
        version = reading.accept(by=self.people["ines"])
        version.consent(by=self.people["helene"])
        charter = Charter.objects.get()
        charter.look_again_on(self.today + timedelta(days=48), by=self.people["ines"])
        self._owners()
        self._watches()
        self._references()
        self._thresholds()
        self._reviews()
        self._competencies()

    def _owners(self) -> None:
        owners = {
            "spend": "jonas",
            "leads": "remi",
            "answers": "elif",
            "interactions": "lucie",
            "awareness_growth": "elif",
            "revenue": "ines",
        }
        for metric in Metric.objects.in_use().order_by("pk"):
            needs = set(metric.measures.values_list("key", flat=True))
            key = "ines" if "revenue" in needs else next((owners[each] for each in owners if each in needs), "bastien")
            if metric.measured == Grain.WEEK and "interactions" in needs:
                key = "noe"
            group = _GROUPS["brand" if needs & {"answers", "interactions", "awareness_growth"} else "growth"][self.place]
            metric.edit(by=self.people["ines"], owner=self.people[key], group=group)

    def _watches(self) -> None:
        """Four of the seven responsibilities are watched by a metric; the others are holes that the coverage page shows."""
        lines = list(Line.objects.filter(section=Section.RESPONSIBILITIES).order_by("pk"))
        over = {"spend": [1, 3], "leads": [3], "interactions": [5], "awareness_growth": [0]}
        for metric in Metric.objects.in_use():
            needs = set(metric.measures.values_list("key", flat=True))
            metric.watches.set(
                {lines[place] for key, places in over.items() if key in needs for place in places if place < len(lines)}
            )

    def _references(self) -> None:
        since, by = self.months[0].start, self.people["ines"]
        source = self.word(("Our own mean of two years", "Notre moyenne sur deux ans"))
        trade = self.word(("Trade survey", "Enquête de la branche"))
        for metric in Metric.objects.in_use():
            needs = set(metric.measures.values_list("key", flat=True))
            if "revenue" in needs:
                Reference.state(metric=metric, by=by, kind="benchmark", value=2.8, since=since, source=source)
            elif "leads" in needs:
                Reference.state(metric=metric, by=by, kind="target", value=14.0, since=since, source=source)
            elif "awareness_growth" in needs:
                Reference.state(metric=metric, by=by, kind="benchmark", value=0.3, since=since, source=trade)
                Reference.state(metric=metric, by=by, kind="target", value=0.4, since=since, source=source)
            elif metric.measured == Grain.WEEK:
                Reference.state(metric=metric, by=by, kind="benchmark", value=3.4, since=since, source=trade)

    def _thresholds(self) -> None:
        """All but one are confirmed: the last one still waits for somebody's word."""
        for threshold in Threshold.objects.in_use().select_related("metric").order_by("pk"):
            if threshold.question == "percent_or_points":
                threshold.settle("percent", by=self.people["ines"])
                threshold.refresh_from_db()
            posts = threshold.metric.measured == Grain.WEEK and threshold.metric.dimensions
            if threshold.is_ready and not posts:
                threshold.confirm(by=self.people["bastien"], in_force_from=self.months[0].start)

    def _reviews(self) -> None:
        first = Period.of(self.months[0].start, Grain.MONTH)
        seen: set[str] = set()
        for series in Series.objects.alive().order_by("pk"):
            rule, at = series.rule, time(9, 30)
            start = self.today - timedelta(days=self.today.weekday() + 42)
            if "WEEKLY" not in rule:
                every = rule.partition("INTERVAL=")[2].partition(";")[0] or ("12" if "YEARLY" in rule else "1")
                key = f"{every} again" if every in seen else every
                seen.add(every)
                months, nth, day, weekday, at = years.DATES[key]
                rule = f"FREQ=MONTHLY;INTERVAL={every};BYDAY={nth}{day}"
                start = years.nth_weekday(first.shift(months).start, weekday, nth)
            series.plan(
                by=self.people["ines"],
                rule=rule,
                starts_on=start,
                at=at,
                location=self.word(("The long table", "La grande table")),
            )

    def _competencies(self) -> None:
        team = [self.people[key] for key in ("ines", "bastien", "awa", "jonas", "mina", "noe", "elif", "lucie")]
        for place, competency in enumerate(Competency.objects.order_by("pk")):
            if place % 9 != 4:  # two or three that nobody holds: holes that the coverage page shows
                competency.holders.set([team[place % 8], team[(place * 3 + 1) % 8]])

    def _work(self) -> None:
        """The department takes up its workflows; what it will make in these months is planned."""
        for each in PEOPLE:  # the charter names some roles of neighbours too: the same persons hold them
            for role in Role.objects.filter(name__in=[self.word(words) for words in each.roles], holdings=None):
                role.give_to(self.people[each.key], by=self.people["ines"])
        self.work = Workshop(self.language, self.people, self.until)
        self.work.found()
        self.work.plan([*self.months, self.months[-1].next])

    # Month by month

    def _month(self, month: Period) -> None:
        age, after = self.age(month), month.end + timedelta(days=6)
        self.say(str(month))
        self.plans.month(month, age)
        self.work.live(datetime.combine(month.end, time(23), PARIS))
        rows, name = years.month_of(month, age, self.language, self.today), f"{self.word(('figures', 'releves'))}-{month}.csv"
        if after < self.today:
            with self.on(after, time(6, 10)):
                for series in Series.objects.alive():
                    series.extend()
                self._bring(rows, name)
        else:
            self._bring(rows, name)
        self._hold_all(Q(starts_at__date__gt=month.end, starts_at__date__lte=month.next.end, starts_at__date__lt=self.today), age)
        self.aims.follow(age)

    def _hold_all(self, which: Q, age: int) -> None:
        held = Review.objects.filter(which, series__isnull=False)
        for review in held.select_related("series").order_by("starts_at"):
            if review.ends_at <= self.until:
                self._hold(review, age)

    def _bring(self, rows: Iterable[years.Row], name: str) -> None:
        measures = dict(Measure.objects.values_list("key", "pk"))
        batch = Batch.open(by=self.people["bastien"], source=Batch.Source.DEMO, file_name=name)
        batch.write(
            Entry(measures[row.measure], row.dimensions, row.day, row.value, place)
            for place, row in enumerate(rows, start=2)
            if row.measure in measures
        )
        evaluation.run_waiting()

    # Today

    @property
    def morning(self):
        """Early today, or now for somebody who is up earlier."""
        now = self.until.astimezone(PARIS)
        return self.on(self.today, min(time(6, 10), now.time()) if now.date() == self.today else time(6, 10))

    def _today(self) -> None:
        """The month under way comes in, what is missing is asked for, then the reviews of today are held."""
        self.work.live(self.until)
        Present(self.work).lay_out()
        with self.morning:
            for series in Series.objects.alive():
                series.extend()
            under_way = Period.of(self.today, Grain.MONTH)
            rows = years.days_of(under_way, self.today)
            if rows:
                self._bring(rows, f"{self.word(('figures', 'releves'))}-{under_way}.csv")
            reminders.turn_of_period()
            evaluation.run_waiting()
            reminders.look()
        self._hold_all(Q(starts_at__date=self.today), 1)

    def _now(self) -> None:
        with self.morning:
            for title, situation, effect, who in story.DRIVERS:
                said = {"title": self.word(title), "situation": self.word(situation), "effect": self.word(effect)}
                Driver.open_one(by=self.people[who], domain=self.people[who].domain, **said)
            breach = Breach.objects.open().order_by("-opened_at").first()
            if breach:
                breach.take(by=self.people["jonas"])
            held = Review.objects.closed().order_by("-starts_at")
            last = held.filter(series__rule__startswith="FREQ=MONTHLY;INTERVAL=1;").first() or held.first()
            if last:
                for what, who, days in story.OPEN_FOLLOW_UPS:
                    until = self.today + timedelta(days=days)
                    mine = {"who": self.people[who], "given_by": self.people["ines"]}
                    FollowUp.objects.create(review=last, what=self.word(what), by_when=until, **mine)

        gatherings = Gatherings(self.aims)
        self.aims.test(gatherings.hold()["towns"], back=HELD - 4)
        self.aims.now()
        gatherings.now()
        self.plans.now()
        with self.morning:
            sweeping.gather_near()

    def _quieten(self) -> None:
        """What happened before this week was read, and no letter of the past is sent."""
        now = timezone.now()
        Notification.objects.filter(at__lt=now - timedelta(days=3)).update(read_at=now)
        Notification.objects.filter(told_at=None).update(told_at=now)
        Copy.objects.filter(sent_at=None).update(sent_at=now)
        Letter.objects.filter(sent_at=None).update(sent_at=now)


_GROUPS = {
    "growth": ("Acquisition and return", "Acquisition et rendement"),
    "brand": ("Brand and customers", "Marque et clients"),
}
