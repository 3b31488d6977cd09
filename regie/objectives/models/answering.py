"""How a survey is answered, so that of an anonymous one nothing tells whose an answer is: no name, no address, no time, no order.

An order hides where nobody looks: rows lie in a file as they came, and rows of one transaction carry its number. So each answer to an
anonymous survey writes its answers anew, mixed, and touches every line of those asked: the last to come is like the first.
"""

from __future__ import annotations

import random
import uuid
from typing import Any

from django.db import transaction
from django.db.models import Case, F, When
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.lib.refused import Refused

_CHANCE = random.SystemRandom()
MOST_WORDS = 5000  # signs of one answer
MOST_SHARED = 2000  # answers by the one link: more come from strangers
ALL_UP_TO, SOME = 300, 150  # so many replies are all mixed with each new one; of more, so many others
AT_ONCE = 2000  # rows of one statement


class Answering:
    """What `Reply` does; mixed into it."""

    @classmethod
    def give(
        cls: Any,
        survey,
        answers: dict[Any, tuple[str, list]],
        *,
        asked=None,
        name: str = "",
        key=None,
        by_shared_link: bool = False,
    ) -> Any:
        """Keep what was answered: {question: (text, chosen)}. It writes no event: who answers a survey is nobody's news.

        One answer a link. Of a survey with names, `asked` or `key` may change theirs until it is closed.
        """
        with transaction.atomic():
            held = survey._held()
            if not held.is_open:
                raise Refused(_("The survey is closed: your answer comes too late. Thank you all the same."))
            if by_shared_link and key is None and held.replies.filter(by_shared_link=True).count() >= MOST_SHARED:
                raise Refused(
                    _(
                        "This link has brought two thousand answers and takes no more. Yours stands below: ask whoever sent you the link for "
                        "one of your own."
                    )
                )
            if held.is_anonymous:
                return cls._give_unseen(held, answers, asked, by_shared_link)
            reply = cls._standing(held, asked, key)
            reply.name, reply.at, reply.by_shared_link = name.strip()[:120], timezone.now(), by_shared_link
            reply.save()
            reply.answers.all().delete()
            _write(reply, answers)
            if asked is not None:
                type(asked).objects.filter(pk=asked.pk).update(has_answered=True, answered_at=timezone.now())
            return reply

    @classmethod
    def _standing(cls: Any, survey, asked, key) -> Any:
        found = cls.objects.filter(survey=survey)
        if asked is not None:
            found = found.filter(asked=asked).first()
        else:
            found = found.filter(key=key, asked=None).first() if key else None
        return found or cls(survey=survey, asked=asked)

    @classmethod
    def _give_unseen(cls: Any, survey, answers, asked, by_shared_link: bool) -> None:
        if asked is not None:
            if survey.asked.filter(pk=asked.pk, has_answered=True).exists():
                raise Refused(_("This link has been answered by already: one answer a link."))
            # One statement over all lines: none of them is written apart, and they keep their order in the file.
            survey.asked.update(has_answered=Case(When(pk=asked.pk, then=True), default=F("has_answered")))
        newest = cls.objects.create(survey=survey, by_shared_link=by_shared_link)
        _write(newest, answers)
        mix(cls, survey, newest)


def _write(reply, answers) -> None:
    from regie.objectives.models.answer import Answer

    Answer.objects.bulk_create(
        Answer(reply=reply, question=question, text=text.strip()[:MOST_WORDS], chosen=chosen)
        for question, (text, chosen) in answers.items()
        if text.strip() or chosen
    )


def mix(kind, survey, newest=None) -> None:
    """Write what was answered anew, in a new order and under new keys.

    A link that went public brings hundreds: then the `newest` lies among `SOME` others, drawn by lot, so that an answer costs the same
    however many there are; and when the survey is closed (without `newest`) all of it is mixed once more.
    """
    from regie.objectives.models.answer import Answer

    rows = kind.objects.filter(survey=survey).order_by()
    if newest is not None and rows.count() > ALL_UP_TO:
        rows = kind.objects.filter(pk__in=_drawn(rows, newest)).order_by()
    replies = list(rows)
    said = Answer.objects.filter(reply__in=[each.key for each in replies] if newest is not None else rows).order_by()
    answers = list(said)
    for gone in (said, rows):
        gone._raw_delete(gone.db)
    for lot in (replies, answers):
        _CHANCE.shuffle(lot)
    of_key = {reply.key: reply for reply in replies}
    for reply in replies:
        reply.key, reply._state.adding = uuid.uuid4(), True
    for each in answers:
        each.reply = of_key[each.reply_id]
        each.key, each._state.adding = uuid.uuid4(), True
    kind.objects.bulk_create(replies, batch_size=AT_ONCE)
    Answer.objects.bulk_create(answers, batch_size=AT_ONCE)


def _drawn(rows, newest) -> list[Any]:
    """Keys of `newest` and of `SOME` others. Keys are random, so those that follow a random one are drawn by lot."""
    start = uuid.UUID(int=_CHANCE.getrandbits(128))
    others = rows.exclude(pk=newest.pk).values_list("key", flat=True)
    drawn = list(others.filter(key__gte=start).order_by("key")[:SOME])
    drawn += others.filter(key__lt=start).order_by("key")[: SOME - len(drawn)]
    return [newest.pk, *drawn]
