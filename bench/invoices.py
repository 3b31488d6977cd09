"""A hundred thousand invoices of the accounting through the whole way: looked at, rehearsed, written, the same again, undone.

    python bench/invoices.py [ROWS]                      on SQLite, in a folder of its own
    REGIE_DATABASE=postgresql://… python bench/invoices.py    on PostgreSQL (an empty database)

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
from decimal import Decimal
from pathlib import Path

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
LINES, SUPPLIERS = 200, 400


def write_file(place: Path, numbers: list[str]) -> None:
    """A year of invoices, one in fifty a credit note, one in a hundred on a line that nobody knows."""
    first = date(2026, 1, 1)
    with place.open("w", encoding="utf8") as file:
        file.write("Date;Fournisseur;N° facture;Objet;Montant HT;TVA;Devise;Ligne budgétaire\n")
        for row in range(ROWS):
            day = (first + timedelta(days=row * 364 // ROWS)).strftime("%d/%m/%Y")
            net = f"{'-' if not row % 50 else ''}{row % 900 + 10},{row % 100:02}"
            line = "9999-0001" if not row % 100 else numbers[row % LINES]
            file.write(f"{day};Fournisseur {row % SUPPLIERS};F-{row};Objet de la facture {row};{net};{row % 180},00;EUR;{line}\n")


class Peak:
    """The most memory this process held since, read four times a second."""

    def __enter__(self) -> Peak:
        self.first = self.most = self._now()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    @staticmethod
    def _now() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()

    def _watch(self) -> None:
        while not self._done.wait(0.25):
            self.most = max(self.most, self._now())

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
    from regie.people.models import Organisation
    from regie.plan.models import BudgetLine, Envelope, Expense

    call_command("migrate", verbosity=0)
    Organisation.objects.get_or_create(pk=1, defaults={"name": "Tamarelle"})
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    envelope = Envelope.objects.create(name="Marketing", amount=10**9, **days)
    lines = [
        BudgetLine.open(envelope, f"Ligne {number}", by=None, months={date(2026, 1, 1): Decimal(10_000)})
        for number in range(LINES)
    ]
    place = Path(folder.name) / "achats.csv"
    write_file(place, [line.number for line in lines])

    def say(name: str, value: float, unit: str) -> None:
        line = {"name": name, "value": round(value, 1), "unit": unit, "n": ROWS, "database": connection.vendor}
        print(json.dumps(line), flush=True)

    def rehearse() -> Intake:
        with place.open("rb") as content:
            intake = Intake.bring(File.keep(LocalFile(content, name=place.name), by=None), by=None, target="")
        assert intake.target == "spend", intake.target
        intake.choose(intake.choices)
        began, worked = time.perf_counter(), time.process_time()
        work.go_on(intake.pk)
        intake.refresh_from_db()
        assert intake.stage == Intake.Stage.REHEARSED, intake.fault
        say("invoices.rehearse", time.perf_counter() - began, "s")
        say("invoices.rehearse_by_processor_time_of_this_process", time.process_time() - worked, "s")
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
        assert Expense.objects.count() == ROWS
        say("invoices.write", time.perf_counter() - began, "s")
        say("invoices.write_by_processor_time_of_this_process", worked, "s")
        assert rehearse().same == ROWS
        began = time.perf_counter()
        intake.undo(by=None)
        assert not Expense.objects.exists()
        say("invoices.undo", time.perf_counter() - began, "s")
    say("invoices.peak_memory", peak.most / 2**20, "MiB")
    say("invoices.peak_memory_over_start", (peak.most - peak.first) / 2**20, "MiB")
    folder.cleanup()


if __name__ == "__main__":
    main()
