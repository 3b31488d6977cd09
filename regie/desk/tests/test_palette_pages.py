"""The palette leads to the pages of every room, and to reports, by their names."""

from __future__ import annotations

from datetime import date

import pytest

from regie.people.models import Domain
from regie.reports.models import Report
from regie.ui import verbs

pytestmark = pytest.mark.django_db


def found(client, person, sought: str) -> str:
    client.force_login(person)
    return client.get("/palette/", {"q": sought}).content.decode()


@pytest.mark.parametrize(
    ("sought", "address"),
    [
        ("budget", "/plan/budget/"),
        ("constraint", "/plan/constraints/"),
        ("affinity", "/plan/affinity/"),
        ("exchange", "/plan/rates/"),
        ("media plan", "/plan/media/"),
        ("audiences", "/objectives/audiences/"),
        ("follow-ups", "/reviews/follow-ups/"),
        ("who can", "/people/rights/"),
        ("approvals", "/work/approvals/"),
    ],
)
def test_a_page_of_a_room_is_found_by_its_name(client, ines, sought, address):
    assert f'href="{address}"' in found(client, ines, sought)


def test_who_may_not_read_a_page_does_not_find_it(client, paul):
    assert 'href="/plan/budget/"' not in found(client, paul, "budget")


@pytest.mark.parametrize("sought", ["Q3", "T3 2026", "2026-Q3", "report"])
def test_a_report_is_found_by_its_quarter(client, ines, sought):
    report = Report.objects.create(domain=Domain.objects.home(), quarter=date(2026, 7, 1), language="en", made_by=ines)
    assert f'href="/reports/{report.pk}/"' in found(client, ines, sought)


def test_no_two_verbs_begin_by_the_same_keys():
    keys = [verb.keys for verb in verbs.VERBS.values() if verb.keys]
    assert sorted(keys) == sorted(set(keys))
