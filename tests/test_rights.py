"""Who can do what: every address of every room, read and written with an empty form, by each of five people.

The neighbour is asked about things that do not concern them: a word of the team's own may stand on no page they get.
"""

from __future__ import annotations

import logging
from itertools import batched

import pytest
from django.db import connection, transaction
from django.test import Client, override_settings
from django.utils import timezone

from tests.rights_expected import EXPECTED
from tests.rights_world import SECRET, addresses, build, cast, path_of

pytestmark = pytest.mark.long

CAST = ("lead", "member", "delegator", "neighbour", "stranger")
DOOR = "302"  # what a stranger meets unless a fifth answer stands in the row
AT_ONCE = 40  # addresses


def parts() -> list:
    """The addresses of each room, the larger rooms in parts."""
    rooms: dict[str, list[str]] = {}
    for name in EXPECTED:
        rooms.setdefault(name.partition(":")[0], []).append(name)
    return [
        pytest.param(names, id=f"{room}-{place}")
        for room, all_names in sorted(rooms.items(), key=lambda room: -len(room[1]))
        for place, names in enumerate(batched(all_names, AT_ONCE), 1)
    ]


def answers(said: str) -> list[str]:
    found = said.split()
    return found if len(found) == len(CAST) else [*found, DOOR]


def asked(name: str) -> list[tuple[str, str, str]]:
    """`(method, who, expected answer)` of an address."""
    reading, writing = EXPECTED[name]
    found = []
    if reading == "POST":
        found += [("get", "lead", "405")]
    else:
        found += [("get", who, answer) for who, answer in zip(CAST, answers(reading), strict=True)]
    if writing == "=":
        found += [
            ("post", who, answer) for who, answer in zip(CAST, answers(reading), strict=True) if who not in ("lead", "member")
        ]
    else:
        found += [("post", who, answer) for who, answer in zip(CAST, answers(writing), strict=True)]
    return found


class Ask:
    """One question to one browser, after which the world is as it was."""

    def __init__(self) -> None:
        self.has_written = False

    def __call__(self, browser: Client, method: str, path: str) -> tuple[int, bytes]:
        self.has_written = False
        before = transaction.savepoint_create()
        with connection.execute_wrapper(self._watch):
            answer = getattr(browser, method)(path)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        # A rollback makes SQLite read the whole schema again, which costs more than most questions do.
        (transaction.savepoint_rollback if self.has_written else transaction.savepoint_commit)(before)
        return answer.status_code, body

    def _watch(self, execute, sql, params, many, context):
        self.has_written |= not sql.lstrip("( ").upper().startswith(("SELECT", "SAVEPOINT", "RELEASE"))
        return execute(sql, params, many, context)


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker, tmp_path_factory):
    """The world, and a browser for each of five: made once, for no question leaves anything behind."""
    files = tmp_path_factory.mktemp("files")
    at_once = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
    with (
        override_settings(REGIE_HOME=files, MEDIA_ROOT=files, TASKS=at_once, SITE_ADDRESS="http://testserver"),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        people, home = cast()
        world = build(people["lead"], people["member"], home)
        browsers = {who: Client(raise_request_exception=False) for who in CAST}
        for who, person in people.items():
            browsers[who].force_login(person)
        type(people["lead"]).objects.update(seen_at=timezone.now())  # else each page notes that they are here
        yield world, browsers, files
        transaction.set_rollback(True)


def test_every_address_says_who_may_open_it():
    assert {name for name, _slots in addresses()} == set(EXPECTED)


@pytest.mark.django_db
@pytest.mark.parametrize("names", parts())
def test_each_address_answers_each_of_five_as_it_should(house, names, settings):
    world, browsers, settings.MEDIA_ROOT = house
    wrong, ask = [], Ask()
    logging.disable(logging.CRITICAL)
    try:
        for name, slots in [each for each in addresses() if each[0] in names]:
            path = path_of(name, slots, world)
            for method, who, expected in asked(name):
                status, body = ask(browsers[who], method, path)
                if str(status) != expected:
                    wrong.append(f"{method} {path} ({name}) as {who}: {status}, not {expected}")
                if who in ("neighbour", "stranger") and SECRET.encode() in body:
                    wrong.append(f"{method} {path} ({name}) shows {who} what is the team’s own")
    finally:
        logging.disable(logging.NOTSET)
    assert not wrong, "\n".join(wrong)
