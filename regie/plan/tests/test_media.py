"""The media plan: lines that are bought, weeks that make their quantity, totals that keep every cent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from regie.journal.models import Event, Stale
from regie.lib.refused import Refused
from regie.objectives.models import Audience
from regie.plan.models import Activity, BudgetLine, Campaign, Channel, Envelope, MediaLine, Rate
from regie.plan.reading import media as reading


@pytest.fixture
def radio(home):
    return Channel.objects.create(name="Radio", push="push", place="offline", breadth="many", ownership="paid")


@pytest.fixture
def line(jonas, radio):
    campaign = Campaign.prepare("Libre à vélo", by=jonas)
    days = {"starts_on": date(2026, 10, 5), "ends_on": date(2026, 11, 8)}
    price = {"quantity": Decimal(24), "unit": "spot", "unit_price": Decimal(180), "discount": Decimal(15), "currency": "EUR"}
    return MediaLine.buy(campaign, "Radio Littoral", by=jonas, channel=radio, contacts=420_000, reach=96_000, **days, **price)


def test_a_line_says_what_it_costs_and_what_it_brings(line):
    assert (line.gross, line.net, line.frequency, line.per_thousand) == (
        4320,
        Decimal("3672.00"),
        Decimal("4.4"),
        Decimal("8.74"),
    )
    assert Event.objects.filter(verb="plan.media_line_bought").count() == 1


def test_weeks_make_the_quantity(line, jonas):
    assert line.place({date(2026, 10, 5): Decimal(10), date(2026, 10, 12): Decimal(4)}, by=jonas)
    assert (line.quantity, line.flights.count(), line.revision) == (14, 2, 2)
    assert not line.place({date(2026, 10, 5): Decimal(10), date(2026, 10, 12): Decimal(4)}, by=jonas)
    assert Event.objects.filter(verb="plan.media_line_weeks").count() == 1


def test_a_week_outside_the_period_and_one_below_zero_are_refused(line, jonas):
    for week, quantity in ((date(2026, 11, 9), 1), (date(2026, 10, 5), -1)):
        with pytest.raises(Refused):
            line.place({week: Decimal(quantity)}, by=jonas)
    assert not line.flights.exists()


def test_a_period_that_moves_takes_its_weeks_along_and_one_that_shrinks_leaves_them_to_be_placed(line, jonas):
    line.place({date(2026, 10, 5): Decimal(4), date(2026, 11, 2): Decimal(3)}, by=jonas)
    line.edit(by=jonas, starts_on=date(2026, 10, 12), ends_on=date(2026, 11, 15))
    assert list(line.flights.values_list("week", flat=True)) == [date(2026, 10, 12), date(2026, 11, 9)]
    line.edit(by=jonas, ends_on=date(2026, 11, 1))
    assert line.stray == 3
    row = reading.grid([line], date(2026, 10, 5), None).rows[0]
    assert [cell.week for cell in row.cells if cell.is_open][-1] == date(2026, 11, 9)
    with pytest.raises(Refused, match="outside"):
        line.place({date(2026, 11, 9): Decimal(4)}, by=jonas)
    line.place({date(2026, 10, 12): Decimal(4), date(2026, 10, 19): Decimal(3)}, by=jonas)
    assert line.stray == 0 and line.quantity == 7


def test_two_who_edit_a_line_at_once_see_both_texts(client, line, jonas):
    client.force_login(jonas)
    page = client.get(f"/plan/media/{line.pk}/edit/")
    form = page.context["form"]
    typed = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    line.edit(by=jonas, support="Radio Littoral, morning")
    answer = client.post(f"/plan/media/{line.pk}/edit/", typed | {"support": "Radio Littoral, evening"})
    assert answer.status_code == 409
    assert b"Radio Littoral, morning" in answer.content and b"Radio Littoral, evening" in answer.content


def test_an_activity_of_another_campaign_is_refused_and_all_that_was_typed_stays(client, line, jonas, radio):
    other = Activity.plan(Campaign.prepare("Trams", by=jonas), "Posters", radio, by=jonas)
    client.force_login(jonas)
    page = client.get(f"/plan/media/new/?activity={other.pk}").context["form"]
    assert (page["campaign"].value(), page["channel"].value()) == (other.campaign_id, radio.pk)
    typed = {
        "campaign": line.campaign_id, "activity": other.pk, "support": "Journal du Port", "channel": radio.pk, "starts_on": "2026-10-05",
        "ends_on": "2026-10-11", "quantity": "2", "unit": "insertion", "unit_price": "10", "currency": "EUR",
    }  # fmt: skip
    answer = client.post("/plan/media/new/", typed)
    assert answer.status_code == 422 and "belongs to the campaign “Trams”" in answer.content.decode()
    assert b"Journal du Port" in answer.content


def test_who_places_on_what_somebody_changed_is_told(line, jonas):
    line.edit(by=jonas, format="Spot 30 s")
    with pytest.raises(Stale):
        line.place({date(2026, 10, 5): Decimal(1)}, by=jonas, revision=1)


def test_months_have_their_weeks_and_together_every_cent(line, jonas):
    line.place({date(2026, 10, 5): Decimal(10), date(2026, 10, 26): Decimal(7)}, by=jonas)
    found = reading.sums([line])
    months = dict(found.by)["month"]
    assert sum(total.net for total in months) == found.net == line.net
    assert months[0].net == (line.net * 16 / 17).quantize(
        Decimal("0.01")
    )  # six of the seven days of the second week are in October


def test_totals_turn_currencies_and_say_which_they_cannot(line, jonas, radio):
    days = {"starts_on": date(2026, 10, 5), "ends_on": date(2026, 10, 11)}
    more = {"campaign": line.campaign, "channel": radio, "quantity": 1, "unit_price": Decimal(100)} | days
    MediaLine.objects.create(support="Times", currency="GBP", **more)
    MediaLine.objects.create(support="Post", currency="USD", **more)
    Rate.set("USD", date(2026, 9, 1), Decimal("0.9"), by=jonas)
    found = reading.sums(MediaLine.objects.select_related("campaign", "channel", "audience"))
    assert (found.net, found.lines, found.unrated) == (line.net + 90, 2, ["GBP"])


def test_media_above_the_plan_of_their_budget_line_are_said(client, line, jonas):
    envelope = Envelope.objects.create(name="T4", starts_on=date(2026, 10, 1), ends_on=date(2026, 12, 31), amount=9_000)
    budget = BudgetLine.open(envelope, "Radio", by=jonas, months={date(2026, 10, 1): Decimal(3_000)})
    line.edit(by=jonas, budget_line=budget)
    assert reading.against([budget.pk])[budget.pk].over == 672
    client.force_login(jonas)
    page = client.get("/plan/media/", headers={"accept-language": "en"}).content.decode()
    assert "is €672 above its plan" in page


def test_weeks_are_typed_in_the_grid_and_a_slip_keeps_all_that_was_typed(client, line, jonas):
    client.force_login(jonas)
    first, second = f"week-{line.pk}-2026-10-05", f"week-{line.pk}-2026-10-12"
    wrong = client.post(
        "/plan/media/weeks/?show=weeks", {first: "10", second: "dix", f"revision-{line.pk}": "1", "from": "2026-10-05"}
    )
    assert wrong.status_code == 422
    assert 'value="dix"' in wrong.content.decode() and 'value="10"' in wrong.content.decode()
    assert wrong.content.decode().count('aria-invalid="true"') == 1 and not line.flights.exists()
    right = client.post("/plan/media/weeks/?show=weeks", {first: "10", second: "2,5", f"revision-{line.pk}": "1"})
    assert right.status_code == 302
    line.refresh_from_db()
    assert line.quantity == Decimal("12.5")


def test_weeks_that_are_not_shown_stay(client, line, jonas):
    line.place({date(2026, 11, 2): Decimal(3)}, by=jonas)
    client.force_login(jonas)
    client.post("/plan/media/weeks/", {f"week-{line.pk}-2026-10-05": "4", f"revision-{line.pk}": "2"})
    assert dict(line.flights.values_list("week", "quantity")) == {date(2026, 10, 5): 4, date(2026, 11, 2): 3}


def test_a_line_is_bought_changed_and_erased_from_the_pages(client, line, jonas, radio):
    client.force_login(jonas)
    typed = {
        "campaign": line.campaign_id, "support": "Journal du Port", "channel": radio.pk, "starts_on": "2026-10-05", "ends_on": "2026-10-11",
        "quantity": "2", "unit": "insertion", "unit_price": "1 450,50", "discount": "", "currency": "eur", "contacts": "36 000", "reach": "40 000",
    }  # fmt: skip
    refused = client.post("/plan/media/new/", typed)
    assert refused.status_code == 422 and "Journal du Port" in refused.content.decode()
    made = client.post("/plan/media/new/", typed | {"reach": "14 000"})
    paper = MediaLine.objects.get(support="Journal du Port")
    assert made.url == f"/plan/media/{paper.pk}/" and paper.net == Decimal("2901.00")
    client.post(f"/plan/media/{paper.pk}/edit/", typed | {"reach": "", "discount": "10", "revision": "1"})
    paper.refresh_from_db()
    assert (paper.discount, paper.reach) == (10, None)
    assert client.get(f"/plan/media/{paper.pk}/").status_code == 200
    client.post(f"/plan/media/{paper.pk}/erasure/")
    assert not MediaLine.objects.filter(pk=paper.pk).exists()


@pytest.mark.parametrize("show", ["lines", "weeks", "totals"])
def test_queries_do_not_grow_with_lines(client, line, jonas, django_assert_max_num_queries, show):
    audience = Audience.describe(by=jonas, name="Familles")
    client.force_login(jonas)
    client.get("/plan/media/")
    copies = [
        MediaLine(
            campaign=line.campaign, channel=line.channel, audience=audience, support=f"Radio {number}", starts_on=line.starts_on,
            ends_on=line.ends_on, quantity=3, unit_price=10, currency="EUR",
        )
        for number in range(20)
    ]  # fmt: skip
    MediaLine.objects.bulk_create(copies)
    with django_assert_max_num_queries(40):
        page = client.get(f"/plan/media/?show={show}")
    assert "Radio 1" in page.content.decode() or show == "totals"
