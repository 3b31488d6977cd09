"""What the department aims at: audiences, objectives adopted in its reviews, followed, reached or missed; and the one that waits."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from regie.charter.models import Line, Section
from regie.demo import aim_story
from regie.demo.aim_story import Aim
from regie.demo.story import Words
from regie.lib import dates
from regie.lib.numbers import number
from regie.lib.periods import Period
from regie.metrics.models import Metric, Value
from regie.objectives.amounts import Amounts
from regie.objectives.models import Audience, Comprehension, Inspiration, Mark, Objective, Persona
from regie.people.models import OpenLink
from regie.reviews import adopting
from regie.reviews.models import Decision

PLATFORM = "LinkedIn"


class Aims:
    def __init__(self, life: Any) -> None:
        self.life, self.people, self.word, self.language = life, life.people, life.word, life.language
        self.audiences: dict[str, Audience] = {}
        self.made: dict[str, Objective] = {}

    def month(self, age: int) -> Period:
        """Counted from the end: 1 is the newest complete one, 0 the one under way, below is what is to come."""
        return self.life.months[-1].shift(1 - age)

    def on(self, day: date, at: time = time(11)) -> Any:
        """That day, or the working day before it."""
        return self.life.on(day - timedelta(days=max(0, day.weekday() - 4)), at)

    # The beginning

    def found(self) -> None:
        """For whom the department works, and its own lines in the library."""
        ines = self.people["ines"]
        for each in aim_story.AUDIENCES:
            audience = Audience.describe(
                by=ines, name=self.word(each.name), who=self.word(each.who), needs=self.word(each.needs),
                found_at=self.word(each.found_at), size=each.size, size_source=self.word(each.source), priority=each.priority,
                wished_share=each.share,
            )  # fmt: skip
            self.audiences[each.key] = audience
            for face in each.faces:
                Persona.invent(
                    audience, by=self.people["awa"], name=face.name, role=self.word(face.role), says=self.word(face.says),
                    wants=self.word(face.wants), fears=self.word(face.fears), day=self.word(face.day), face=face.face,
                )  # fmt: skip
        for theme, text, note in aim_story.LIBRARY:
            Inspiration.add(by=self.people["elif"], theme=theme, text=self.word(text), note=self.word(note))
        for who, key in aim_story.MARKED:
            Mark.turn(self.people[who], key)
        own = Inspiration.objects.order_by("pk").first()
        if own is not None:
            Mark.turn(ines, f"own:{own.pk}")

    # Month by month

    def before(self, review: Any, age: int) -> None:
        """What the monthly review shall decide upon is proposed some days ahead, so that its agenda brings it."""
        day = review.day - timedelta(days=4)
        with self.on(day):
            for aim in aim_story.AIMS:
                if aim.held == age:
                    self.made[aim.key] = self._draft(aim)
                    self.made[aim.key].propose(by=self.people["ines"])

    def decide(self, review: Any, age: int, present: list) -> None:
        """Those on the agenda are adopted by consent."""
        for aim in aim_story.AIMS:
            if aim.held != age:
                continue
            objective = self.made[aim.key]
            item = review.items.on_agenda().filter(key=f"objective:{objective.pk}").first()
            said = adopting.proposal_for(item)
            decision = Decision.propose(
                review, said["text"], by=self.people["ines"], item=item, owner=objective.owner,
                look_again_on=said["look_again_on"], until=said["until"], metric_id=said.get("metric"),
                expects=said.get("expects"), expects_at_most=said.get("side") == "most",
            )  # fmt: skip
            for person in present:
                if not decision.voices_now().filter(person=person, consents=True).exists():
                    decision.consent(by=person)
            decision.settle(by=self.people["ines"])
            objective.refresh_from_db()

    def follow(self, age: int) -> None:
        """Once a month’s figures are in: what those who see to it say, and what has ended."""
        for aim in aim_story.AIMS:
            objective = self.made.get(aim.key)
            if objective is None or not objective.is_open:
                continue
            with self.on(self.month(age).end + timedelta(days=9), time(16)):
                for when, confidence, words in aim_story.CHECK_INS.get(aim.key, ()):
                    if when == age:
                        objective.check_in(confidence, by=self.people[aim.owner], words=self.word(words))
                if aim.ending and aim.last == age:
                    ending, learnt = aim.ending
                    objective.end(ending, by=self.people["ines"], learnt=self.word(learnt))

    def look(self, decision: Decision) -> tuple[str, Words] | tuple[None, None]:
        """What a review says when it looks again at the decision that adopted an objective."""
        key = next((key for key, objective in self.made.items() if objective.deed_id == decision.pk), "")
        return aim_story.LOOKED["missed" if key == "cost" else "followed"] if key else (None, None)

    # Today

    def now(self) -> None:
        """The last word of each, one of them too long ago; and what waits for the next review."""
        for aim in aim_story.AIMS:
            if aim.key in aim_story.NOW and (objective := self.made.get(aim.key)) is not None and objective.status == "adopted":
                back, confidence, words = aim_story.NOW[aim.key]
                with self.on(self.life.today - timedelta(days=back), time(16)):
                    objective.check_in(confidence, by=self.people[aim.owner], words=self.word(words))

    def test(self, idea: Any, back: int) -> None:
        """The one for town halls, from an idea of the workshop: tested so many days ago, reworded, tested again, proposed."""
        ines, elif_ = self.people["ines"], self.people["elif"]
        metric = self._metric("interactions")
        baseline = self._value(metric, {"dimension": "platform", "dimension_value": PLATFORM}, 1)
        target, last = round(baseline + 0.4, 1), self.month(-6)
        due = dates.day(last.end, self.language, "long")
        facts = {**self._facts(metric, baseline, target, 1), "day": due}
        first, second = (self.word(words) % facts for words in aim_story.WORDINGS)
        with self.on(self.life.today - timedelta(days=back)):
            objective = Objective.draft(
                first, by=ines, idea=idea, metric=metric, dimension="platform", dimension_value=PLATFORM, baseline=baseline,
                target=target, starts_on=self.month(-1).start, due_on=last.end, owner=self.people["lucie"],
                why_reachable=self.word(aim_story.WHY_PUBLIC), responsibility=self._line(0), language=self.language,
                audiences=[self.audiences["public"]], parent=self.made.get("leads"),
            )  # fmt: skip
        for place, text in enumerate((first, second)):
            start = self.life.today - timedelta(days=back - 1 - place * 8)
            if text != objective.text:
                with self.on(start, time(9)):
                    objective.edit(by=ines, text=text)
            self._have_understood(objective, place, start, by=elif_)
            objective.refresh_from_db()
        with self.life.morning:
            objective.propose(by=ines)
        self.made["towns"] = objective

    def _have_understood(self, objective: Objective, place: int, start: date, *, by: Any) -> None:
        with self.on(start, time(10)) as clock:
            options = {part: [self.word(each) for each in versions] for part, versions in aim_story.OPTIONS[place].items()}
            test = Comprehension.open_for(objective, options, by=by)
            link = OpenLink.give("objectives.understand", test, by=by, days=21)
            by_part: dict[str, list] = {}
            for option in test.options.all():
                by_part.setdefault(option.part, []).append(option)
            for name, words, chosen, judged, unclear in aim_story.UNDERSTOOD[place]:
                clock.shift(timedelta(hours=3))
                picked = [by_part[part][which] for part, which in zip(("who", "what", "when"), chosen, strict=True)]
                said = test.answer(self.word(words), picked, name=name, unclear=self.word(unclear), link=link)
                said.judge(judged, by=by)
            clock.shift(timedelta(days=2))
            test.close(by=by)
            link.close(by=by)

    # What an objective is made of

    def _draft(self, aim: Aim) -> Objective:
        metric, last = self._metric(aim.metric), self.month(aim.last)
        where: dict[str, str] = {}
        if aim.total:
            baseline, target = 0.0, aim.total
        else:
            baseline = round(self._value(metric, {"dimension": "", "dimension_value": ""}, aim.digits), aim.digits)
            target = round(baseline + aim.more, aim.digits)
        if aim.campaign:
            where = {"dimension": "campaign", "dimension_value": self.word(aim.campaign), "campaign": self.word(aim.campaign)}
        facts = self._facts(metric, baseline, target, aim.digits)
        if aim.total:
            facts["to"] = number(aim.total, self.language)
        return Objective.draft(
            self.word(aim.text) % {**facts, "day": dates.day(last.end, self.language, "long")}, by=self.people["ines"],
            level=aim.level, parent=self.made.get(aim.parent), metric=metric, baseline=baseline, target=target,
            is_total=bool(aim.total), starts_on=self.month(aim.first).start, due_on=last.end, owner=self.people[aim.owner],
            responsibility=self._line(aim.line), why_reachable=self.word(aim.why), language=self.language,
            audiences=[self.audiences[key] for key in aim.audiences], **where,
        )  # fmt: skip

    def _metric(self, measure: str) -> Metric:
        found = Metric.objects.in_use().filter(measures__key=measure).order_by("pk")
        return found.exclude(formula__contains="revenue").first() if measure == "spend" else found.first()

    def _value(self, metric: Metric, where: dict[str, str], digits: int) -> float:
        """The newest value of what has been brought so far."""
        values = Value.objects.filter(metric=metric, grain=metric.shown, value__isnull=False, **where)
        newest = values.order_by("-period").values_list("value", flat=True).first()
        return round(newest or 0.0, digits)

    def _facts(self, metric: Metric, baseline: float, target: float, digits: int) -> dict[str, str]:
        amounts = Amounts(metric.unit, metric.currency or "EUR", digits)
        return {"from": amounts.of(baseline), "to": amounts.of(target)}

    def _line(self, place: int | None) -> Line | None:
        lines = list(Line.objects.filter(section=Section.RESPONSIBILITIES).order_by("pk"))
        return lines[place] if place is not None and place < len(lines) else None
