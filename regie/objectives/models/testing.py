"""The verbs of a comprehension test, and how its score is counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.journal.models import record
from regie.lib.refused import Refused

PARTS = ("who", "what", "when")
WORDS_MOST = 2  # points of the words in their own, each part is one point
MOST = 500  # answers of one test: a link that went round the world fills no disk


@dataclass(frozen=True)
class Scored:
    """Of one reader: points from 0 to 100, and which parts were understood. `is_whole` once their words are judged too."""

    score: float
    right: tuple[str, ...]
    is_whole: bool


class Testing:
    """What `Comprehension` does; mixed into it."""

    @classmethod
    def open_for(cls: Any, objective, options: Mapping[str, list[str]], *, by, pass_mark: int = 70, fewest: int = 3) -> Any:
        """Begin a test of the objective's wording. Of each part in `options` the first version is right, the others are not."""
        from regie.objectives.models.comprehension import Option

        for part in PARTS:
            versions = [each.strip() for each in options.get(part, []) if each.strip()]
            if len({each.casefold() for each in versions}) < 2:
                raise Refused(_("Each question needs the right version and at least one other that differs from it."))
        with transaction.atomic():
            held = type(objective).objects.select_for_update(of=("self",)).get(pk=objective.pk)
            if held.status not in (held.Status.DRAFT, held.Status.PROPOSED):
                raise Refused(_("An objective is tested before it is adopted."))
            last = held.tests.order_by("-number").first()
            if last is not None and last.closed_at is None:
                raise Refused(_("A test of it is open: close that one first."))
            number = last.number + 1 if last else 1
            test = cls.objects.create(
                objective=held, number=number, text=held.text, pass_mark=pass_mark, fewest=fewest, opened_by=by
            )
            rows = []
            for part in PARTS:
                versions = list(dict.fromkeys(each.strip() for each in options[part] if each.strip()))
                rows += [
                    Option(test=test, part=part, text=text[:200], is_right=place == 0, position=place)
                    for place, text in enumerate(versions)
                ]
            Option.objects.bulk_create(rows)
            record("objectives.comprehension_opened", test, by=by, page=held)
        return test

    @property
    def is_open(self: Any) -> bool:
        return self.closed_at is None

    def answer(self: Any, words: str, chosen: Iterable[Any], *, name: str = "", unclear: str = "", link=None) -> Any:
        """What one reader understood. A link that names somebody gives one answer; a shared one many."""
        from regie.objectives.models.comprehension import Understanding

        chosen = list(chosen)
        if not words.strip():
            raise Refused(_("Say in your own words what you understood; there is no wrong answer."))
        if {each.part for each in chosen} != set(PARTS) or len(chosen) != len(PARTS):
            raise Refused(_("Choose one version of each: who, what, and by when."))
        if any(each.test_id != self.pk for each in chosen):
            raise Refused(_("Choose among the versions of this page."))
        with transaction.atomic():
            held = type(self).objects.select_for_update(of=("self",)).get(pk=self.pk)
            if held.closed_at is not None:
                raise Refused(_("This test is over. Thank you all the same!"))
            if link is not None and link.given_to and held.understandings.filter(link=link).exists():
                raise Refused(_("You have answered already. Thank you!"))
            if held.understandings.count() >= MOST:
                raise Refused(_("This test has enough answers. Thank you all the same!"))
            made = Understanding.objects.create(
                test=held, words=words.strip()[:4000], name=name.strip()[:120], unclear=unclear.strip()[:200], link=link
            )
            made.chosen.set(chosen)
            record("objectives.understanding_given", held, by=None, page=held.objective)
        return made

    def scored(self: Any) -> list[tuple[Any, Scored]]:
        """Each reader with their score. Three queries."""
        rows = self.understandings.prefetch_related("chosen").order_by("at")
        return [(row, row.scored()) for row in rows]

    def score_of(self: Any, scored: list[tuple[Any, Scored]]) -> float | None:
        return sum(each.score for _row, each in scored) / len(scored) if scored else None

    def close(self: Any, *, by) -> None:
        """End it with its score. Not passed, a proposed objective goes back to a draft with the answers beside it."""
        with transaction.atomic():
            held = type(self).objects.select_for_update(of=("self",)).select_related("objective").get(pk=self.pk)
            if held.closed_at is not None:
                raise Refused(_("This test is over."))
            scored = held.scored()
            if len(scored) < held.fewest:
                facts = {"count": len(scored), "fewest": held.fewest}
                raise Refused(_("%(count)d of %(fewest)d answers are there: wait for the others, or ask more people.") % facts)
            if not all(each.is_whole for _row, each in scored):
                raise Refused(_("Judge what each said in their own words first."))
            held.score = held.score_of(scored)
            held.is_passed = held.score >= held.pass_mark
            held.closed_at = timezone.now()
            held.save()
            record("objectives.comprehension_closed", held, by=by, page=held.objective, score=round(held.score))
            objective = held.objective
            if not held.is_passed and objective.status == objective.Status.PROPOSED:
                objective.take_back(by=by, because=_("too few understood it"))
        self.refresh_from_db()

    def drop(self: Any, *, by) -> None:
        """Take back a test that nobody answered."""
        with transaction.atomic():
            held = type(self).objects.select_for_update(of=("self",)).get(pk=self.pk)
            if held.understandings.exists():
                raise Refused(_("People have answered: close it instead."))
            try:
                held.delete()
            except IntegrityError as fault:
                raise Refused(_("Somebody answered in the meantime.")) from fault


class Judging:
    """What `Understanding` does; mixed into it."""

    def scored(self: Any) -> Scored:
        """Each of who, what and by when counts one, their own words two; before these are judged, the choices alone."""
        right = tuple(option.part for option in self.chosen.all() if option.is_right)
        if self.judged is None:
            return Scored(100 * len(right) / len(PARTS), right, False)
        return Scored(100 * (len(right) + self.judged) / (len(PARTS) + WORDS_MOST), right, True)

    def judge(self: Any, judged: int, *, by) -> None:
        with transaction.atomic():
            if self.test.closed_at is not None:
                raise Refused(_("This test is over."))
            if judged not in self.Judged.values:
                raise Refused(_("Choose whether it was understood."))
            self.judged, self.judged_by = judged, by
            self.save(update_fields=["judged", "judged_by"])
            record("objectives.understanding_judged", self.test, by=by, page=self.test.objective)
