"""The verbs that the journal knows: each room names its own in its `apps.py`.

    verbs.register("metrics.breach_opened", _("%(actor)s saw %(subject)s cross its threshold"), icon="breach",
                   notify=lambda event: [event.subject.metric.owner])

A verb's sentence may use `%(actor)s`, `%(subject)s` and any key of the event's data. It is what anybody reads; one that says
"you" is `told` to those who are notified alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from regie.journal.models import Event


@dataclass(frozen=True)
class Verb:
    key: str
    sentence: Any  # a lazy translation
    icon: str = "edit"
    notify: Callable[[Event], Iterable[Any]] | None = None  # the persons who hear of it by themselves
    words: Callable[[dict], dict[str, str]] | None = None  # keys of the data that the reader's language says otherwise
    told: Any = None  # the sentence as those who are notified read it, where it speaks to them


VERBS: dict[str, Verb] = {}


def register(
    key: str,
    sentence: Any,
    *,
    icon: str = "edit",
    notify: Callable[[Event], Iterable[Any]] | None = None,
    words: Callable[[dict], dict[str, str]] | None = None,
    told: Any = None,
) -> None:
    VERBS[key] = Verb(key, sentence, icon, notify, words, told)
