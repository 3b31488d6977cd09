"""A worker that is killed loses nothing: its row comes free when the lease runs out, and only one takes it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# A program of its own, with one leased table: what is tested is the dying of a process.
PROGRAM = """
import os, sys, time
from datetime import timedelta
from urllib.parse import urlsplit
import django
from django.conf import settings

address = os.environ.get("LEASE_DATABASE", "")
if address:
    parts = urlsplit(address)
    database = {"ENGINE": "django.db.backends.postgresql", "NAME": parts.path[1:], "USER": parts.username,
                "PASSWORD": parts.password or "", "HOST": parts.hostname, "PORT": parts.port}
else:
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": sys.argv[2],
                "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL"}}
settings.configure(DATABASES={"default": database}, INSTALLED_APPS=[], USE_TZ=True)
django.setup()
from django.db import connection, models
from regie.lib.leases import Leased, LeasedQuerySet, LeaseLost

class Job(Leased):
    taken = models.IntegerField(default=0)
    done = models.BooleanField(default=False)
    objects = LeasedQuerySet.as_manager()
    class Meta:
        app_label = "trial"
        db_table = "lease_trial"

what = sys.argv[1]
if what == "make":
    with connection.schema_editor() as editor:
        if "lease_trial" in connection.introspection.table_names():
            editor.delete_model(Job)
        editor.create_model(Job)
    Job.objects.bulk_create(Job() for _ in range(int(sys.argv[3])))
elif what == "hold":
    job = Job.objects.filter(done=False).take(seconds=float(sys.argv[3]))
    print("took" if job else "none", flush=True)
    time.sleep(60)
elif what == "try":
    job = Job.objects.filter(done=False).take(seconds=60)
    print("took" if job else "none", flush=True)
elif what == "late":
    job = Job.objects.take(seconds=0.2)
    time.sleep(0.5)
    Job.objects.take(seconds=60)
    for verb in (job.renew, job.release):
        try:
            verb()
            print("kept")
        except LeaseLost:
            print("lost")
elif what == "pass":  # so much time goes by, for the lease
    held = Job.objects.get()
    Job.objects.filter(pk=held.pk).update(leased_until=held.leased_until - timedelta(seconds=float(sys.argv[3])))
elif what == "drain":
    count = 0
    while job := Job.objects.filter(done=False).order_by("pk").take(seconds=30):
        Job.objects.filter(pk=job.pk).update(taken=models.F("taken") + 1, done=True)
        job.renew()
        job.release()
        count += 1
    print(count)
elif what == "report":
    print(Job.objects.filter(taken=1, done=True, leased_by="").count(), Job.objects.exclude(taken=1).count())
"""


@pytest.fixture
def trial(tmp_path, settings):
    """Start the program: `trial("try")` gives what it printed, `trial.start(…)` the running process."""
    program = tmp_path / "trial.py"
    program.write_text(PROGRAM)
    environment = os.environ | {"PYTHONPATH": str(ROOT), "LEASE_DATABASE": os.environ.get("REGIE_DATABASE", "")}

    def start(what: str, *rest: object) -> subprocess.Popen:
        command = [sys.executable, program, what, tmp_path / "trial.sqlite3", *rest]
        return subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, text=True, env=environment)

    def finish(what: str, *rest: object) -> str:
        out, _nothing = start(what, *rest).communicate(timeout=60)
        return out.strip()

    finish.start = start
    return finish


def test_a_row_of_a_killed_worker_is_taken_again_when_its_lease_ends(trial):
    trial("make", 1)
    holder = trial.start("hold", 600)
    assert holder.stdout.readline().strip() == "took"
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert trial("try") == "none"
    trial("pass", 601)
    assert trial("try") == "took"


def test_a_worker_that_was_too_slow_hears_that_it_lost_its_row(trial):
    trial("make", 1)
    assert trial("late").split() == ["lost", "lost"]


def test_workers_side_by_side_take_each_row_once(trial):
    trial("make", 40)
    workers = [trial.start("drain") for _ in range(3)]
    taken = [int(worker.communicate(timeout=60)[0]) for worker in workers]
    assert sum(taken) == 40
    assert trial("report") == "40 0"
