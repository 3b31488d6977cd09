"""The worker goes round all sweeps, whatever one of them does."""

from __future__ import annotations

import threading

import pytest

from regie.lib import sweep
from regie.lib.locks import only_one


@pytest.fixture
def sweeps(monkeypatch):
    found: dict = {}
    monkeypatch.setattr(sweep, "SWEEPS", found)
    return found


@pytest.mark.django_db
def test_a_sweep_that_fails_does_not_stop_the_others(sweeps, caplog):
    ran = []

    def fail():
        raise ValueError("no")

    sweep.register("trial.fails", fail)
    sweep.register("trial.works", lambda: ran.append(1))
    assert sweep.Round().go() == ["trial.works"]
    assert ran == [1]
    assert "trial.fails" in caplog.text


@pytest.mark.django_db
def test_a_sweep_comes_round_when_its_time_is_up(sweeps):
    now, ran = [0.0], []
    sweep.register("trial.hourly", lambda: ran.append(now[0]), every=3600)
    around = sweep.Round(clock=lambda: now[0])
    for moment in (0.0, 60.0, 3599.0, 3600.0):
        now[0] = moment
        around.go()
    assert ran == [0.0, 3600.0]


@pytest.mark.django_db(transaction=True)
def test_the_same_sweep_never_runs_twice_at_once(sweeps):
    from django.db import connection

    inside, leave, second = threading.Event(), threading.Event(), []

    def hold():
        with only_one("sweep.trial.slow") as mine:
            assert mine
            inside.set()
            leave.wait(10)
        connection.close()

    sweep.register("trial.slow", lambda: second.append(1))
    holder = threading.Thread(target=hold)
    holder.start()
    try:
        assert inside.wait(10)
        assert sweep.Round().go() == []
    finally:
        leave.set()
        holder.join()
    assert sweep.Round().go() == ["trial.slow"]
    assert second == [1]
