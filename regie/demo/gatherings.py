"""How the department found its objectives: a survey without names, the workshop after it, and what is under way today."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from regie.demo import gathering_story as story
from regie.objectives.models import Answer, Idea, Objective, Question, Reply, Seat, Survey, Theme, Workshop
from regie.objectives.questionnaires import TEMPLATES

OPENED, CLOSED, HELD, NEXT = 47, 36, 32, 8  # days ago; days to come


class Gatherings:
    def __init__(self, aims: Any) -> None:
        self.aims, self.life, self.people, self.word = aims, aims.life, aims.people, aims.word

    def ago(self, days: int, at: time = time(9)) -> Any:
        return self.aims.on(self.life.today - timedelta(days=days), at)

    def hold(self) -> dict[str, Idea]:
        """The survey and the workshop of the past; returns the ideas by their keys."""
        ideas = self._workshop(self._survey())
        with self.ago(HELD - 1):
            Objective.draft(self.word(story.LOOSE), by=self.people["awa"], idea=ideas["portraits"], language=self.life.language)
        return ideas

    # Before the workshop

    def _survey(self) -> Survey:
        template, elif_ = TEMPLATES["workshop"], self.people["elif"]
        language = self.life.language
        with self.ago(OPENED) as clock:
            survey = Survey.prepare(
                self.word(story.SURVEY), by=elif_, introduction=template.introduction[language], language=language,
                is_anonymous=True, closes_on=timezone.localdate() + timedelta(days=10), questions=template.asked_in(language),
            )  # fmt: skip
            survey.invite(by=elif_, persons=[self.people[key] for key in story.ASKED])
            survey.open(by=elif_)
            questions, asked = list(survey.questions.all()), list(survey.asked.all())
            for answer, one in zip(story.ANSWERS, asked, strict=False):
                clock.shift(timedelta(hours=17))
                Reply.give(survey, self._said(questions, answer), asked=one)
        with self.ago(CLOSED):
            survey.close(by=elif_)
            self._arrange(survey)
        return survey

    def _said(self, questions: list[Question], answer: tuple) -> dict[Question, tuple[str, list]]:
        said: dict[Question, tuple[str, list]] = {}
        for question, value in zip(questions, answer, strict=True):
            if value is None:
                continue
            if question.kind == Question.Kind.MANY:
                said[question] = ("", [question.choices[place] for place in value])
            elif question.kind == Question.Kind.SCALE:
                said[question] = ("", [value])
            else:
                said[question] = (self.word(value[1]), [])
        return said

    def _arrange(self, survey: Survey) -> None:
        themes = {key: Theme.make(survey, self.word(words), by=self.people["elif"]) for key, words in story.THEMES.items()}
        texts = {
            self.word(value[1]): value[0]
            for answer in story.ANSWERS
            for value in answer
            if isinstance(value, tuple) and isinstance(value[0], str)
        }
        rows = list(Answer.objects.filter(reply__survey=survey, text__in=texts))
        for row in rows:
            row.theme = themes[texts[row.text]]
        Answer.objects.bulk_update(rows, ["theme"])

    # The workshop

    def _workshop(self, survey: Survey) -> dict[str, Idea]:
        ines = self.people["ines"]
        with self.ago(HELD + 10):
            workshop = Workshop.prepare(
                self.word(story.WORKSHOP), by=ines, aim=self.word(story.AIM), place=self.word(story.PLACE), survey=survey,
                starts_at=self._at(self.life.today - timedelta(days=HELD), time(14)),
                persons=[self.people[key] for key in story.SEATED],
            )  # fmt: skip
        with self.ago(HELD, time(14)) as clock:
            workshop.open(by=ines)
            seats = {key: Seat.take(workshop, person=self.people[key]) for key in story.SEATED}
            seats[""] = Seat.take(workshop, name=story.GUEST)
            themes = {theme.name: theme for theme in workshop.themes.all()}
            ideas: dict[str, Idea] = {}
            for step in list(workshop.steps.all()):
                workshop.go_to(step, by=ines)
                clock.shift(timedelta(minutes=step.minutes - 1))
                if step.kind == "propose":
                    for key, who, _theme, text, _dots in story.IDEAS:
                        ideas[key] = Idea.propose(workshop, self.word(text), seat=seats[who])
                elif step.kind == "group":
                    for key, _who, theme, _text, _dots in story.IDEAS:
                        ideas[key].put_in(themes[self.word(story.THEMES[theme])])
                elif step.kind == "vote":
                    self._vote(ideas, seats)
            workshop.write_notes(self.word(story.NOTES))
            workshop.close(by=ines)
        return ideas

    def _vote(self, ideas: dict[str, Idea], seats: dict[str, Seat]) -> None:
        for key, _who, _theme, _text, dots in story.IDEAS:
            for seat, count in dots.items():
                seats[seat].give(ideas[key], count)
        one, other = story.MERGED
        ideas[one].merge_into(ideas[other])
        ideas[story.DROPPED].drop()

    # Today

    def now(self) -> None:
        """A survey by name that is open, and the next workshop."""
        elif_, template, language = self.people["elif"], TEMPLATES["colleagues"], self.life.language
        with self.ago(4) as clock:
            survey = Survey.prepare(
                self.word(story.OPEN_SURVEY), by=elif_, introduction=template.introduction[language], language=language,
                is_anonymous=False, closes_on=self.life.today + timedelta(days=NEXT), questions=template.asked_in(language),
            )  # fmt: skip
            survey.invite(by=elif_, persons=[self.people[key] for key in story.OPEN_ASKED])
            survey.open(by=elif_)
            questions = list(survey.questions.all())
            for key, needs, hears in story.OPEN_ANSWERS:
                clock.shift(timedelta(hours=2))
                said = {questions[0]: (self.word(needs), []), questions[1]: (self.word(hears), []), questions[2]: ("", [4])}
                Reply.give(survey, said, asked=survey.asked.get(person=self.people[key]))
        with self.ago(2):
            Workshop.prepare(
                self.word(story.NEXT_WORKSHOP), by=self.people["ines"], aim=self.word(story.NEXT_AIM),
                place=self.word(story.PLACE), starts_at=self._at(self.life.today + timedelta(days=NEXT), time(10)),
                persons=[self.people[key] for key in story.NEXT_SEATED],
            )  # fmt: skip

    def _at(self, day: Any, at: time) -> datetime:
        day -= timedelta(days=max(0, day.weekday() - 4))
        return timezone.make_aware(datetime.combine(day, at))
