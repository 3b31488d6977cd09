"""Channels: there from the start, told apart, held, measured, and judged for each audience beside what figures say."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from regie.journal.models import Event
from regie.lib.periods import Grain, Period
from regie.lib.refused import Refused
from regie.metrics.models import Batch, Measure, Metric
from regie.metrics.staging import Entry
from regie.objectives.models import Audience
from regie.people.models import Role
from regie.plan import known_channels
from regie.plan.models import Affinity, Campaign, Channel
from regie.plan.reading import suiting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def from_the_start(home):
    known_channels.make(Channel)  # a base made without its changes has none


@pytest.fixture
def craftsmen(ines):
    return Audience.describe(by=ines, name="Craftsmen")


def channel(key):
    return Channel.objects.get(key=key)


def last_month():
    return Period.of(timezone.localdate(), Grain.MONTH).previous.start


def test_the_channels_of_the_trade_are_there_from_the_start():
    wanted = {"search", "search-ads", "display", "affiliation", "email", "instagram", "content", "press", "print", "radio"}
    wanted |= {"television", "outdoor", "events", "partners", "sales", "referral", "mail", "sms", "podcast"}
    assert wanted <= set(Channel.objects.values_list("key", flat=True))
    assert {each.ownership for each in Channel.objects.all()} == {"paid", "owned", "earned"}


def test_making_them_again_changes_nothing():
    many = Channel.objects.count()
    channel("radio").edit(by=None, name="Morning radio")
    known_channels.make(Channel)
    assert Channel.objects.count() == many and str(channel("radio")) == "Morning radio"


def test_each_is_fit_to_be_kept_and_says_its_name_in_both_languages():
    for each in Channel.objects.all():
        each.full_clean()
        with translation.override("en"):
            english = str(each)
        with translation.override("fr"):
            assert str(each), english
    with translation.override("fr"):
        assert str(channel("outdoor")) == "Affichage"


def test_a_channel_is_described_edited_and_put_away(client, ines):
    client.force_login(ines)
    role = Role.objects.create(name="Media buyer", domain=ines.domain)
    typed = {
        "name": "Tram posters", "ownership": "paid", "push": "push", "place": "offline", "breadth": "many", "cost": "fixed",
        "lead_days": "20", "role": role.pk, "called": "Tramway, Affichage tram; Tramway",
    }  # fmt: skip
    assert client.post(reverse("plan:channel_new"), typed).status_code == 302
    made = Channel.objects.get(name="Tram posters")
    assert made.called == ["Tramway", "Affichage tram"] and made.role == role
    client.post(reverse("plan:channel_retirement", args=[made.pk]))
    made.refresh_from_db()
    assert made.retired_at is not None
    assert [each.verb for each in Event.objects.about(made).order_by("pk")] == ["plan.channel_described", "plan.channel_retired"]


def test_two_channels_may_not_share_a_name_even_one_that_is_there_from_the_start(client, ines):
    client.force_login(ines)
    ines.language = "en"
    ines.save()
    typed = {"name": "radio", "ownership": "paid", "push": "push", "place": "offline", "breadth": "many", "cost": "fixed"}
    answer = client.post(reverse("plan:channel_new"), typed)
    assert answer.status_code == 422 and "A channel has this name." in answer.content.decode()


def test_a_name_that_was_taken_meanwhile_is_not_taken_back(ines):
    first = Channel.describe(by=ines, name="Trams", ownership="paid", push="push", place="offline", breadth="many")
    first.retire(by=ines)
    Channel.describe(by=ines, name="trams", ownership="paid", push="push", place="offline", breadth="many")
    with pytest.raises(Refused):
        first.bring_back(by=ines)


def test_the_list_is_filtered_by_what_a_channel_is(client, ines):
    client.force_login(ines)
    ines.language = "en"
    ines.save()
    page = client.get(reverse("plan:channels"), {"place": "offline", "push": "pull"}).content.decode()
    assert "Point of sale" in page and "Television" not in page and "Website" not in page


def test_the_list_asks_as_often_for_many_channels_as_for_few(client, ines, django_assert_max_num_queries):
    client.force_login(ines)
    campaign = Campaign.objects.create(name="Brio", owner=ines)
    for each in Channel.objects.all():
        campaign.activities.create(name=f"On {each.key}", channel=each)
    with django_assert_max_num_queries(20):
        assert client.get(reverse("plan:channels")).status_code == 200


def test_a_judgement_is_kept_with_its_reason_changed_and_taken_back(ines, craftsmen):
    Affinity.judge(channel("radio"), craftsmen, 3, by=ines, because="On their round")
    Affinity.judge(channel("radio"), craftsmen, 3, by=ines, because="On their round")
    Affinity.judge(channel("radio"), craftsmen, 1, by=ines, because="Nobody called")
    assert Affinity.objects.get().judged == 1
    Affinity.judge(channel("radio"), craftsmen, None, by=ines)
    assert not Affinity.objects.exists()
    told = Event.objects.about(channel("radio")).order_by("pk").values_list("verb", flat=True)
    assert list(told) == ["plan.affinity_judged", "plan.affinity_judged", "plan.affinity_taken_back"]


def test_the_matrix_keeps_only_the_cells_that_were_changed(client, ines, craftsmen):
    client.force_login(ines)
    radio, mail = channel("radio"), channel("email")
    Affinity.judge(mail, craftsmen, 4, by=ines, because="They answer")
    here, there = f"{radio.pk}-{craftsmen.pk}", f"{mail.pk}-{craftsmen.pk}"
    Affinity.judge(mail, craftsmen, 2, by=ines, because="They stopped")  # somebody else, while the page was open
    typed = {
        f"was-{here}": "|",
        f"degree-{here}": "3",
        f"was-{there}": "4|They answer",
        f"degree-{there}": "4",
        f"because-{there}": "They answer",
    }
    assert client.post(reverse("plan:affinities"), typed).status_code == 302
    assert Affinity.objects.get(channel=radio).judged == 3
    assert Affinity.objects.get(channel=mail).judged == 2


def test_one_cell_comes_back_with_room_for_its_reason_where_scripts_run(client, ines, craftsmen):
    client.force_login(ines)
    key = f"{channel('radio').pk}-{craftsmen.pk}"
    answer = client.post(
        f"{reverse('plan:affinities')}?cell={key}", {f"was-{key}": "|", f"degree-{key}": "2"}, headers={"HX-Request": "true"}
    )
    page = answer.content.decode()
    assert answer.status_code == 200 and f'id="because-{key}"' in page and "<table" not in page


def test_a_cell_of_nothing_that_is_there_is_not_found(client, ines):
    client.force_login(ines)
    assert client.post(reverse("plan:affinities"), {"was-999-999": "|", "degree-999-999": "2"}).status_code == 404


def _figures(ines, rows):
    spend = Measure.create(
        by=ines, name="Spend", key="spend_by", unit="currency", currency="EUR", dimensions=["channel", "audience"]
    )
    leads = Measure.create(by=ines, name="Leads", key="leads_by", dimensions=["channel", "audience"])
    metric = Metric.create(
        by=ines, name="Cost per lead", formula="spend_by / leads_by", unit="currency", currency="EUR", direction="lower"
    )
    batch = Batch.open(by=ines, file_name="by.csv")
    entries = []
    for place, (where, whom, money, many) in enumerate(rows, 2):
        said = {"channel": where, "audience": whom}
        entries += [Entry(spend.pk, said, last_month(), money, place), Entry(leads.pk, said, last_month(), many, place)]
    batch.write(entries)
    return metric


def test_nothing_is_measured_where_no_metric_knows_channel_and_audience(ines, craftsmen):
    assert suiting.comparison(ines, Channel.objects.all(), [craftsmen]).metric is None


def test_a_channel_is_measured_for_each_audience_alone_against_the_mean_of_channels(ines, craftsmen):
    families = Audience.describe(by=ines, name="Families")
    rows = [("Radio", "Craftsmen", 8000, 100), ("SEA", "Craftsmen", 2000, 100), ("Radio", "families", 10, 100)]
    metric = _figures(ines, rows)
    found = suiting.comparison(ines, Channel.objects.all(), [craftsmen, families])
    assert found.metric == metric
    radio, search = (found.suits[channel(key).pk, craftsmen.pk] for key in ("radio", "search-ads"))
    assert radio.times == pytest.approx(50 / 80) and radio.is_below  # 80 € against a mean of 50 €: lower is better
    assert search.times == pytest.approx(50 / 20) and search.is_above
    alone = found.suits[channel("radio").pk, families.pk]
    assert alone.times is None  # one channel has nothing to be compared with
    assert (channel("email").pk, craftsmen.pk) not in found.suits


def test_judgement_and_measure_that_part_are_said_in_words(client, ines, craftsmen):
    _figures(ines, [("Radio", "Craftsmen", 8000, 100), ("SEA", "Craftsmen", 2000, 100)])
    Affinity.judge(channel("radio"), craftsmen, 4, by=ines, because="We like it")
    Affinity.judge(channel("search-ads"), craftsmen, 3, by=ines)
    client.force_login(ines)
    ines.language = "en"
    ines.save()
    page = client.get(reverse("plan:affinities")).content.decode()
    assert page.count("judged strong, measured below the mean") == 2  # in the list above, and in its cell
    assert "judged weak" not in page


def test_old_figures_no_longer_measure(ines, craftsmen):
    spend = Measure.create(by=ines, name="Spend", key="spend_by", dimensions=["channel", "audience"])
    Metric.create(by=ines, name="Spend by", formula="spend_by", direction="higher")
    old = date(last_month().year - 2, last_month().month, 1)
    Batch.open(by=ines, file_name="a.csv").write([Entry(spend.pk, {"channel": "Radio", "audience": "Craftsmen"}, old, 3, 2)])
    assert suiting.comparison(ines, Channel.objects.all(), [craftsmen]).suits == {}


def test_a_delegator_reads_the_matrix_and_judges_nothing(client, helene, craftsmen):
    client.force_login(helene)
    page = client.get(reverse("plan:affinities"), {"show": "all"}).content.decode()
    assert "<select" not in page.split('id="main"')[1]
    key = f"{channel('radio').pk}-{craftsmen.pk}"
    assert client.post(reverse("plan:affinities"), {f"was-{key}": "|", f"degree-{key}": "2"}).status_code == 404
    assert not Affinity.objects.exists()
