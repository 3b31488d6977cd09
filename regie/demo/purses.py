"""The money of the plan: envelopes of each quarter, lines, what was invoiced month by month, and what waits for finance today."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from regie.demo import plan_story, years
from regie.lib.periods import Grain, Period
from regie.plan.budget.growing import open_period
from regie.plan.models import BudgetLine, Commitment, Envelope, Expense, Flight, MediaLine, Rate
from regie.plan.models.reckoning import Reckoning

CHANNELS = (("search", "search-ads", "media"), ("social", "meta-ads", "media"), ("email", "email", "email"))
CENT = Decimal("0.01")


def cents(value: float) -> Decimal:
    return Decimal(str(value)).quantize(CENT)


def rounded(value: float, step: int = 50) -> Decimal:
    return Decimal(round(value / step) * step)


class Purses:
    def __init__(self, plans: Any) -> None:
        self.plans, self.life = plans, plans.life
        self.parts: dict[str, Envelope] = {}
        self.lines: dict[tuple[str, str], BudgetLine] = {}  # of the quarter under way: campaign or side line, channel
        self.numbers: dict[str, int] = defaultdict(int)
        self.quarter_of: Period | None = None

    def found(self) -> None:
        """What the figures say of spend came from files: the budget leaves those months alone."""
        reckoning = Reckoning.kept()
        reckoning.edit(
            by=self.life.people["bastien"], hourly_cost=Decimal(42),
            theirs=[f"{month.start:%Y-%m}" for month in [*self.life.months, self.life.months[-1].next]],
        )  # fmt: skip

    # A quarter begins

    def quarter(self, month: Period, age: int) -> None:
        """Envelopes at the first month of each quarter; lines then, and for what begins in its middle."""
        here = Period.of(month.start, Grain.QUARTER)
        first = self.quarter_of is None or here.start != self.quarter_of.start
        if first:
            self.quarter_of, self.lines = here, {}
            with self.plans.on(max(month.start, here.start), time(8)):
                open_period(month.start)
                whole = next(each for each in Envelope.objects.on(month.start).filter(parent=None) if each.ends_on == here.end)
                if whole.name != self.life.word(("Campaigns", "Campagnes")):
                    whole.edit(by=self.life.people["ines"], name=self.life.word(("Campaigns", "Campagnes")))
                made = whole.divide(
                    [
                        (self.life.word(name), rounded(float(whole.amount) * share), self.life.people[owner], reserve)
                        for _key, name, share, owner, reserve in plan_story.PARTS
                    ],
                    by=self.life.people["ines"],
                )
                self.parts = {part[0]: envelope for part, envelope in zip(plan_story.PARTS, made, strict=True)}
        with self.plans.on(month.start, time(9)):
            for drive in plan_story.DRIVES:
                if (
                    drive.key in self.plans.campaigns
                    and drive.launched
                    and (drive.first == age or (first and drive.first > age >= drive.last))
                ):
                    self._media_lines(drive, month, here)
            if first:
                self._side_lines(here, month)

    def spend(self, month: Period) -> dict[tuple[str, str], float]:
        """What the figures say was spent in a month, by campaign and channel; for months to come as this year’s season has it."""
        age = self.life.age(month)
        names = {each[self.life.place]: each[0] for each in [(english, french) for (english, french), *_rest in years.CAMPAIGNS]}
        found: dict[tuple[str, str], float] = {}
        for row in years.money(month, max(age, 1) if age > 0 else 1, self.life.language):
            if row.measure == "spend" and row.dimensions["campaign"] in names:
                where = (row.dimensions["campaign"], row.dimensions["channel"])
                found[where] = row.value * (1 if age > 0 else 0.8 + 0.05 * age)
        return found

    def _media_lines(self, drive: Any, month: Period, quarter: Period) -> None:
        campaign, label = self.plans.campaigns[drive.key], self.life.word(drive.label)
        ines = self.life.people["ines"]
        for place, (_kind, channel, part) in enumerate(CHANNELS):
            name = years.channel_name(place, self.life.language)
            months, each = {}, month
            while each.start <= quarter.end:
                spent = self.spend(each).get((label, name), 0.0)
                if spent and self.life.age(each) >= drive.last:
                    late = drive.key == "tram" and self.life.age(each) == 11
                    months[each.start] = rounded(spent * (0.72 if late else 0.95 + 0.08 * years.noise(f"p{each}{name}", 0.5)))
                each = each.next
            if not months:
                continue
            pieces = [self.plans.activities[drive.key, at] for at, piece in enumerate(drive.pieces) if piece.channel == channel]
            line = BudgetLine.open(
                self.parts[part], f"{label}, {name.lower()}", by=ines, months=months, campaign=campaign,
                activity=pieces[0] if pieces else None, channel=self.plans.channels[channel], audience=campaign.audiences.first(), cost="media",
                objective=campaign.objectives.first(), owner=self.life.people[drive.owner],
            )  # fmt: skip
            line.approve(by=ines)
            self.lines[label, name] = line

    def _side_lines(self, quarter: Period, month: Period) -> None:
        ines = self.life.people["ines"]
        months, each = [], Period.of(max(quarter.start, self.life.months[0].start), Grain.MONTH)
        while each.start <= quarter.end:
            months.append(each.start)
            each = each.next
        for part, name, cost, drive, supplier, amount, _factor in plan_story.SIDE:
            campaign = self.plans.campaigns.get(drive)
            if campaign is not None and not campaign.is_open:
                campaign = None
            line = BudgetLine.open(
                self.parts[part], self.life.word(name), by=ines, months=dict.fromkeys(months, Decimal(amount)), cost=cost,
                campaign=campaign, owner=self.parts[part].owner, firmness="optional" if cost == "print" else "fixed",
            )  # fmt: skip
            line.approve(by=ines)
            self.lines["", supplier] = line

    # A month ends

    def month(self, month: Period, age: int) -> None:
        """The invoices of the month, a day or two before it ends."""
        with self.plans.on(month.end - timedelta(days=1), time(15)):
            self._invoices(month, 1.0)
            tram = self.lines.get(
                (self.life.word(("Tram posters", "Affichage tramway")), years.channel_name(0, self.life.language))
            )
            if age == 11 and tram is not None:
                tram.explain(self.life.word(plan_story.OVERSPENT), by=self.life.people["jonas"])

    def _invoices(self, month: Period, part: float) -> None:
        by = self.life.people["bastien"]
        for (label, name), spent in self.spend(month).items():
            line = self.lines.get((label, name))
            if line is not None:
                kind = next(
                    kind for place, (kind, *_rest) in enumerate(CHANNELS) if years.channel_name(place, self.life.language) == name
                )
                self._invoice(line, cents(spent * part), plan_story.SUPPLIERS[kind], month, by, line.name)
        for _part, title, _cost, _drive, supplier, amount, factor in plan_story.SIDE:
            line = self.lines.get(("", supplier))
            if line is not None and line.portions.filter(month=month.start).exists():
                net = cents(amount * factor * years.noise(f"{supplier}{month}", 0.12) * part)
                self._invoice(line, net, supplier, month, by, self.life.word(title))

    def _invoice(self, line: BudgetLine, net: Decimal, supplier: str, month: Period, by: Any, purpose: str) -> None:
        self.numbers[supplier] += 1
        initials = "".join(word[0] for word in supplier.split())
        Expense.record(
            line, net, by=by, purpose=purpose, supplier=supplier, vat=(net * Decimal("0.2")).quantize(CENT),
            reference=f"{initials}-{month.start:%y%m}-{self.numbers[supplier]:03}",
        )  # fmt: skip

    # Today

    def now(self) -> None:
        """The quarter under way: invoices so far, what is promised, what finance is asked, and what nobody has placed yet."""
        today, word, people = self.life.today, self.life.word, self.life.people
        under_way = Period.of(today, Grain.MONTH)
        self.quarter(under_way, 0)
        day = today - timedelta(days=2)
        with self.plans.on(max(day, under_way.start), time(11)):
            self._invoices(under_way, max(0.1, day.day / under_way.days))
            Rate.set("USD", under_way.start.replace(day=1) - timedelta(days=60), Decimal("0.92"), by=people["paul"], source="BCE")
            tool = self._line("email", plan_story.TOOL, "tools", {under_way.start: Decimal(250)}, "noe")
            Expense.record(
                tool, Decimal("240.00"), by=people["bastien"], currency="USD", supplier="Heatline Inc.", reference="INV-8841"
            )
            Expense.record(
                None, Decimal("318.50"), by=people["bastien"], supplier="Papeterie Centrale", purpose=word(plan_story.UNPLACED),
                vat=Decimal("63.70"), reference="PC-2291", line_said="2019-44",
            )  # fmt: skip
            printing = self.lines["", "Imprimerie du Port"]
            Expense.record(
                printing,
                Decimal("-85.00"),
                by=people["bastien"],
                supplier="Imprimerie du Port",
                reference="AV-17",
                vat=Decimal("-17.00"),
            )
        self._promised(under_way)
        self._media()

    def _line(self, part: str, name: Any, cost: str, months: dict[date, Decimal], owner: str, **more: Any) -> BudgetLine:
        line = BudgetLine.open(
            self.parts[part], self.life.word(name), by=self.life.people["ines"], months=months, cost=cost,
            owner=self.life.people[owner], **more,
        )  # fmt: skip
        line.approve(by=self.life.people["ines"])
        return line

    def _promised(self, month: Period) -> None:
        """A film that Studio Bascule makes, the hall for the town halls, and posters that go above the line: finance is asked."""
        people, today, word = self.life.people, self.life.today, self.life.word
        brio, towns = self.plans.campaigns["brio"], self.plans.campaigns["towns"]
        film, evening = self.plans.activities["brio", 0], self.plans.activities["towns", 0]
        with self.plans.on(today - timedelta(days=9), time(10)):
            made = self._line(
                "content", (film.name, film.name), "production", {month.start: Decimal(2_400)}, "mina", activity=film
            )
            Commitment.ask(made, Decimal("2400.00"), by=people["mina"], purpose=film.name, supplier="Studio Bascule", reference="BC-118",
                           expected_on=today + timedelta(days=20))  # fmt: skip
            hall = self._line(
                "events", (evening.name, evening.name), "event", {month.start: Decimal(1_200)}, "elif", activity=evening
            )
            Commitment.ask(hall, Decimal("780.00"), by=people["elif"], purpose=evening.name, supplier="Quai des Fêtes", reference="QF-52",
                           expected_on=today + timedelta(days=26))  # fmt: skip
        last = Period.of(self.parts["media"].ends_on, Grain.MONTH)
        with self.plans.on(today - timedelta(days=2), time(14)):
            tram = self._line(
                "media",
                plan_story.TRAM_ORDER,
                "media",
                {last.start: Decimal(4_500)},
                "jonas",
                activity=self.plans.activities["brio", 1],
            )
            tram.reforecast({last.start: Decimal(6_400)}, by=people["jonas"])
            Commitment.ask(
                tram, Decimal("6400.00"), by=people["jonas"], purpose=word(plan_story.TRAM_ORDER), supplier="Régie des Trams",
                reference="RT-2207", expected_on=self.plans.release_day,
            )  # fmt: skip
        for campaign in (brio, towns):
            campaign.refresh_from_db()

    def _media(self) -> None:
        today, brio = self.life.today, self.plans.campaigns["brio"]
        with self.life.morning:
            for support, form, channel, audience, (
                first,
                last,
            ), quantity, unit, price, discount, contacts, reach in plan_story.MEDIA:
                line = MediaLine.objects.create(
                    campaign=brio, channel=self.plans.channels[channel], audience=self.life.aims.audiences[audience],
                    support=self.life.word(support), format=self.life.word(form), starts_on=today + timedelta(days=first),
                    ends_on=today + timedelta(days=last), quantity=quantity, unit=unit, unit_price=Decimal(str(price)),
                    discount=Decimal(str(discount)), currency="EUR", contacts=contacts, reach=reach,
                )  # fmt: skip
                self._flights(line)

    def _flights(self, line: MediaLine) -> None:
        """The quantity over its weeks, the first ones heavier."""
        week, weeks = line.starts_on - timedelta(days=line.starts_on.weekday()), []
        while week <= line.ends_on:
            weeks.append(week)
            week += timedelta(days=7)
        weights = [1.5 if place < 2 else 1.0 for place in range(len(weeks))]
        left = Decimal(line.quantity)
        for place, week in enumerate(weeks):
            share = left if place == len(weeks) - 1 else Decimal(int(float(line.quantity) * weights[place] / sum(weights)))
            Flight.objects.create(line=line, week=week, quantity=share)
            left -= share
