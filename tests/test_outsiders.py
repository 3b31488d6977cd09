"""What somebody outside sees by a link: one page, read only, until it is closed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regie.people.models import OpenLink
from tests.rights_world import SECRET, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(ines, jonas, home):
    cache.clear()
    return build(ines, jonas, home)


def path_of(link: OpenLink) -> str:
    return reverse("open_link", args=[link.token])


@pytest.fixture
def metric_link(world, jonas):
    from regie.metrics.models import Metric

    return OpenLink.give("metrics.read_metric", Metric.objects.get(key=world["metrics"]["key"]), by=jonas, given_to="Agence Mer")


@pytest.fixture
def minutes_link(world):
    return OpenLink.objects.get(act="reviews.read_minutes")


def test_a_member_gives_a_metric_from_its_page_and_the_outsider_reads_it(client, jonas, world):
    from regie.metrics.models import Metric

    metric = Metric.objects.get(key=world["metrics"]["key"])
    client.force_login(jonas)
    page = client.get(metric.get_absolute_url()).content.decode()
    assert 'value="metrics.read_metric"' in page
    address = reverse("people:link_new", args=["metrics.metric", metric.pk])
    assert address in page
    answer = client.post(address, {"act": "metrics.read_metric", "given_to": "Agence Mer", "days": "7"})
    assert answer.status_code == 201
    link = OpenLink.objects.get(given_to="Agence Mer")
    assert link.address in answer.content.decode()
    outside = Client().get(path_of(link))
    assert outside.status_code == 200
    assert metric.name in outside.content.decode()
    link.refresh_from_db()
    assert link.uses == 1


@pytest.mark.parametrize("which", ["metric_link", "minutes_link"])
def test_the_page_leads_nowhere_and_may_not_be_kept(which, request):
    link = request.getfixturevalue(which)
    answer = Client().get(path_of(link))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'class="rail' not in page
    assert 'href="/' not in page.replace('href="/static/', "")
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] in (
        "no-referrer",
        "strict-origin",
        "same-origin",
    )  # never the address itself to another house
    assert answer["X-Robots-Tag"] == "noindex"


def test_the_minutes_show_what_was_said_there_and_nothing_of_another_review(minutes_link):
    page = Client().get(path_of(minutes_link)).content.decode()
    assert f"{SECRET} was said before" in page
    for elsewhere in (f"{SECRET} live", f"{SECRET} is proposed", f"{SECRET} to do", f"{SECRET} comment"):
        assert elsewhere not in page


def test_the_metric_shows_no_decision_breach_comment_or_file(metric_link):
    page = Client().get(path_of(metric_link)).content.decode()
    for elsewhere in (f"{SECRET} comment", f"{SECRET}.csv", f"{SECRET} driver"):
        assert elsewhere not in page


def test_a_link_opens_nothing_else_than_its_page(metric_link):
    browser = Client()
    browser.get(path_of(metric_link))
    for path in ("/", metric_link.subject.get_absolute_url(), f"/metrics/{metric_link.subject.key}/chart.csv", "/people/"):
        assert browser.get(path).status_code == 302


def test_a_closed_an_ended_and_a_changed_link_are_over(client, jonas, metric_link):
    path = path_of(metric_link)
    assert Client().get(path[:-3] + "x/").status_code == 410
    OpenLink.objects.filter(pk=metric_link.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(path).status_code == 410
    OpenLink.objects.filter(pk=metric_link.pk).update(expires_at=timezone.now() + timedelta(days=1))
    assert Client().get(path).status_code == 200
    client.force_login(jonas)
    assert client.post(reverse("people:link_end", args=[metric_link.pk])).status_code == 302
    assert Client().get(path).status_code == 410


def test_minutes_that_are_written_again_are_not_shown(minutes_link, ines):
    minutes_link.subject.reopen(by=ines, because="A word is missing")
    assert Client().get(path_of(minutes_link)).status_code == 410


def test_only_those_of_the_team_give_a_link(client, helene, paul, world):
    address = reverse("people:link_new", kwargs=world["people:link_new"])
    for person in (helene, paul):
        client.force_login(person)
        answer = client.post(address, {"act": "reviews.read_minutes", "given_to": "A friend", "days": "60"})
        assert answer.status_code == 403


def test_guessing_addresses_is_slowed_down(metric_link):
    browser = Client()
    answers = [browser.get(f"/account/open/guess-{guess}/").status_code for guess in range(62)]
    assert set(answers[:60]) == {410}
    assert answers[-1] == 429
