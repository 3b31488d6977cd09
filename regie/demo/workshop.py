"""Eighteen months at work: runs that begin, wait, are done, come back and end, each at its hour, by the verbs of the work room.

What is to come stands in one queue, by moment. Living it to a day calls what falls before that day; what falls later never happens,
and is what is under way.
"""

from __future__ import annotations

import heapq
import random
from bisect import bisect_right
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import time_machine

from regie.demo import seasons, workflows
from regie.lib import dates
from regie.people.models import Absence
from regie.work import advancing, folding, planning, sweeping
from regie.work.models import Opinion, Run, Stage, Task, Verdict

DAY = 7.0  # working hours

LIVED = 2  # months lived verb by verb, the one under way counted; those before are written at once

# Who decides how fast, in working hours: from, to.
DECIDES = {"sarah": (17.0, 29.0), "ines": (1.0, 6.0), "paul": (3.0, 9.0), "remi": (2.0, 8.0)}
BACK = {"legal": 0.15, "review": 0.15, "final": 0.06, "approval": 0.1, "lead": 0.2, "choice": 0.15, "proof": 0.08}
SECOND_READER, PROOFS_ALONE = 120 * DAY, (6.0, 13.0)  # so long ago the proofs got a second reader; before, they took this
# What Mina begins the moment it comes, and lays down for what came before it.
BEGUN_AT_ONCE = {"visuals": (26.0, 54.0), "visual": (16.0, 34.0)}


class Hours:
    """Working hours counted from a clock's first day, and the moments they stand for."""

    def __init__(self, clock: Any) -> None:
        self.clock, self.at = clock, clock.at
        self.hours, self.moments = clock.hours.tolist(), clock.moments.tolist()

    def moment(self, hours: float) -> float:
        place = min(bisect_right(self.hours, hours), len(self.hours) - 1) - 1
        return self.moments[place] + (hours - self.hours[place]) * 3600


class Workshop:
    def __init__(self, language: str, people: dict, now: datetime) -> None:
        self.language, self.people, self.until = language, people, now.timestamp()
        self.place = 1 if language == "fr" else 0
        self.keys = {person.pk: key for key, person in people.items()}
        self.chance = random.Random("Tamarelle at work")  # noqa: S311 a story that is told the same way each time
        self.coming: list[tuple[float, int, Callable[[], object]]] = []
        self.numbers = count()
        self.hours = Hours(folding.clock())
        self.here = self.hours.at(self.until)
        self.clock = 0.0
        self.known: set[int] = set()
        self.asked: set[int] = set()
        self.away: dict[int, list[tuple[float, float]]] = {}
        self.workflows: dict[str, Any] = {}
        self.stopping: set[int] = set()

    def word(self, words: seasons.Words) -> str:
        return words[self.place]

    def draw(self, least: float, most: float) -> float:
        return self.chance.uniform(least, most)

    # How people are

    def decides(self, key: str, node: str, at: float) -> tuple[float, float]:
        """After how many working hours somebody decides: from, to. Proofs waited for one person, until a second might read them."""
        if node == "proof" and at < self.here - SECOND_READER:
            return PROOFS_ALONE
        if key != "sarah":
            return DECIDES.get(key, (1.0, 6.0))
        if node != "legal":
            return 4.0, 12.0  # a campaign is announced to her weeks ahead
        return (5.0, 12.0) if self.chance.random() < 0.15 else DECIDES[key]

    def decision(self, key: str, node: str, round: int) -> tuple[str, str]:
        drawn = self.chance.random()
        if round == 1 and drawn < BACK.get(node, 0.06):
            return "sent_back", self.word(self.chance.choice(seasons.BACK.get(key) or seasons.BACK[""]))
        if key == "sarah" and drawn > 0.9:
            return "with_changes", self.word(seasons.WITH_CHANGES)
        return "approved", ""

    def begun_at_once(self, node: str) -> tuple[float, float]:
        return BEGUN_AT_ONCE.get(node, (2.0, 8.0))

    def back_at(self, who: Any, place: float) -> float:
        """The moment of that hour, or one soon after they are back."""
        for gone, back in self.away.get(who.pk if who else 0, ()):
            if gone <= place < back:
                place = back + self.draw(0.3, 5.0)
        return self.hours.moment(place)

    # The queue

    def at(self, moment: float, act: Callable[..., object], *args: Any) -> None:
        heapq.heappush(self.coming, (moment, next(self.numbers), lambda: act(*args)))

    def later(self, hours: float, act: Callable[..., object], *args: Any, who: Any = None) -> None:
        """After so many working hours; of somebody who is away then, after they are back."""
        self.at(self.back_at(who, self.hours.at(self.clock) + hours), act, *args)

    def live(self, until: datetime) -> None:
        end = min(until.timestamp(), self.until)
        if not self.coming or self.coming[0][0] > end:
            return
        with time_machine.travel(datetime.fromtimestamp(self.coming[0][0], UTC), tick=False) as clock:
            while self.coming and self.coming[0][0] <= end:
                self.clock, _number, act = heapq.heappop(self.coming)
                clock.move_to(datetime.fromtimestamp(self.clock, UTC))
                act()

    # What is planned

    def found(self) -> None:
        """On the day on which the department begins: its workflows; and when its only legal counsel is away, with nobody to stand in."""
        today = datetime.fromtimestamp(self.until, UTC).date()
        for first, last in ((282, 276), (131, 119), (46, 42), (3, -1)):
            self.leave("sarah", today - timedelta(days=first), today - timedelta(days=last))
        self.workflows = workflows.publish_all(self.language, self.people)

    def plan(self, months: list) -> None:
        """`months`: periods, oldest first, the one under way last."""
        from regie.demo.bygone import Bygone

        bygone = Bygone(self)
        for number, month in enumerate(months):
            for key, title, campaign, day in self._of_month(month.start, number, len(months)):
                start = self.hours.at(datetime(month.start.year, month.start.month, day, 7, tzinfo=UTC).timestamp())
                if number < len(months) - LIVED:
                    bygone.pass_through(key, title, campaign, start)
                else:
                    self.at(self.hours.moment(start), self.begin, key, title, campaign)
        for back in range(21, 250, 4):
            bygone.lie_about(self.word(seasons.SMALL[back % len(seasons.SMALL)]), self.people["mina"], self.here - back * DAY)
        bygone.write()
        for key, words, effort, days in seasons.UNDER_WAY:
            at = self.hours.moment(self.here - days * DAY)
            self.at(at, self.begin, key, self.word(words), self.word(seasons.CAMPAIGNS[effort]))

    def _of_month(self, first: date, number: int, many: int) -> list[tuple[str, str, str, int]]:
        year, spring, school = (self.word(seasons.CAMPAIGNS[key]) for key in ("year", "spring", "school"))
        month, campaign = first.month, year
        if month in {3, 4}:
            campaign = spring
        elif month in {8, 9}:
            campaign = school
        elif number >= many - 2:
            campaign = self.word(seasons.CAMPAIGNS["preorders"])
        name = dates.period(first, "month", self.language).split(" ")[0]
        made = [("email", self.word(seasons.NEWSLETTER) % {"month": name}, year, 2)]
        if number >= many - 11:
            made.append(("email", self.word(seasons.EMAILS[month]), campaign, 8))
        if number % 6 != 5:
            made.append(("social_campaign", self.word(seasons.SOCIAL[month]), campaign, 4))
        if number % 3 != 2:
            made.append(("blog_article", self.word(seasons.ARTICLES[number % len(seasons.ARTICLES)]), year, 6))
        if number % 3 == 1:
            made.append(("landing_page", self.word(seasons.PAGES[number // 3 % len(seasons.PAGES)]), campaign, 9))
        if number % 2 == 0:
            made.append(("ad_creative", self.word(seasons.ADVERTS[number // 2 % len(seasons.ADVERTS)]), campaign, 12))
        if month in seasons.EVENTS:
            made.append(("event", self.word(seasons.EVENTS[month]), campaign, 1))
        return made

    def leave(self, key: str, first_day: date, last_day: date, **named: Any) -> None:
        """Noted some days before; nobody stands in unless somebody is named."""
        person = self.people[key]
        noted = datetime(first_day.year, first_day.month, first_day.day, 8, tzinfo=UTC) - timedelta(days=9)
        with time_machine.travel(noted, tick=False):
            Absence.note(person, first_day, last_day, by=person, **named)
        gone, back = (datetime(day.year, day.month, day.day, hour, tzinfo=UTC) for day, hour in ((first_day, 1), (last_day, 22)))
        self.away.setdefault(person.pk, []).append((self.hours.at(gone.timestamp()), self.hours.at(back.timestamp())))

    # Runs

    def begin(self, key: str, title: str, campaign: str) -> Run:
        version = self.workflows[key].published
        planned = planning.plan(version)
        due = max((step.due_at for step in planned if step.due_at), default=None)
        by = self.people[workflows.OWNERS[key]]
        run = Run.start(version, title, planned, by=by, campaign=campaign, due_on=due.date() if due else None)
        if key == "social_campaign" and title == self.word(seasons.STOPPED_ONE) and not self.stopping:
            self.stopping.add(run.pk)
            self.later(17 * DAY, self._stop, run.pk)
        self.follow(run.pk)
        return run

    def follow(self, pk: int) -> None:
        """What has come to somebody since the last look."""
        run = Run.objects.get(pk=pk)
        if run.ended_at is not None:
            return
        tasks = run.tasks.open().exclude(pk__in=self.known).select_related("run__version__workflow")
        for task in tasks:
            self.known.add(task.pk)
            self._take_up(task)
        if run.wake_at is not None:
            self.at(run.wake_at.timestamp() + 60, self._wake, pk)

    def _wake(self, pk: int) -> None:
        run = Run.objects.filter(pk=pk, ended_at=None).first()
        if run is not None and run.wake_at is not None and run.wake_at.timestamp() <= self.clock:
            advancing.wake(run)
            self.follow(pk)

    def _stop(self, pk: int) -> None:
        run = Run.objects.get(pk=pk)
        if run.ended_at is None:
            run.stop(self.word(seasons.STOPPED), by=self.people["ines"])

    # Tasks

    def task(self, pk: int) -> Task | None:
        return Task.objects.filter(pk=pk, ended_at=None).select_related("run__version__workflow").first()

    def _take_up(self, task: Task) -> None:
        who = next(iter(task.responsible()), None)
        if who is None:
            return
        if task.kind == "approval":
            self.later(self.draw(0.2, 1.0), self._submit, task.pk, who=who)
            return
        hours = float(task.estimate or 2)
        work = hours * self.draw(0.3, 0.62)
        if self.keys.get(who.pk) == "mina":
            least, most = self.begun_at_once(task.node)
            wait = self.draw(least, most)
            self.later(self.draw(0.3, 1.5), self._start, task.pk, who, who=who)
            self.later(2.5, self._lay_down, task.pk, who, who=who)
            self.later(2.5 + wait, self._start, task.pk, who, who=who)
            self.later(2.5 + wait + work, self._submit, task.pk, who=who)
            return
        wait = self.draw(0.3, 2.2)
        self.later(wait, self._start, task.pk, who, who=who)
        self.later(wait + work, self._submit, task.pk, who=who)

    def _start(self, pk: int, who: Any) -> None:
        task = self.task(pk)
        if task is not None and task.status == "to_do":
            task.start(by=who)

    def _lay_down(self, pk: int, who: Any) -> None:
        task = self.task(pk)
        if task is not None and task.status == "doing":
            task.lay_down(by=who)

    def _submit(self, pk: int) -> None:
        task = self.task(pk)
        if task is None or task.status == "at_gate":
            return
        if task.node in {"text", "texts", "draft", "content"}:
            self._write(task)
        who = task.responsible()[0]
        task.submit(by=who, way=task.ways[0][0] if task.kind == "choice" else None)
        if task.kind == "approval":
            self._ask(task)
        elif task.ended_at is None:
            for opinion in task.opinions.awaited().select_related("person"):
                self._consult(opinion)
            self._pass(task)
        if task.ended_at is not None:
            self.follow(task.run_id)

    def _write(self, task: Task) -> None:
        content, by = task.run.content, task.responsible()[0]
        words = {"title": task.run.title}
        text = self.word(seasons.TEXT) % words if task.visit == 1 else content.text + self.word(seasons.MENDED)
        content.edit(by=by, text=text)

    # The gate

    def _consult(self, opinion: Opinion) -> None:
        if self.chance.random() < 0.08:
            self.at(opinion.due_at.timestamp() + 60, self._hear_silence, opinion.task_id, opinion.task.run_id)
        else:
            self.later(self.draw(0.5, 5.0), self._say, opinion.pk, who=opinion.person)

    def _hear_silence(self, task: int, run: int) -> None:
        sweeping.hear_silence()
        self._after_word(task, run)

    def _say(self, pk: int) -> None:
        opinion = Opinion.objects.awaited().select_related("task", "person").filter(pk=pk).first()
        if opinion is None or opinion.task.ended_at is not None:
            return
        opinion.say(self.word(self.chance.choice(seasons.OPINIONS)), by=opinion.person)
        self._after_word(opinion.task_id, opinion.task.run_id)

    def _after_word(self, pk: int, run: int) -> None:
        task = self.task(pk)
        if task is None:
            self.follow(run)
        else:
            self._pass(task)

    def _pass(self, task: Task) -> None:
        """The accountable opens it, once those consulted have spoken."""
        accountable = task.accountable()
        if accountable is not None and not task.opinions.awaited().exists():
            self.later(self.draw(0.2, 2.0), self._accept, task.pk, accountable, who=accountable)

    def _accept(self, pk: int, who: Any) -> None:
        task = self.task(pk)
        if task is None or task.status != "at_gate" or task.opinions.awaited().exists() or task.accountable() != who:
            return
        if task.opinions.count() == 0 and task.visit == 1 and self.chance.random() < 0.07:
            task.send_back(self.word(self.chance.choice(seasons.BACK[""])), by=who)
            self.later(self.draw(1.5, 4.0), self._submit, pk)
            return
        task.accept(by=who)
        self.follow(task.run_id)

    # Approvals

    def _ask(self, task: Task) -> None:
        """Those whose turn it is decide, each in their time; the house reminds them, and asks above them."""
        awaited = Verdict.objects.awaited().filter(stage__approval__task=task).exclude(pk__in=self.asked)
        for verdict in awaited.select_related("stage", "decider"):
            self.asked.add(verdict.pk)
            if verdict.decider is None:
                continue
            key = self.keys[verdict.decider_id]
            least, most = self.decides(key, task.node, self.hours.at(self.clock))
            self.later(self.draw(least, most), self._decide, verdict.pk, who=verdict.decider)
            if verdict.stage.due_at is not None:
                due = self.hours.at(verdict.stage.due_at.timestamp())
                self.at(max(self.clock, self.hours.moment(due - DAY)), self._remind, verdict.stage_id)
                self.at(self.hours.moment(due) + 60, self._escalate, verdict.stage_id)
                self.at(self.hours.moment(due + float(verdict.stage.hours)) + 60, self._give_up, verdict.stage_id)

    def _stage(self, pk: int) -> Stage | None:
        return Stage.objects.filter(pk=pk, closed_at=None, approval__closed_at=None).select_related("approval__task").first()

    def _remind(self, pk: int) -> None:
        stage = self._stage(pk)
        if stage is not None:
            sweeping.remind(stage)

    def _escalate(self, pk: int) -> None:
        stage = self._stage(pk)
        if stage is not None:
            sweeping.escalate(stage)
            self.asked.update(stage.verdicts.values_list("pk", flat=True))

    def _give_up(self, pk: int) -> None:
        """Nobody answered: whoever asked asks again."""
        stage = self._stage(pk)
        if stage is not None:
            stage.close_unanswered()
            self.later(self.draw(0.5, 2.0), self._submit, stage.approval.task_id)

    def _decide(self, pk: int) -> None:
        verdict = (
            Verdict.objects.awaited()
            .filter(pk=pk)
            .select_related("stage__approval__edition", "stage__approval__task", "decider")
            .first()
        )
        if verdict is None or verdict.stage.approval.closed_at is not None:
            return
        approval = verdict.stage.approval
        task, key = approval.task, self.keys[verdict.decider_id]
        decision, reason = self.decision(key, task.node, max(task.visit, approval.round))
        verdict.give(decision, by=verdict.decider, seal=approval.edition.seal, reason=reason)
        task = self.task(task.pk)
        if task is None:
            self.follow(approval.task.run_id)
        else:
            self._ask(task)
            if task.status == "doing":  # back to whoever is responsible, where the diagram has no way back
                self.later(self.draw(1.0, 3.0), self._submit, task.pk)
