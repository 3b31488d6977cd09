"""Two who decide in the same second, on the database that lets them: each is heard, one after the other."""

import threading

import pytest
from django.db import close_old_connections, connection

from regie.lib.refused import Refused
from regie.work.models import Verdict
from regie.work.tests.approving import ask, content

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite writes one at a time by itself"),
]
assert connection


def at_once(*verbs):
    """Run all in threads that start together; returns what each was refused with."""
    start, refused = threading.Barrier(len(verbs)), []

    def turn(verb):
        start.wait()
        try:
            verb()
        except Refused as refusal:
            refused.append(str(refusal.sentence))
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=turn, args=[verb]) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return refused


def give(approval, who, decision, reason=""):
    verdict = Verdict.objects.get(stage__approval=approval, decider=who)
    return lambda: verdict.give(decision, by=who, seal=approval.edition.seal, reason=reason)


@pytest.mark.parametrize("turn", range(3))
def test_two_who_approve_together_close_it_once(jonas, ines, helene, turn):
    approval = ask(content(jonas), ines, helene, by=jonas, rule="all")
    assert at_once(give(approval, ines, "approved"), give(approval, helene, "approved")) == []
    approval.refresh_from_db()
    assert approval.outcome == "approved"
    assert approval.stages.get().verdicts.filter(decision="approved").count() == 2


def test_where_one_is_enough_the_second_is_told_that_it_is_closed(jonas, ines, helene):
    approval = ask(content(jonas), ines, helene, by=jonas, rule="one")
    refused = at_once(give(approval, ines, "approved"), give(approval, helene, "refused", "Trop cher."))
    assert len(refused) == 1
    approval.refresh_from_db()
    assert approval.outcome in {"approved", "refused"}


def test_a_double_click_decides_once(jonas, ines):
    approval = ask(content(jonas), ines, by=jonas)
    assert len(at_once(*[give(approval, ines, "approved")] * 3)) == 2


def test_a_change_while_somebody_approves_leaves_nothing_approved_that_was_not_seen(jonas, ines):
    from regie.work import subjects

    thing = content(jonas)
    approval = ask(thing, ines, by=jonas)
    at_once(give(approval, ines, "approved"), lambda: thing.edit(by=jonas, text="Autre texte"))
    thing.refresh_from_db()
    assert not subjects.is_approved(thing)
    approval.refresh_from_db()
    assert approval.outcome in {"approved", "reopened"}
