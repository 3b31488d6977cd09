"""A process killed in the middle of an import: nothing half-written, and the work is done by the next one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from regie.connect.tests.world import rehearsed, spend

WORKER = """
import sys, time
from django.conf import settings
from pathlib import Path
settings.MEDIA_ROOT = Path({files!r})
settings.DATABASES["default"].update({database!r})
import django
django.setup()
from regie.connect import work
from regie.connect.models import Intake
from regie.metrics.models import Batch, Figure
from regie.metrics.staging import Staging

def figures():
    return Figure.objects.count(), Batch.objects.count(), Intake.objects.get(pk={pk}).stage

if "slow" in sys.argv:
    told = Staging.write
    def slow(self, batch):
        outcome = told(self, batch)
        print("written, not committed", flush=True)
        time.sleep(3600)
        return outcome
    Staging.write = slow
    work.go_on({pk})
else:
    print(figures())
    # The lease of the dead still holds; it is drawn out, for a slow machine may need longer than it to come here.
    assert Intake.objects.filter(pk={pk}, leased_until__isnull=False).update(leased_until="2999-01-01T00:00:00Z")
    work.go_on({pk})
    print(figures())
    Intake.objects.filter(pk={pk}).update(leased_until="2020-01-01T00:00:00Z")
    work.go_on({pk})
    print(figures())
"""


@pytest.mark.django_db(transaction=True)
def test_a_killed_write_leaves_nothing_and_the_next_worker_finishes_it(jonas, tmp_path):
    spend(jonas)
    days = "".join(f"2026-{month:02}-{day:02},Instagram,5\n" for month in range(1, 11) for day in range(1, 29))
    intake = rehearsed("Day,Channel,Spend\n" + days, by=jonas)
    intake.write(by=jonas)
    fill = {"files": str(settings.MEDIA_ROOT), "database": _shared_database(tmp_path), "pk": intake.pk}
    code = WORKER
    for name, value in fill.items():
        code = code.replace(f"{{{name}!r}}", repr(value)).replace(f"{{{name}}}", str(value))
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "regie.settings"}
    dying = subprocess.Popen([sys.executable, "-c", code, "slow"], stdout=subprocess.PIPE, env=environment)
    try:
        assert dying.stdout is not None
        assert b"not committed" in dying.stdout.readline()
    finally:
        dying.kill()
        dying.wait()
    next_one = subprocess.run(
        [sys.executable, "-c", code, "next"], capture_output=True, text=True, env=environment, timeout=600, check=True
    )
    assert next_one.stdout.splitlines() == ["(0, 0, 'writing')", "(0, 0, 'writing')", "(280, 1, 'written')"]


def _shared_database(folder: Path) -> dict[str, str]:
    """The test's database as another process can reach it: one in memory is laid down in a file first."""
    if connection.vendor == "sqlite":
        place = str(folder / "regie.sqlite3")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [place])
        return {"NAME": place}
    return {key: str(connection.settings_dict[key]) for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
