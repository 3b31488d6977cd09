"""How reviews were held at Tamarelle: who was there, what was said, what was decided, and whether it had helped."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice
from typing import Any

from regie.demo import story
from regie.demo.company import PEOPLE
from regie.metrics.models import Breach, Metric
from regie.people.models import Person
from regie.reviews.models import Criterion, Decision, FollowUp, Minute, Presence, Rating, Review


class Sessions:
    """What `Life` tells of a review; mixed into it."""

    people: dict[str, Person]
    lines: dict[bool, Any]
    aims: Any
    plans: Any
    word: Any
    on: Any

    def _hold(self, review: Review, age: int) -> None:
        start = review.local_start
        monthly = review.series.rule.startswith("FREQ=MONTHLY;INTERVAL=1;")
        told = story.HELD[age] if monthly and age in story.HELD else story.Held()
        if monthly:
            self.aims.before(review, age)
        present = [
            person for person in review.persons() if person in self._team or person.domain_id != self.people["ines"].domain_id
        ]
        present = list({person.pk: person for person in [self.people["ines"], *present, *self._speakers(told)]}.values())[:9]
        self.plans.report(review)
        with self.on(start.date(), start.time()) as clock:
            review.start(by=self.people["ines"])
            for person in present:
                Presence.arrive(review, person)
            items = list(review.items.on_agenda())
            said = told.minutes or tuple(islice(self.lines["WEEKLY" in review.series.rule], 2))
            for place, (who, words) in enumerate(said):
                clock.shift(timedelta(minutes=3))
                Minute.say(
                    review, self.word(words), by=self.people[who], item=items[min(place, len(items) - 1)] if items else None
                )
            self._look_again(review)
            for decided in told.decisions:
                clock.shift(timedelta(minutes=4))
                self._decide(review, decided, items, present)
            if monthly:
                clock.shift(timedelta(minutes=5))
                self.aims.decide(review, age, present)
            if "INTERVAL=3" in review.series.rule:
                self._rate(review, present)
            clock.shift(timedelta(minutes=6))
            review.close(by=self.people["ines"])

    @property
    def _team(self) -> list[Person]:
        return [self.people[each.key] for each in PEOPLE if each.domain == "marketing" and each.key != "helene"]

    def _speakers(self, told: story.Held) -> list[Person]:
        return [self.people[who] for who, _words in told.minutes]

    def _metric(self, measure: str) -> Metric | None:
        return (
            Metric.objects.in_use().filter(measures__key=measure).exclude(formula__contains="revenue").order_by("pk").first()
            if measure
            else None
        )

    def _decide(self, review: Review, decided: story.Decided, items: list, present: list[Person]) -> None:
        metric = self._metric(decided.metric)
        breach = Breach.objects.open().filter(metric=metric).first() if metric else None
        item = next(
            (
                each
                for each in items
                if breach
                and str(each.subject_id) in {str(breach.pk), *[str(pk) for pk in breach.drivers.values_list("pk", flat=True)]}
            ),
            None,
        )
        decision = Decision.propose(
            review,
            self.word(decided.text),
            by=self.people[decided.by],
            item=item,
            owner=self.people[decided.owner],
            look_again_on=review.day + timedelta(days=decided.look_after),
            until=review.day + timedelta(days=decided.look_after),
            metric=metric,
            expects=decided.expects,
            expects_at_most=decided.at_most,
        )
        if breach and decision.breach_id is None:
            Decision.objects.filter(pk=decision.pk).update(breach=breach, driver=breach.drivers.first())
            decision.refresh_from_db()
        if decided.objection:
            who, why, how = decided.objection
            decision.object(self.word(why), by=self.people[who])
            voice = decision.voices.get(person=self.people[who])
            decision.integrate(voice, self.word(how), by=self.people[decided.by], revision=decision.revision)
            decision.refresh_from_db()
        for person in present:
            if not decision.voices_now().filter(person=person, consents=True).exists():
                decision.consent(by=person)
        decision.settle(by=self.people["ines"])
        if decided.follow_up:
            what, who, days = decided.follow_up
            given = FollowUp.give(
                review,
                self.word(what),
                who=self.people[who],
                by_when=review.day + timedelta(days=days),
                by=self.people["ines"],
                decision=decision,
            )
            given.finish(by=self.people[who])

    def _look_again(self, review: Review) -> None:
        """Decisions whose date has come are looked at again: did they help?"""
        looks = {self.word(each.text): each.look for held in story.HELD.values() for each in held.decisions if each.look}
        for decision in Decision.objects.to_look_at_by(review.day).select_related("metric"):
            verdict, note = looks.get(decision.text) or self.aims.look(decision)
            if verdict and note:
                decision.look(verdict, by=self.people["ines"], review=review, note=self.word(note))

    def _rate(self, review: Review, present: list[Person]) -> None:
        held = Review.objects.closed().filter(series=review.series).count()
        scores = story.RATINGS[min(held, len(story.RATINGS) - 1)]
        for place, criterion in enumerate(Criterion.objects.alive()[: len(scores)]):
            for shift, person in enumerate(present[:4]):
                comment = self.word(story.RATING_COMMENTS[place]) if shift == 0 and place < len(story.RATING_COMMENTS) else ""
                Rating.give(
                    review,
                    criterion,
                    max(1, min(5, scores[place] + (shift % 3 == 2) - (shift % 3 == 1))),
                    by=person,
                    comment=comment,
                )
