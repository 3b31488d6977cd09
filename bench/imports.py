"""A million figures by CSV through the whole way: looked at, rehearsed, written, the same again, undone.

    python bench/imports.py [ROWS]                      on SQLite, in a folder of its own
    REGIE_DATABASE=postgresql://… python bench/imports.py    on PostgreSQL (an empty database)

Prints one JSON line a number: name, value, unit, n, database.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import threading
import time
from datetime import date, timedelta
from pathlib import Path

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
CHANNELS, CAMPAIGNS = 20, 50


def write_file(place: Path) -> None:
    """Days by channel and campaign, as an advertising platform exports them."""
    first, row = date(2023, 1, 1), 0
    with place.open("w", encoding="utf8") as file:
        file.write("Date;Canal;Campagne;Dépense\n")
        while row < ROWS:
            day = (first + timedelta(days=row // (CHANNELS * CAMPAIGNS))).strftime("%d/%m/%Y")
            for number in range(min(CHANNELS * CAMPAIGNS, ROWS - row)):
                file.write(
                    f"{day};Canal {number % CHANNELS};Campagne {number // CHANNELS};{(row + number) % 90000 / 100:.2f}\n".replace(
                        ".", ","
                    )
                )
            row += CHANNELS * CAMPAIGNS


class Peak:
    """The most memory this process held since, read four times a second."""

    def __enter__(self) -> Peak:
        self.most, self._done = 0, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def _watch(self) -> None:
        page = resource.getpagesize()
        while not self._done.wait(0.25):
            self.most = max(self.most, int(Path("/proc/self/statm").read_text().split()[1]) * page)

    def __exit__(self, *_) -> None:
        self._done.set()
        self._thread.join()


def main() -> None:
    folder = tempfile.TemporaryDirectory()
    os.environ["REGIE_HOME"] = folder.name
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regie.settings")
    import django
    from django.conf import settings

    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}  # no worker listens here
    django.setup()
    from django.core.files import File as LocalFile
    from django.core.management import call_command
    from django.db import connection

    from regie.connect import work
    from regie.connect.models import Intake
    from regie.journal.models import File
    from regie.metrics.models import Figure, Measure
    from regie.people.models import Organisation

    call_command("migrate", verbosity=0)
    Organisation.objects.get_or_create(pk=1, defaults={"name": "Tamarelle"})
    measure = Measure.create(
        by=None, name="Dépense", unit="currency", currency="EUR", rhythm="day", dimensions=["channel", "campaign"]
    )
    place = Path(folder.name) / "figures.csv"
    write_file(place)

    def say(name: str, value: float, unit: str) -> None:
        print(
            json.dumps({"name": name, "value": round(value, 1), "unit": unit, "n": ROWS, "database": connection.vendor}),
            flush=True,
        )

    def rehearse() -> Intake:
        with place.open("rb") as content:
            intake = Intake.bring(File.keep(LocalFile(content, name=place.name), by=None), by=None)
        intake.choose(intake.choices)
        began = time.perf_counter()
        work.go_on(intake.pk)
        intake.refresh_from_db()
        assert intake.stage == Intake.Stage.REHEARSED, intake.fault
        say("import.rehearse", ROWS / (time.perf_counter() - began), "rows/s")
        return intake

    with Peak() as peak:
        intake = rehearse()
        assert (intake.new, intake.refused) == (ROWS, 0), (intake.new, intake.refused, intake.reasons)
        intake.write(by=None)
        began, worked = time.perf_counter(), time.process_time()
        work.go_on(intake.pk)
        worked = time.process_time() - worked
        intake.refresh_from_db()
        assert intake.stage == Intake.Stage.WRITTEN, intake.fault
        assert Figure.objects.filter(series__measure=measure).count() == ROWS
        say("import.write", ROWS / (time.perf_counter() - began), "rows/s")
        say("import.write_by_processor_time_of_this_process", ROWS / worked, "rows/s")
        again = rehearse()
        assert again.same == ROWS
        began = time.perf_counter()
        intake.undo(by=None)
        assert not Figure.objects.exists()
        say("import.undo", ROWS / (time.perf_counter() - began), "rows/s")
    say("import.peak_memory", peak.most / 2**20, "MiB")
    folder.cleanup()


if __name__ == "__main__":
    main()
