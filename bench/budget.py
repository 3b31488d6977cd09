"""The budget with 50,000 lines, 50,000 commitments and 100,000 invoices: milliseconds in the server and number of queries.

    python bench/run.py budget                 its page, seen by campaign too, its lists, one line, and figures for the metrics

Through Django's test client (middleware, templates and queries, no socket); twenty openings after two that warm up.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import time
from datetime import date, timedelta
from decimal import Decimal

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regie.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

LINES, INVOICES = 50_000, 100_000
PAGES = (
    ("budget of a quarter", "/plan/budget/?quarter=2026-Q4"),
    ("budget of a quarter that has ended", "/plan/budget/?quarter=2026-Q1"),
    ("budget by campaign", "/plan/budget/?quarter=2026-Q4&by=campaign"),
    ("list of lines", "/plan/budget/lines/"),
    ("list of lines, by what is spent", "/plan/budget/lines/?sort=-spent"),
    ("list of commitments", "/plan/commitments/"),
    ("list of invoices", "/plan/expenses/"),
    ("one line", "/plan/budget/lines/{line}/"),
)


def fill() -> int:
    from regie.people.models import Domain, Organisation, Person
    from regie.plan.models import BudgetLine, Campaign, Channel, Commitment, Envelope, Expense, Portion
    from regie.plan.models.tallying import tally

    chance = random.Random(7)
    Organisation.objects.get_or_create(pk=1, defaults={"name": "Tamarelle", "language": "fr"})
    home = Domain.objects.get_or_create(name="Marketing", defaults={"is_home": True})[0]
    ines = Person.objects.create_user(email="ines@tamarelle.example", name="Inès Carvalho", standing="lead", domain=home)
    campaigns = Campaign.objects.bulk_create([Campaign(name=f"Campaign {number}") for number in range(500)])
    channels = list(Channel.objects.all())
    envelopes = []
    for quarter in range(4):
        first = date(2026, 1 + 3 * quarter, 1)
        last = date(2026 + quarter // 3, (4 + 3 * quarter - 1) % 12 + 1, 1) - timedelta(days=1)
        whole = Envelope.objects.create(name="Quarter", starts_on=first, ends_on=last, amount=120_000_000)
        for part in range(6):
            fields = {"starts_on": first, "ends_on": last, "amount": 20_000_000, "owner": ines}
            envelopes.append(Envelope.objects.create(name=f"Part {part}", parent=whole, **fields))
    now = timezone.now()
    lines = [
        BudgetLine(
            number=f"2026-{number:05}", name=f"Line {number}", envelope=envelopes[number % 24], campaign=campaigns[number % 500],
            channel=channels[number % len(channels)] if channels else None, owner=ines, cost="media", approved_at=now,
        )
        for number in range(LINES)
    ]  # fmt: skip
    lines = BudgetLine.objects.bulk_create(lines, batch_size=2_000)
    portions, commitments, expenses = [], [], []
    for line in lines:
        start = line.envelope.starts_on
        amount = Decimal(chance.randint(500, 9_000))
        months = [date(start.year, start.month + each, 1) for each in range(3)]
        portions += [Portion(line=line, month=month, planned=amount / 2) for month in months]
        paper = {"line": line, "currency": "EUR", "purpose": "Order", "by": ines, "supplier": "Affichage Ouest"}
        on = start + timedelta(days=chance.randint(0, 80))
        commitments.append(
            Commitment(
                **paper,
                net=amount,
                worth=amount,
                on=on,
                status="made",
                made_at=now,
                reference=f"PO-{line.number}",
                expected_on=on + timedelta(days=30),
            )
        )
    Portion.objects.bulk_create(portions, batch_size=5_000)
    commitments = Commitment.objects.bulk_create(commitments, batch_size=5_000)
    for number in range(INVOICES):
        commitment = commitments[number % LINES]
        net = (commitment.net / 4).quantize(Decimal("0.01"))
        expenses.append(
            Expense(
                line=commitment.line, commitment=commitment, net=net, worth=net, currency="EUR", on=commitment.on + timedelta(days=5),
                supplier="Affichage Ouest", reference=f"F-{number}", purpose="Invoice", by=ines,
            )
        )  # fmt: skip
    Expense.objects.bulk_create(expenses, batch_size=5_000)
    with transaction.atomic():
        began = time.perf_counter()
        tally(lines)
        say("sums of all lines counted anew", (time.perf_counter() - began) * 1000, "ms")
    with connection.cursor() as cursor:
        # What a database does by itself after a while; until then PostgreSQL reads no index alone.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return lines[-1].pk


def measured(client: Client, address: str, times: int = 20) -> tuple[float, float, int]:
    """Median and 95th percentile in milliseconds, and queries."""
    client.get(address)
    with CaptureQueriesContext(connection):
        assert client.get(address).status_code == 200
        queries = len(connection.queries_log)
    spans = []
    for _time in range(times):
        began = time.perf_counter()
        client.get(address)
        spans.append((time.perf_counter() - began) * 1000)
    return statistics.median(spans), sorted(spans)[int(times * 0.95) - 1], queries


def say(name: str, value: float, unit: str, n: int = LINES) -> None:
    print(json.dumps({"name": name, "value": round(value, 1), "unit": unit, "n": n, "database": connection.vendor}), flush=True)


def main() -> None:
    from regie.metrics.models import Measure
    from regie.people.models import Person
    from regie.plan.budget import flowing

    settings.ALLOWED_HOSTS = ["testserver"]
    line = fill()
    client = Client()
    client.force_login(Person.objects.get(email="ines@tamarelle.example"))
    for name, address in PAGES:
        median, high, queries = measured(client, address.format(line=line))
        say(f"{name}, median", median, "ms")
        say(f"{name}, p95", high, "ms")
        say(f"{name}, queries", queries, "queries")
    Measure.create(by=None, key="spend", name="Spend", unit="currency", dimensions=["campaign", "channel"])
    for name in ("figures of spend, first time", "figures of spend, nothing new"):
        began = time.perf_counter()
        written = flowing.flow()
        say(name, (time.perf_counter() - began) * 1000, "ms", written)


if __name__ == "__main__":
    main()
