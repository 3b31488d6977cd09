"""What surveys and workshops tell the house: their sentences, the links by which others come, what the worker looks at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from regie.journal import verbs as journal
from regie.lib import sweep
from regie.lib.refused import Refused
from regie.people import links
from regie.people.models import Person

REMIND_BEFORE = 2  # days before the last one


def _named(event: Any) -> Iterable[Any]:
    return Person.objects.active().filter(pk__in=event.data.get("people", []))


def _maker(event: Any) -> Iterable[Any]:
    return [event.subject.made_by] if event.subject.made_by_id else []


def _many(data: dict) -> dict[str, str]:
    many = data.get("many", 0)
    return {"many": ngettext("%(many)s person", "%(many)s persons", many) % {"many": many}}


def _answers(data: dict) -> dict[str, str]:
    many = data.get("many", 0)
    return {"many": ngettext("%(many)s answer", "%(many)s answers", many) % {"many": many}}


_SENTENCES = {
    "survey_prepared": (_("%(actor)s prepared the survey “%(subject)s”"), "plus"),
    "survey_edited": (_("%(actor)s changed the survey “%(subject)s”"), "edit"),
    "survey_opened": (_("%(actor)s opened the survey “%(subject)s”"), "send"),
    "question_written": (_("%(actor)s wrote the question “%(subject)s”"), "plus"),
    "question_changed": (_("%(actor)s changed the question “%(subject)s”"), "edit"),
    "question_removed": (_("%(actor)s took the question “%(subject)s” away"), "erase"),
    "questions_ordered": (_("%(actor)s put the questions of “%(subject)s” in another order"), "repeat"),
    "theme_made": (_("%(actor)s made the theme “%(subject)s”"), "columns"),
    "theme_renamed": (_("%(actor)s renamed the theme “%(subject)s”"), "edit"),
    "theme_removed": (_("%(actor)s took the theme “%(subject)s” away"), "erase"),
    "workshop_prepared": (_("%(actor)s prepared the workshop “%(subject)s”"), "plus"),
    "workshop_edited": (_("%(actor)s changed the workshop “%(subject)s”"), "edit"),
    "workshop_opened": (_("%(actor)s began the workshop “%(subject)s”"), "run"),
    "workshop_step": (_("%(actor)s led the workshop “%(subject)s” to another step"), "next"),
    "workshop_reopened": (_("%(actor)s opened the workshop “%(subject)s” again"), "undo"),
}

_COUNTED = {
    "survey_invited": (_("%(actor)s asked %(many)s to answer “%(subject)s”"), "person", _many),
    "survey_reminded": (_("%(many)s were reminded of the survey “%(subject)s”"), "bell", _many),
    "survey_set_aside": (_("%(actor)s set aside what came by the one link of “%(subject)s”: %(many)s"), "lock", _answers),
    "survey_counted": (_("%(actor)s counts again what came by the one link of “%(subject)s”: %(many)s"), "undo", _answers),
}

_TOLD = {
    "survey_closed": (_("The survey “%(subject)s” is closed: its answers can be read"), "check", _maker),
    "workshop_invited": (_("%(actor)s invites you to the workshop “%(subject)s”"), "calendar", _named),
    "workshop_handed": (_("%(actor)s asks you to lead the workshop “%(subject)s”"), "hand", _named),
    "workshop_closed": (_("The workshop “%(subject)s” is over: here is what was found"), "check", _named),
}

for _key, (_sentence, _icon) in _SENTENCES.items():
    journal.register(f"objectives.{_key}", _sentence, icon=_icon)
for _key, (_sentence, _icon, _words) in _COUNTED.items():
    journal.register(f"objectives.{_key}", _sentence, icon=_icon, words=_words)
for _key, (_sentence, _icon, _notify) in _TOLD.items():
    journal.register(f"objectives.{_key}", _sentence, icon=_icon, notify=_notify)


def end_surveys() -> int:
    """Close what is past its last day; two days before it, remind those who have not answered, once."""
    from regie.objectives.models import Survey

    today = timezone.localdate()
    done = 0
    for survey in Survey.objects.open().filter(closes_on__lt=today):
        done += _try(survey.close)
    near = Survey.objects.open().filter(closes_on__gte=today, closes_on__lte=today + timedelta(days=REMIND_BEFORE))
    for survey in near:
        done += _try(partial(survey.remind, since=survey.closes_on - timedelta(days=REMIND_BEFORE)))
    return done


def _try(verb: Any) -> int:
    try:
        verb()
    except Refused:  # somebody was faster
        return 0
    return 1


def _answer(request: Any, link: Any) -> Any:
    from regie.objectives.views.answers import by_one_link

    return by_one_link(request, link)


def _join(request: Any, link: Any) -> Any:
    from regie.objectives.views.seats import join

    return join(request, link)


def register() -> None:
    from regie.objectives.models.surveying import SHARED
    from regie.objectives.models.workshopping import GUESTS

    links.register(
        SHARED, _("answer the survey"), view=_answer, is_for_many=True, keeps_no_trace=lambda survey: survey.is_anonymous
    )
    links.register(GUESTS, _("take part in the workshop"), view=_join, is_for_many=True)
    sweep.register("objectives.end_surveys", end_surveys, every=300)
