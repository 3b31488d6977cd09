"""Who is named with an @ in a text: "@Jonas Keller", "@jonas" when only one person is called so."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth import get_user_model

from regie.lib.text import plain

_AT = re.compile(r"(?<![\w.])@(?=\w)")


def mentioned(text: str) -> list[Any]:
    """Active persons named in `text`, each once; one query, none without an @. A first name that two share names nobody."""
    starts = [match.end() for match in _AT.finditer(text)]
    if not starts:
        return []
    people = list(get_user_model().objects.active().exclude(email=None))
    spoken = [plain(text[start : start + 120]) for start in starts]
    first_names: dict[str, list[Any]] = {}
    for person in people:
        first_names.setdefault(plain(person.get_short_name()), []).append(person)
    found: dict[int, Any] = {}
    for words in spoken:
        whole = [person for person in people if _begins(words, plain(person.name))]
        if not whole:
            alike = [people for name, people in first_names.items() if _begins(words, name)]
            whole = alike[0] if len(alike) == 1 and len(alike[0]) == 1 else []
        for person in whole:
            found[person.pk] = person
    return list(found.values())


def _begins(words: str, name: str) -> bool:
    return bool(name) and words.startswith(name) and not words[len(name) : len(name) + 1].isalnum()
