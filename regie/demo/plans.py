"""What the department plans and does: campaigns prepared, led through the gates, launched, looked back at; channels and earlier efforts."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from regie.charter.models import Line, Section
from regie.demo import fitting, plan_story, way, years
from regie.demo.company import DOMAINS
from regie.demo.plan_story import Drive, Piece
from regie.demo.purses import Purses
from regie.lib.periods import Grain, Period
from regie.metrics import evaluation
from regie.metrics.models import Batch, Measure, Unit
from regie.metrics.staging import Entry
from regie.people.models import Domain, Role
from regie.plan import gates
from regie.plan.models import (
    Activity,
    Affinity,
    Arena,
    Campaign,
    Channel,
    Constraint,
    EarlierEffort,
    Event,
    Milestone,
)
from regie.reports import due
from regie.reports.models import Report
from regie.work.models import Delivery, Run, Verdict

PARIS = ZoneInfo("Europe/Paris")
MEDIA = {"search": ("search-ads", 0), "social": ("meta-ads", 1), "email": ("email", 2)}  # channel, its place in years.CHANNELS


class Plans:
    def __init__(self, life: Any) -> None:
        self.life, self.people, self.word, self.aims = life, life.people, life.word, life.aims
        self.on, self.month_of = life.aims.on, life.aims.month
        self.campaigns: dict[str, Campaign] = {}
        self.activities: dict[tuple[str, int], Activity] = {}
        self.channels: dict[str, Channel] = {}
        self.purses = Purses(self)

    # The beginning

    def found(self) -> None:
        self.channels = {each.key: each for each in Channel.objects.exclude(key=None)}
        ines = self.people["ines"]
        for key, place in MEDIA.values():
            name = years.channel_name(place, self.life.language)
            channel = self.channels[key]
            channel.edit(by=ines, called=[*dict.fromkeys([*channel.called, name])])
        for role, keys in (
            ("Acheteur média", ("search-ads", "meta-ads", "outdoor", "display")),
            ("Responsable e-mailing", ("email",)),
        ):
            english = {"Acheteur média": "Media buyer", "Responsable e-mailing": "E-mail manager"}[role]
            found = Role.objects.filter(name__in=[role, english]).first()
            for key in keys:
                self.channels[key].edit(by=ines, role=found)
        self._constraints()
        for channel_key, audience, judged, because in plan_story.AFFINITIES:
            Affinity.objects.create(
                channel=self.channels[channel_key], audience=self.aims.audiences[audience], judged=judged,
                because=self.word(because), by=self.people["jonas"],
            )  # fmt: skip
        start = self.life.months[0].start
        for audience, title, back, months, days, money, result in plan_story.EARLIER:
            first = start.replace(year=start.year - back, day=1)
            last = Period.of(first, self.life.months[0].grain).shift(months - 1).end
            EarlierEffort.objects.create(
                audience=self.aims.audiences[audience], name=self.word(title), starts_on=first, ends_on=min(last, start - timedelta(days=1)),
                days=days, money=money, result=result, result_of=self.word(("test rides", "essais")), by=self.people["bastien"],
            )  # fmt: skip
        self.purses.found()

    def _constraints(self) -> None:
        """Who opens which gate: the brand is Mina's, the law Sarah's, the money Paul's."""
        for kind, who in (("brand", "mina"), ("law", "sarah"), ("finance", "paul")):
            for row in Constraint.objects.in_force().filter(kind=kind):
                row.edit(by=self.people["ines"], person=self.people[who])

    # Month by month

    def month(self, month: Period, age: int) -> None:
        for drive in plan_story.DRIVES:
            if drive.launched and drive.first == age:
                self._prepare(drive, self.month_of(age).start - timedelta(days=12))
        self._follow_aims(age)
        self.purses.quarter(month, age)
        for drive in plan_story.DRIVES:
            if drive.launched and drive.first == age:
                self._launch(drive, month.start + timedelta(days=2))
        self._pieces(month, age)
        self.purses.month(month, age)

    def _prepare(self, drive: Drive, day: date) -> None:
        by = self.people[drive.owner]
        purpose = self.word(drive.data)
        with self.on(day, time(10)):
            campaign = Campaign.prepare(
                self.word(drive.label), by=by, owner=by, message=self.word(drive.message), countries=["FR"],
                starts_on=self.month_of(drive.first).start, ends_on=self.month_of(drive.last).end,
                audiences=[self.aims.audiences[key] for key in drive.audiences],
                objectives=[self.aims.made[key] for key in drive.aims if key in self.aims.made],
                uses_personal_data=bool(purpose), data_purpose=purpose, legal_basis="consent" if purpose else "",
            )  # fmt: skip
            self.campaigns[drive.key] = campaign
            campaign.place(by, "A", by=by)
            for part in filter(None, drive.team.split(", ")):
                letter, *names = part.split()
                for name in names:
                    campaign.place(self.people[name], letter, by=by)
            challenges = list(Line.objects.filter(section=Section.CHALLENGES).order_by("pk"))
            for place, answer, likelihood, impact in drive.risks:
                line = challenges[place] if 0 <= place < len(challenges) else None
                text = str(line.wordings.order_by("-pk").first()) if line is not None else self.word(answer)
                campaign.fear(
                    text, by=by, challenge=line, answer=self.word(answer), likelihood=likelihood, impact=impact, owner=by
                )
            for key, target in drive.targets:
                metric = self.aims._metric(key)
                campaign.aim(metric, target, by=by, for_campaign="campaign" in metric.dimensions)
            for place, piece in enumerate(drive.pieces):
                self.activities[drive.key, place] = self._plan(campaign, piece, by)

    def _plan(self, campaign: Campaign, piece: Piece, by: Any) -> Activity:
        first, last = self.month_of(piece.first).start, self.month_of(piece.last).end
        if piece.days is not None:
            first, last = (self.life.today + timedelta(days=each) for each in piece.days)
        activity = Activity.plan(
            campaign, self.word(piece.name), self.channels[piece.channel], by=by, audience=self.aims.audiences[piece.audience],
            objective=self.aims.made.get(piece.aim), starts_on=first, ends_on=last, content_type=piece.kind,
            owner=self.people[piece.owner or by.email.partition("@")[0]],
            estimate=Decimal(16 + 5 * max(1, piece.first - piece.last + 1)),
        )  # fmt: skip
        if piece.kind == "event":
            day = last if piece.days is None else first
            at = datetime.combine(day - timedelta(days=(day.weekday() - 5) % 7 if piece.days is None else 0), time(14), PARIS)
            Event.hold(
                activity,
                at,
                by=by,
                ends_at=at + timedelta(hours=4),
                place=self.word(("The workshop, Nantes", "L’atelier, Nantes")),
            )
        return activity

    def _follow_aims(self, age: int) -> None:
        """What was adopted lately is served by campaigns and activities that were waiting for it."""
        with self.on(self.month_of(age).start + timedelta(days=1), time(9)):
            for drive in plan_story.DRIVES:
                campaign = self.campaigns.get(drive.key)
                if campaign is None:
                    continue
                campaign.refresh_from_db()
                wanted = [self.aims.made[key] for key in drive.aims if key in self.aims.made]
                if campaign.is_open and len(wanted) > campaign.objectives.count():
                    campaign.edit(by=self.people[drive.owner], objectives=wanted)
                for place, piece in enumerate(drive.pieces):
                    activity = self.activities.get((drive.key, place))
                    aim = self.aims.made.get(piece.aim)
                    if activity is not None and aim is not None and activity.objective_id is None:
                        activity.refresh_from_db()
                        if activity.is_open:
                            activity.edit(by=self.people[drive.owner], objective=aim)

    def _launch(self, drive: Drive, day: date) -> None:
        """Ticked, asked, approved, opened; then it goes out."""
        campaign, by = self.campaigns[drive.key], self.people[drive.owner]
        with self.on(day, time(9)):
            self.open_gates(campaign, by)
            for standing in gates.of(campaign, by):
                if not standing.is_open and self.word(drive.emergency):
                    standing.constraint.open_in_emergency(campaign, self.word(drive.emergency), by=self.people["helene"])
        with self.on(day + timedelta(days=1), time(10)):
            campaign.refresh_from_db()
            campaign.launch(by=by)

    def open_gates(self, campaign: Campaign, by: Any, but: tuple[str, ...] = ()) -> None:
        for standing in gates.of(campaign, by):
            row = standing.constraint
            if any(tick is None for _sentence, tick in standing.checklist):
                row.tick(campaign, row.checklist, by=by)
            if standing.may_ask and row.kind not in but:
                approval = row.ask(campaign, by=by)
                verdict = Verdict.objects.select_related("stage", "decider").get(stage__approval=approval)
                verdict.give("approved", by=verdict.decider, seal=approval.edition.seal)

    def _pieces(self, month: Period, age: int) -> None:
        for drive in plan_story.DRIVES:
            campaign = self.campaigns.get(drive.key)
            if campaign is None or not drive.launched:
                continue
            by = self.people[drive.owner]
            for place, piece in enumerate(drive.pieces):
                activity = self.activities[drive.key, place]
                if piece.first == age:
                    with self.on(max(month.start + timedelta(days=5), activity.starts_on), time(9)):
                        activity.begin(by=by)
                if piece.last == age and self.word(piece.result):
                    with self.on(month.end, time(17)):
                        activity.refresh_from_db()
                        if piece.kind == "event":
                            activity.event.count(by=by, invited=420, registered=231, attended=180)
                        activity.finish(self.word(piece.result), by=by)
            if drive.last == age and self.word(drive.ending):
                with self.on(month.end + timedelta(days=3), time(11)):
                    campaign.refresh_from_db()
                    campaign.end(self.word(drive.ending), by=by)

    def report(self, review: Any) -> None:
        """The quarter is reported two days before the review that closes it."""
        with self.on(review.day - timedelta(days=2), time(14)):
            if not due.owes(review):
                return
            report = Report.prepare(
                review.series.line.charter.domain, due.quarter_of(review), self.life.language, by=self.people["ines"]
            )
            report.freeze(by=self.people["ines"])
            report.publish(by=self.people["ines"])

    # Today

    def now(self) -> None:
        """One campaign stands still, the launch waits for the product and for money, the town halls have had nothing yet."""
        today, ines = self.life.today, self.people["ines"]
        broad = self.campaigns["broad"]
        with self.on(today - timedelta(days=6), time(15)):
            broad.refresh_from_db()
            broad.pause(
                self.word(next(each for each in plan_story.DRIVES if each.key == "broad").paused), by=self.people["jonas"]
            )
        drives = {each.key: each for each in plan_story.DRIVES}
        self._prepare(drives["brio"], today - timedelta(days=40))
        self._prepare(drives["towns"], today - timedelta(days=9))
        self.purses.now()
        brio = self.campaigns["brio"]
        with self.on(today - timedelta(days=30), time(9)):
            product = Domain.objects.get(name=self.word(DOMAINS["product"]))
            release = Delivery.ask(
                self.word(plan_story.RELEASE), product, by=ines, why=self.word(plan_story.RELEASE_WHY),
                needed_on=self.release_day, campaign=brio.name,
            )  # fmt: skip
        with self.on(today - timedelta(days=27), time(9)):
            release.promise(self.release_day, by=self.people["salome"])
            brio.edit(by=ines, release=release)
            for place, piece in enumerate(drives["brio"].pieces):
                if piece.release:
                    self.activities["brio", place].edit(
                        by=ines, release=release, starts_on=self.release_day, ends_on=self.release_day + timedelta(days=42)
                    )
        with self.on(today - timedelta(days=4), time(10)):
            self.open_gates(brio, ines, but=("finance", "law"))
        with self.on(today - timedelta(days=2), time(16)):
            try:
                brio.refresh_from_db()
                brio.launch(by=self.people["jonas"])
            except gates.Closed:
                pass  # kept: the product is promised for March, and nobody asked the law
        with self.life.morning:
            towns = self.activities["towns", 0]
            towns.refresh_from_db()
            towns.event.prepare(by=self.people["elif"], owner=self.people["elif"])
            towns.event.count(by=self.people["elif"], invited=64, registered=11, attended=None)
            for name, kind, first, last in plan_story.STONES:
                day = today + timedelta(days=first)
                Milestone.note(
                    by=ines, name=self.word(name), kind=kind, on=day, until=today + timedelta(days=last) if last else None
                )
            self.activities["brio", 3].follow(self.activities["brio", 2], by=ines, days=3)
        self._voices()
        way.tell(self, fitting.tell(self))
        self._works()

    def _voices(self) -> None:
        """Media figures by competitor, quarter after quarter, bought from a panel; and what each of them sold."""
        by, first, names = self.people["bastien"], self.life.months[0], plan_story.RIVALS
        with self.on(self.life.months[-1].end + timedelta(days=9), time(9)):
            said: tuple[dict[str, Any], dict[str, Any]] = ({"unit": Unit.CURRENCY, "currency": "EUR"}, {"unit": Unit.COUNT})
            titles = (
                ("Media bought, by competitor", "Média acheté, par concurrent"),
                ("Bikes sold, by competitor", "Vélos vendus, par concurrent"),
            )
            voices, sales = (
                Measure.create(by=by, name=self.word(title), rhythm="quarter", dimensions=["competitor"], **fields)
                for title, fields in zip(titles, said, strict=True)
            )
            batch = Batch.open(by=by, source=Batch.Source.DEMO, file_name=f"{self.word(('panel', 'panel'))}.xlsx")
            rows, quarter, row = [], Period.of(first.start, Grain.QUARTER), 2
            while quarter.end < self.life.today:
                wave = years.season(quarter.start.month + 1)
                for place, (name, voice, market) in enumerate(names):
                    drift = 1 + (0.04 if place == 0 else -0.01) * len(rows) / 8
                    heard = round(480_000 * voice * wave * drift * years.noise(f"v{quarter}{name}", 0.06), 2)
                    sold = round(9_400 * market * wave * years.noise(f"m{quarter}{name}", 0.03))
                    rows += [
                        Entry(voices.pk, {"competitor": name}, quarter.start, heard, row),
                        Entry(sales.pk, {"competitor": name}, quarter.start, sold, row),
                    ]
                    row += 1
                quarter = quarter.next
            batch.write(rows)
            evaluation.run_waiting()
            Arena.open(by=by, name=self.word(plan_story.ARENA), voices=voices, sales=sales, ours="Tamarelle")

    def _works(self) -> None:
        """Activities whose work is under way already, in runs of the same title or of the same kind."""
        for (drive, place), title in plan_story.RUNS.items():
            activity, words = self.activities[drive, place], self.word(title)
            run = Run.objects.under_way().filter(title=words, activity=None).order_by("-pk").first()
            if run is not None:
                Activity.objects.filter(pk=activity.pk).update(run=run, workflow=run.version.workflow)

    @property
    def release_day(self) -> date:
        """The third of March, more than seven weeks ahead."""
        day = date(self.life.today.year, 3, 3)
        return day if day > self.life.today + timedelta(days=50) else date(day.year + 1, 3, 3)
