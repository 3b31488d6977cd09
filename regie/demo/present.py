"""The department on the day the story is told: what lies on the board, what waits, what others asked for and owe."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from django.utils import timezone

from regie.demo import board_story, drawings
from regie.demo.company import DOMAINS
from regie.journal.models import Comment, File
from regie.people.models import Domain, Role
from regie.work import question_kits
from regie.work.models import Approval, Board, Content, Delivery, Offer, Request, Task, Verdict
from regie.work.models.arranging import END_OF_DAY
from regie.work.models.deciding import Asked, Outsider
from regie.work.models.offer import clean_questions


class Present:
    def __init__(self, shop: Any) -> None:
        self.shop, self.people, self.word, self.hours = shop, shop.people, shop.word, shop.hours
        self.today = datetime.fromtimestamp(shop.until, UTC).date()
        self.cards: dict[str, Task] = {}

    def ago(self, days: float):
        """So many working days ago."""
        return time_machine.travel(datetime.fromtimestamp(self.hours.moment(self.shop.here - days * 7), UTC), tick=False)

    def day(self, days: int) -> Any:
        return self.today + timedelta(days=days)

    def lay_out(self) -> None:
        self._board()
        self._deliveries()
        self._approvals()
        self._words()
        self._requests()

    # The board

    def _board(self) -> None:
        name = self.word(board_story.BOARD)
        with self.ago(30):
            board = Board(name=name, campaign=name, limits=board_story.LIMITS, made_by=self.people["ines"])
            board.full_clean()
            board.save()
        for card in board_story.CARDS:
            self._card(card, name)
        for one, other in board_story.WAITS:
            if self.cards[other].is_open:
                with self.ago(1):
                    self.cards[one].wait_for(self.cards[other], by=self.cards[one].responsible()[0])

    def _card(self, card: board_story.Card, campaign: str) -> None:
        who = [(part.split()[0], key) for part in card.who.split(", ") for key in part.split()[1:]]
        duties = [(letter, self.people[key]) for letter, key in who]
        by = duties[0][1]
        with self.ago(card.begun + 1):
            task = Task.make(
                self.word(card.title), by=self.people["ines"], who=duties, checks=[self.word(text) for text in card.checks],
                campaign=campaign, channel=card.channel, text=self.word(card.text), estimate=8,
                due_at=timezone.make_aware(datetime.combine(self.day(card.due), END_OF_DAY)),
            )  # fmt: skip
        self.cards[card.key] = task
        if card.status != "to_do":
            with self.ago(card.begun):
                task.start(by=by)
        with self.ago(1.1):
            for check in list(task.checks.all())[: card.ticked]:
                task.tick(check, by=by)
            if card.blocked[0]:
                task.block(self.word(card.blocked), by=by)
            if card.off:
                task.put_off(self.day(card.off), by=by)
            if card.status == "done" or card.key == "cover":
                if card.key == "cover":
                    for name, sky in (("bridge.png", "bridge"), ("school.png", "school")):
                        task.attach(File.keep(drawings.cover(name, sky), by=by), by=by)
                task.submit(by=by)

    # Approvals

    def _approvals(self) -> None:
        ines, noe, jonas, mina = (self.people[key] for key in ("ines", "noe", "jonas", "mina"))
        task = self.cards["preorders"]
        with self.ago(3):
            content = Content.of_task(task, by=noe)
            content.edit(
                by=noe, text=self.word(board_story.FIRST_TEXT), audience=self.word(board_story.AUDIENCE), sender="Tamarelle"
            )
            task.submit(by=noe)
            first = Approval.ask(content, [Asked([ines], hours=14)], by=noe, task=task)
        with self.ago(2):
            self._give(first, ines, "sent_back", board_story.SENT_BACK)
        with self.ago(0.9):
            task.refresh_from_db()
            content.edit(by=noe, text=self.word(board_story.SECOND_TEXT))
            if task.status == "doing":
                task.submit(by=noe)
            if not task.approvals.open().exists():
                Approval.ask(content, [Asked([ines], hours=14)], by=noe, task=task)
        tram = self.cards["tram"]
        with self.ago(2.4):
            content = Content.of_task(tram, by=jonas)
            content.edit(by=jonas, text=self.word(board_story.TRAM_TEXT), amount=6400, currency="EUR")
            tram.submit(by=jonas)
            finance, lead = (
                self.word((one, other)) for one, other in (("Finance", "Finances"), ("Marketing lead", "Responsable marketing"))
            )
            asked = Approval.ask(
                content, [Asked([self.people["paul"]], finance, hours=14), Asked([ines], lead, hours=14)], by=jonas, task=tram
            )  # fmt: skip
        with self.ago(1.2):
            self._give(asked, self.people["paul"], "approved", ("", ""))
        film = self.cards["film"]
        with self.ago(1.6):
            film.attach(File.keep(drawings.notes("storyboard.pdf"), by=mina), by=mina)
            content = Content.of_task(film, by=mina)
            outsider = Asked([Outsider("Studio Bascule", "studio@bascule.example")], hours=28)
            Approval.ask(content, [outsider], by=mina, task=film, message=self.word(board_story.FILM_MESSAGE))

    def _give(self, approval: Approval, who: Any, decision: str, reason: board_story.Words) -> None:
        verdict = Verdict.objects.select_related("stage").get(stage__approval=approval, decider=who)
        verdict.give(decision, by=who, seal=approval.edition.seal, reason=self.word(reason))

    def _words(self) -> None:
        for place, (key, who, words) in enumerate(board_story.COMMENTS):
            with self.ago(0.8 - place * 0.1):
                Comment.say(self.cards[key], self.word(words), by=self.people[who])

    # Other departments

    def _deliveries(self) -> None:
        for what, why, domain, needed, promised, asked, card in board_story.DELIVERIES:
            owner = Domain.objects.get(name=self.word(DOMAINS[domain]))
            with self.ago(asked):
                delivery = Delivery.ask(
                    self.word(what), owner, by=self.people["ines"], why=self.word(why), needed_on=self.day(needed),
                    campaign=self.word(board_story.BOARD),
                )  # fmt: skip
            if promised is not None:
                theirs = {"product": "salome", "finance": "paul"}[domain]
                with self.ago(asked - 2):
                    delivery.promise(self.day(promised), by=self.people[theirs])
            if card:
                with self.ago(1):
                    self.cards[card].wait_for(delivery, by=self.people["ines"])

    def _requests(self) -> None:
        awa, ines = self.people["awa"], self.people["ines"]
        role = Role.objects.filter(holdings__person=awa).first()
        with self.ago(60):
            kit = question_kits.kit_for("sales material")
            questions = clean_questions(kit.questions())
            offer = Offer.make(self.word(board_story.OFFER), by=ines, receiver=role, working_days=8, questions=questions)
        for (who, title, days, goes, promised, words, stars), said in zip(board_story.REQUESTS, board_story.ANSWERS, strict=True):
            asker = self.people[who]
            with self.ago(days):
                request = Request.ask(offer, self.word(title), by=asker, answers=self._answers(questions, *said))
            if goes == "asked":
                continue
            with self.ago(days - 1):
                if goes == "refused":
                    request.refuse(self.word(words), by=ines)
                    continue
                request.accept(by=awa, how="task", who=awa, promised_on=max(self.day(promised), timezone.localdate()))
            if goes == "under_way":
                continue
            with self.ago(days - 6):
                request.task.submit(by=awa)
                request.deliver(self.word(words if goes == "delivered" else title), by=awa)
            if goes == "rated":
                with self.ago(days - 7):
                    request.receive(by=asker)
                    request.rate(stars, self.word(words), by=asker)

    def _answers(self, questions: list[dict], kind: int, whom: Any, purpose: Any) -> list[dict]:
        """To the first three questions of the form: which of a list, for whom, to do what."""
        said = (questions[0]["choices"][kind], self.word(whom), self.word(purpose))
        return [
            {**{key: asked[key] for key in ("key", "label", "kind")}, "said": each}
            for asked, each in zip(questions, said, strict=False)
        ]
