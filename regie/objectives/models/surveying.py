"""The verbs of a survey and of its questions: prepared, opened, reminded of, closed."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.journal.models import record
from regie.lib.refused import Refused

SALT = "regie.objectives.asked"
LONGEST = timedelta(days=180)  # a link opens so long at most, whatever day the survey ends
SHARED = "objectives.answer_survey"  # the act of the one link for all
MOST_QUESTIONS = 30


def token_of(asked: Any) -> str:
    """What stands in the link of one who is asked by name: signed, ending, for this survey alone."""
    return signing.dumps([asked.pk, asked.nonce], salt=SALT, compress=False)


def asked_by(token: str) -> Any:
    """Who is asked by this link; None where a sign of it is wrong or its time is over."""
    from regie.objectives.models.survey import Asked

    try:
        pk, nonce = signing.loads(token, salt=SALT, max_age=LONGEST)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Asked.objects.select_related("survey", "person").filter(pk=pk, nonce=nonce).first()


class Surveying:
    """What `Survey` does; mixed into it."""

    @classmethod
    def prepare(cls: Any, title: str, *, by, questions: Iterable[dict] = (), **fields) -> Any:
        """A new survey, with the questions of a template or none yet."""
        from regie.objectives.models.survey import Question

        with transaction.atomic():
            made = cls(title=title.strip(), made_by=by, **fields)
            made.full_clean()
            made.save()
            Question.objects.bulk_create(Question(survey=made, position=place, **each) for place, each in enumerate(questions))
            record("objectives.survey_prepared", made, by=by)
        return made

    def _held(self: Any) -> Any:
        return type(self).objects.select_for_update(of=("self",)).get(pk=self.pk)

    def must_be_in_preparation(self: Any) -> None:
        if self.opened_at is not None:
            raise Refused(_("The survey is open: its questions stay as they were asked. Copy it to ask something else."))

    def invite(self: Any, *, by, persons: Iterable = (), addresses: Iterable[str] = ()) -> int:
        """Ask persons of the house, and others by their address; each once. One that is open writes to the new ones at once."""
        from regie.objectives import survey_letters
        from regie.objectives.models.survey import Asked
        from regie.people.models import Person

        with transaction.atomic():
            held = self._held()
            if held.closed_at is not None:
                raise Refused(_("The survey is closed: nobody can be asked any more."))
            typed = {address.strip().lower() for address in addresses if address.strip()}
            ours = {person.email.lower(): person for person in Person.objects.active().filter(email__in=typed)}
            wanted = {person.pk: person for person in [*persons, *ours.values()]}
            there = held.asked.values_list("person_id", "email")
            known, written = {pk for pk, _email in there if pk}, {email.lower() for _pk, email in there if email}
            new = [Asked(survey=held, person=person) for pk, person in sorted(wanted.items()) if pk not in known]
            new += [Asked(survey=held, email=address) for address in sorted(typed - set(ours) - written)]
            for each in new:
                each.nonce = secrets.token_urlsafe(18)
                each.reminded_on = timezone.localdate() if held.is_open else None
            Asked.objects.bulk_create(new)
            if new:
                record("objectives.survey_invited", held, by=by, many=len(new))
            if held.is_open:
                survey_letters.invite(held, held.asked.filter(pk__in=[each.pk for each in new]), by=by)
        return len(new)

    def open(self: Any, *, by) -> None:
        """From now on it is answered, and its questions stay as they are."""
        from regie.objectives import survey_letters

        with transaction.atomic():
            held = self._held()
            if held.opened_at is not None:
                raise Refused(_("The survey is open already."))
            if not held.questions.exists():
                raise Refused(_("Write a question first."))
            if not held.is_shared and not held.asked.exists():
                raise Refused(_("Choose first who is asked, or give one link for all."))
            if held.closes_on and held.closes_on < timezone.localdate():
                raise Refused(_("The last day for answers is past: choose a later one."))
            held.opened_at, held.revision = timezone.now(), held.revision + 1
            held.save()
            survey_letters.invite(held, held.asked.all(), by=by)
            held.asked.update(reminded_on=timezone.localdate())  # no reminder on the day of the first letter
            record("objectives.survey_opened", held, by=by)
        self.refresh_from_db()

    def remind(self: Any, *, by=None, since=None) -> int:
        """Write again to those who have not answered, once a day at most; with `since`, not to those reminded from that day on.
        Returns to how many."""
        from regie.objectives import survey_letters

        today = timezone.localdate()
        with transaction.atomic():
            held = self._held()
            if not held.is_open:
                raise Refused(_("Only an open survey is reminded of."))
            waiting = held.asked.filter(has_answered=False).exclude(reminded_on=today)
            if since is not None:
                waiting = waiting.exclude(reminded__gt=0, reminded_on__gte=since)
            many = survey_letters.remind(held, waiting)
            held.asked.filter(pk__in=waiting.values("pk")).update(reminded=F("reminded") + 1, reminded_on=today)
            if many:
                record("objectives.survey_reminded", held, by=by, many=many)
        return many

    def close(self: Any, *, by=None) -> None:
        """Nobody answers any more; the answers of an anonymous survey can be read from now on."""
        from regie.objectives.models.answer import Reply
        from regie.objectives.models.answering import mix

        with transaction.atomic():
            held = self._held()
            if not held.is_open:
                raise Refused(_("The survey is not open."))
            held.closed_at, held.revision = timezone.now(), held.revision + 1
            held.save()
            if held.is_anonymous:
                mix(Reply, held)
            record("objectives.survey_closed", held, by=by)
        self.stop_sharing(by=by)
        self.refresh_from_db()

    def shared_link(self: Any) -> Any:
        """The one link for all that opens now, or None."""
        from regie.people.models import OpenLink

        return OpenLink.objects.open().about(self).filter(act=SHARED).order_by("-pk").first()

    def share(self: Any, *, by) -> Any:
        """One link for all, as long as the survey is open."""
        from regie.people.models import OpenLink

        if self.closed_at is not None:
            raise Refused(_("The survey is closed: a link would open nothing."))
        with transaction.atomic():
            held = self._held()
            if link := held.shared_link():
                return link
            held.is_shared, held.revision = True, held.revision + 1
            held.save()
            days = (held.closes_on - timezone.localdate()).days + 1 if held.closes_on else LONGEST.days
            link = OpenLink.give(SHARED, held, by=by, given_to=_("everybody who has it"), days=max(1, min(days, LONGEST.days)))
        self.refresh_from_db()
        return link

    def stop_sharing(self: Any, *, by) -> None:
        """The one link opens nothing from now on; the links of those asked by name still do."""
        with transaction.atomic():
            if link := self.shared_link():
                link.close(by=by)
            type(self).objects.filter(pk=self.pk, opened_at__isnull=False, closed_at=None).update(is_shared=False)
        self.refresh_from_db()

    def set_aside(self: Any, *, by, aside: bool = True) -> None:
        """What came by the one link counts no longer, or again: that link may have gone to people who were not meant."""
        from regie.objectives.models.survey import FEWEST

        with transaction.atomic():
            held = self._held()
            many = held.replies.filter(by_shared_link=True).count()
            if held.is_anonymous and held.closed_at and (held._parts_few(FEWEST) or held.replies.count() - many < FEWEST):
                raise Refused(
                    _(
                        "Too few answers would part the two results: what single people answered could be read from the difference."
                    )
                )
            held.set_aside_at = timezone.now() if aside else None
            held.save(update_fields=["set_aside_at"])
            record("objectives.survey_set_aside" if aside else "objectives.survey_counted", held, by=by, many=many)
        self.refresh_from_db()

    def _parts_few(self: Any, fewest: int) -> bool:
        """Whether those by the one link are so few, to the whole survey or to one question, that the difference shows single answers."""
        shared = self.replies.filter(by_shared_link=True)
        of_questions = shared.values("answers__question").annotate(many=Count("answers__pk")).filter(many__gt=0)
        return any(0 < many < fewest for many in (shared.count(), *of_questions.values_list("many", flat=True)))


class Asking:
    """What `Question` does; mixed into it. A question changes only while its survey is in preparation."""

    @classmethod
    def add(cls: Any, survey, *, by, **fields) -> Any:
        with transaction.atomic():
            held = survey._held()
            held.must_be_in_preparation()
            if held.questions.count() >= MOST_QUESTIONS:
                raise Refused(_("Thirty questions are more than anybody answers: take one away first."))
            made = cls(
                survey=held,
                position=(held.questions.order_by("-position").values_list("position", flat=True).first() or 0) + 1,
                **fields,
            )
            made.full_clean()
            made.save()
            record("objectives.question_written", made, by=by, page=held)
        return made

    def change(self: Any, *, by, **fields) -> None:
        with transaction.atomic():
            self.survey._held().must_be_in_preparation()
            for name, value in fields.items():
                setattr(self, name, value)
            self.full_clean()
            self.save()
            record("objectives.question_changed", self, by=by, page=self.survey)

    def remove(self: Any, *, by) -> None:
        with transaction.atomic():
            self.survey._held().must_be_in_preparation()
            record("objectives.question_removed", self, by=by, page=self.survey)
            self.delete()

    @classmethod
    def order(cls: Any, survey, keys: list[int], *, by) -> None:
        """In the order of `keys`; those not named come after."""
        with transaction.atomic():
            held = survey._held()
            held.must_be_in_preparation()
            rows = {each.pk: each for each in held.questions.all()}
            placed = [rows.pop(key) for key in keys if key in rows] + list(rows.values())
            for place, each in enumerate(placed):
                each.position = place
            cls.objects.bulk_update(placed, ["position"])
            record("objectives.questions_ordered", held, by=by)
