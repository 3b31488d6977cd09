"""Who may what: every address of every room, read and written with an empty form, by each of five people.

The neighbour is asked about things that do not concern them: a word of the team's own may stand on no page they get.
"""

from __future__ import annotations

import logging

import pytest
from django.db import transaction
from django.test import Client

from tests.rights_expected import EXPECTED
from tests.rights_world import SECRET, addresses, build, path_of

CAST = ("lead", "member", "delegator", "neighbour", "stranger")
DOOR = "302"  # what a stranger meets unless a fifth answer stands in the row


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


def test_every_address_says_who_may_open_it():
    assert {name for name, _slots in addresses()} == set(EXPECTED)


@pytest.mark.django_db
def test_each_address_answers_each_of_five_as_it_should(ines, jonas, helene, paul, home):
    world = build(ines, jonas, home)
    browsers = {who: Client(raise_request_exception=False) for who in CAST}
    for who, person in zip(CAST, (ines, jonas, helene, paul), strict=False):
        browsers[who].force_login(person)
    wrong = []
    logging.disable(logging.CRITICAL)
    try:
        for name, slots in addresses():
            path = path_of(name, slots, world)
            for method, who, expected in asked(name):
                before = transaction.savepoint_create()
                answer = getattr(browsers[who], method)(path)
                body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                transaction.savepoint_rollback(before)
                if str(answer.status_code) != expected:
                    wrong.append(f"{method} {path} ({name}) as {who}: {answer.status_code}, not {expected}")
                if who in ("neighbour", "stranger") and SECRET.encode() in body:
                    wrong.append(f"{method} {path} ({name}) shows {who} what is the team’s own")
    finally:
        logging.disable(logging.NOTSET)
    assert not wrong, "\n".join(wrong)
