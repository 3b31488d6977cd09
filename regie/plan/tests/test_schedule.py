"""The plan on one page and by time: what stands in the cells, what is left alone, what clashes, and what a move takes along."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from regie.lib.refused import Refused
from regie.objectives.models import Audience, Objective
from regie.people.models import Absence, Domain
from regie.plan import dated, moves, spans
from regie.plan.models import (
    Activity,
    After,
    BudgetLine,
    Campaign,
    Channel,
    Envelope,
    Event,
    Milestone,
    Piece,
    PieceTarget,
    Portion,
)
from regie.plan.reading import conflicts, matrices, orphans, timelines
from regie.work.models import Delivery

pytestmark = pytest.mark.django_db
EN = {"Accept-Language": "en"}
FIRST = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def november(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 11, 17))


@pytest.fixture
def push():
    return Channel.objects.create(name="Letters", push="push", place="online", breadth="many", ownership="owned", icon="mail")


@pytest.fixture
def pull():
    return Channel.objects.create(
        name="Found by itself", push="pull", place="online", breadth="many", ownership="earned", icon="search"
    )


@pytest.fixture
def brio(ines):
    return Campaign.objects.create(
        name="Brio", owner=ines, status="running", launched_at=timezone.now(),
        starts_on=date(2026, 9, 1), ends_on=date(2027, 6, 30),
    )  # fmt: skip


@pytest.fixture
def families(ines):
    return Audience.describe(by=ines, name="Families", size=84000)


def aim(ines, text, *audiences, metric=None):
    made = Objective.objects.create(
        text=text, owner=ines, status="adopted", language="en",
        starts_on=FIRST, due_on=date(2027, 3, 31), adopted_at=timezone.now(), metric=metric,
    )  # fmt: skip
    made.audiences.set(audiences)
    return made


def act(campaign, channel, name, first, last=None, **fields):
    return Activity.objects.create(campaign=campaign, channel=channel, name=name, starts_on=first, ends_on=last, **fields)


def money(activity, amount, **fields):
    envelope, _made = Envelope.objects.get_or_create(name="Q4", starts_on=FIRST, ends_on=date(2027, 3, 31), amount=100_000)
    number = f"2026-{BudgetLine.objects.count():04}"
    line = BudgetLine.objects.create(number=number, envelope=envelope, name="Line", activity=activity, **fields)
    Portion.objects.create(line=line, month=date(2026, 11, 1), planned=amount)


def plan_of(person, colour="work", **asked):
    return matrices.of(person, spans.of(FIRST, 6), asked, colour)


def test_a_cell_holds_its_activities_with_money_and_the_totals_add_up(ines, brio, push, families):
    orders = aim(ines, "1,500 orders", families)
    letter = act(brio, push, "Letter", date(2026, 11, 20), audience=families, objective=orders)
    act(
        brio, push, "Dropped", date(2026, 11, 20), audience=families, objective=orders, status="dropped", closed_at=timezone.now()
    )
    act(brio, push, "Far away", date(2028, 1, 1), audience=families, objective=orders)
    money(letter, Decimal("9800"))
    money(None, Decimal("200"), objective=orders, audience=families)
    found = plan_of(ines)
    (cell,) = found.lines[0].cells
    assert [(each.slip.name, each.money) for each in cell.shown] == [("Letter", Decimal("9800"))]
    assert (cell.money, cell.loose, found.money) == (Decimal("10000"), Decimal("200"), Decimal("10000"))


def test_orphans_are_named(ines, brio, push, families):
    towns = Audience.describe(by=ines, name="Town halls")
    riders = Audience.describe(by=ines, name="Riders")
    orders, idle = aim(ines, "1,500 orders", families, towns), aim(ines, "Idle one", towns)
    letter = act(brio, push, "Letter", date(2026, 11, 20), audience=families, objective=orders)
    act(brio, push, "Fair", date(2026, 11, 21), audience=towns)
    money(letter, Decimal("9800"))
    found = plan_of(ines)
    assert [line.objective for line in found.unserved] == [idle]
    assert [column.audience for column in found.unspoken] == [riders]
    assert [(line.objective, column.audience) for line, column in found.gaps] == [(orders, towns)]
    assert (found.unmeasured, found.aimless) == (Decimal("9800"), 1)
    words = " ".join(each.words for each in orphans.of(found))
    for each in (
        "“Idle one” has no activity",
        "Nobody speaks to Riders",
        "Town halls: nothing for “1,500 orders”",
        "€9,800 has no metric",
    ):
        assert each in words
    empty = {cell.audience.audience: cell for line in found.lines if line.objective == idle for cell in line.cells}
    assert empty[towns].is_gap and empty[families].is_without_object


def test_what_does_not_fit_a_cell_leads_to_the_list_of_just_that(client, ines, brio, push, families):
    orders = aim(ines, "1,500 orders", families)
    for number in range(170):
        act(brio, push, f"Letter {number}", date(2026, 11, 20), audience=families, objective=orders)
    (cell,) = plan_of(ines).lines[0].cells
    assert cell.count == 170 and 0 < len(cell.shown) < 170
    client.force_login(ines)
    page = client.get(reverse("plan:index") + "?from=2026-10&to=2027-03", headers=EN).text
    assert f"{cell.others} others" in page
    listed = client.get(
        reverse("plan:activities") + f"?from=2026-10&to=2027-03&objective={orders.pk}&audience={families.pk}", headers=EN
    )
    assert "170 activities" in listed.text


def test_an_activity_is_coloured_by_work_by_money_and_by_result(ines, brio, push, families):
    orders = aim(ines, "1,500 orders", families)
    product = Delivery.objects.create(what="Brio", domain=Domain.objects.create(name="Product"), promised_on=date(2027, 3, 3))
    film = act(brio, push, "Film", date(2027, 3, 5), audience=families, objective=orders, release=product)
    piece = Piece.objects.create(activity=film, title="Film")
    PieceTarget.objects.create(piece=piece, of="views", target=100, reached=120)
    money(film, Decimal("100"))

    def state(colour):
        (shown,) = plan_of(ines, colour).lines[0].cells[0].shown
        return shown.standing

    assert state("work").state == "watch" and "3 Mar" in state("work").held
    assert state("money").state == "good"
    assert state("result").state == "good" and "120" in state("result").held


def test_queries_of_each_page_do_not_grow(client, ines, brio, push, families):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(ines)
    orders = aim(ines, "1,500 orders", families)

    def count(address):
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address, headers=EN).status_code == 200
        return len(seen)

    def fill(number):
        before = None
        for each in range(number):
            made = act(brio, push, f"Letter {each}", date(2026, 11, 18), date(2026, 11, 19), audience=families, objective=orders)
            Piece.objects.create(activity=made, title="Piece", goes_out_on=date(2026, 11, 18))
            Milestone.objects.create(name=f"Day {each}", on=date(2026, 11, 18))
            money(made, 100)
            if before:
                After.objects.create(earlier=before, later=made)
            before = made

    addresses = [
        reverse("plan:index"),
        reverse("plan:calendar"),
        reverse("plan:calendar") + "?view=week&by=channel",
        reverse("plan:timeline"),
        reverse("plan:timeline") + "?by=campaign",
        reverse("plan:index") + "?colour=money",
    ]
    fill(14)  # enough that what has no room is left out
    for address in addresses:
        count(address)
    few = [count(address) for address in addresses]
    fill(12)
    assert [count(address) for address in addresses] == few


def test_the_calendar_holds_each_kind_of_dated_thing_and_moves_what_may_move(client, ines, helene, brio, push, families):
    letter = act(brio, push, "Letter week", date(2026, 11, 18), date(2026, 11, 20), audience=families)
    piece = Piece.objects.create(activity=letter, title="First letter", goes_out_on=date(2026, 11, 19))
    Milestone.note(by=ines, name="School holidays", on=date(2026, 11, 23))
    Delivery.objects.create(what="Brio in shops", domain=Domain.objects.create(name="Product"), promised_on=date(2026, 11, 25))
    brio.embargo_until = date(2026, 11, 26)
    brio.save()
    client.force_login(ines)
    page = client.get(reverse("plan:calendar") + "?month=2026-11", headers=EN).text
    for words in ("Letter week", "First letter", "School holidays", "Brio in shops", "embargo until then", "Armistice"):
        assert words in page
    assert f'data-moves="/plan/activities/{letter.pk}/day/"' in page and f'data-moves="/plan/contents/{piece.pk}/day/"' in page
    assert page.count("data-span") == 3
    client.force_login(helene)
    read = client.get(reverse("plan:calendar") + "?month=2026-11", headers=EN).text
    assert "Letter week" in read and "data-moves" not in read


def test_a_room_above_adds_what_it_has_dated(client, ines, monkeypatch):
    def find(first, last, person):
        return [dated.Dated(date(2026, 11, 18), "Quarterly review", "review", "/reviews/1/")]

    monkeypatch.setitem(dated.SOURCES, "told", dated.Source("Told", find))
    client.force_login(ines)
    assert "Quarterly review" in client.get(reverse("plan:calendar") + "?month=2026-11", headers=EN).text
    assert "Quarterly review" not in client.get(reverse("plan:calendar") + "?month=2026-11&channel=1", headers=EN).text


def test_conflicts_are_named_in_words(ines, jonas, brio, push, pull, families):
    product = Delivery.objects.create(what="Brio", domain=Domain.objects.create(name="Product"), promised_on=date(2027, 3, 3))
    act(brio, push, "Letter", date(2026, 12, 1), audience=families, owner=ines)
    act(brio, push, "Call", date(2026, 12, 1), audience=families, owner=ines)
    act(brio, pull, "Search", date(2026, 12, 1), audience=families, owner=ines)
    act(brio, push, "Launch", date(2027, 1, 12), release=product, owner=ines)
    act(brio, push, "Late one", date(2027, 7, 2), owner=ines)
    act(brio, push, "Nobody’s", date(2026, 12, 3))
    Absence.note(jonas, date(2026, 12, 4), date(2026, 12, 6), by=jonas)
    act(brio, push, "His", date(2026, 12, 5), owner=jonas)
    fair = act(brio, push, "Fair", date(2027, 5, 1), owner=ines)
    Event.objects.create(activity=fair, begins_at=timezone.make_aware(datetime(2027, 5, 1, 9)), place="Paris")
    Milestone.note(by=ines, name="Embargo", kind="embargo", on=date(2026, 12, 20), campaign=brio)
    act(brio, push, "Leak", date(2026, 12, 19), owner=ines)
    found = conflicts.between(date(2026, 11, 1), date(2027, 12, 31))
    words = [each.words for each in found]
    assert sum("spoken to twice" in each for each in words) == 1
    assert any("Letter" in each and "Call" in each for each in words) and not any("“Search” and" in each for each in words)
    for name, said in (
        ("Launch", "before “Brio” is there"), ("Late one", "after its campaign"), ("Nobody’s", "Nobody answers"),
        ("His", "is away"), ("Fair", "public holiday"), ("Leak", "under embargo"),
    ):  # fmt: skip
        assert any(name in each and said in each for each in words), (name, words)
    assert all(each.address.startswith("/plan/activities/") for each in found)


def test_a_move_shows_first_what_it_takes_along_and_can_be_undone(client, ines, brio, push):
    film = act(brio, push, "Film", date(2026, 12, 1), date(2026, 12, 10), owner=ines)
    page = act(brio, push, "Page", date(2026, 12, 11), date(2026, 12, 20), owner=ines)
    After.objects.create(earlier=film, later=page)
    client.force_login(ines)
    address = reverse("plan:activity_day", args=[film.pk])
    asked = client.post(address, {"day": "2026-12-05"}, headers={"HX-Request": "true", **EN})
    assert asked.headers["X-Asks-First"] and "Page" in asked.text
    film.refresh_from_db()
    assert film.starts_on == date(2026, 12, 1)
    plain = client.get(f"{address}?day=2026-12-05", headers=EN).text
    assert "1 activity goes along" in plain and 'name="sure"' in plain
    done = client.post(address, {"day": "2026-12-05", "sure": "1"}, headers={"HX-Request": "true", **EN})
    page.refresh_from_db()
    assert (page.starts_on, page.ends_on) == (date(2026, 12, 15), date(2026, 12, 24))
    import json

    undo = json.loads(done.headers["HX-Trigger"])["toast"]["undo"]
    assert client.post(undo, headers={"HX-Request": "true"}).status_code == 200
    film.refresh_from_db()
    page.refresh_from_db()
    assert (film.starts_on, film.ends_on, page.starts_on) == (date(2026, 12, 1), date(2026, 12, 10), date(2026, 12, 11))
    assert client.post(undo, headers={"HX-Request": "true"}).status_code == 409


def test_a_move_that_runs_into_something_asks_first(ines, brio, push, families):
    act(brio, push, "Letter", date(2026, 12, 1), audience=families, owner=ines)
    call = act(brio, push, "Call", date(2026, 12, 2), audience=families, owner=ines)
    assert moves.foresee(call, date(2026, 12, 1), by=ines).clashes
    assert not moves.foresee(call, date(2026, 12, 3), by=ines).is_asked
    call.refresh_from_db()
    assert call.starts_on == date(2026, 12, 2)


def test_a_day_that_is_none_is_said_and_nothing_moves(client, ines, brio, push):
    film = act(brio, push, "Film", date(2026, 12, 1))
    client.force_login(ines)
    answer = client.get(reverse("plan:activity_day", args=[film.pk]) + "?day=tomorrow", headers=EN)
    assert answer.status_code == 422 and "Choose a day" in answer.text and "tomorrow" in answer.text
    with pytest.raises(Refused):
        moves.put_back("1.nonsense.2", by=ines)


@pytest.mark.parametrize("seed", range(6))
def test_however_things_are_moved_all_waits_hold_and_the_way_back_leads_back(ines, brio, push, seed):
    chance = random.Random(seed)
    rows = []
    for number in range(14):
        first = date(2027, 1, 1) + timedelta(days=4 * number)
        rows.append(act(brio, push, f"A{number}", first, first + timedelta(days=chance.randrange(3)), owner=ines))
    for _wait in range(26):
        one, other = sorted(chance.sample(range(14), 2))
        After.objects.get_or_create(earlier=rows[one], later=rows[other], defaults={"days": 1})

    def days():
        return dict(Activity.objects.values_list("pk", "starts_on"))

    for _move in range(8):
        before = days()
        row = Activity.objects.get(pk=chance.choice(rows).pk)
        try:
            moved = row.move(row.starts_on + timedelta(days=chance.randrange(-6, 30)), by=ines)
        except Refused:
            assert days() == before
            continue
        for wait in After.objects.select_related("earlier", "later"):
            assert wait.later.starts_on >= wait.earlier.ends_on + timedelta(days=wait.days)
        if moved and chance.random() < 0.5:
            moves.put_back(moves.way_back(moved).partition("moves=")[2].replace("+", " "), by=ines)
            assert days() == before


def test_the_timeline_groups_bars_draws_waits_and_stands_the_gate(ines, brio, push, pull, families):
    product = Delivery.objects.create(what="Brio", domain=Domain.objects.create(name="Product"), promised_on=date(2027, 3, 3))
    film = act(brio, push, "Film", date(2026, 12, 1), date(2026, 12, 20), audience=families)
    page = act(brio, pull, "Page", date(2027, 1, 5), date(2027, 1, 20), release=product)
    After.objects.create(earlier=film, later=page)
    shown = timelines.of(ines, spans.of(FIRST, 6), {}, "channel")
    assert [name for _y, name in shown.heads] == ["Found by itself", "Letters"]
    assert len(shown.arrows) == 2 and len(shown.gates) == 1  # one waits for the other, and that one for the gate
    assert timelines.gate(ines, {}) == "1 activity waits for the gate of 3 Mar, Brio."
    by_audience = timelines.of(ines, spans.of(FIRST, 6), {}, "audience")
    assert [name for _y, name in by_audience.heads] == ["Families", "Others"]


def test_milestones_are_noted_changed_and_erased(client, ines):
    client.force_login(ines)
    answer = client.post(
        reverse("plan:milestone_new"), {"name": "Fair", "kind": "market", "on": "2026-12-02", "until": "2026-12-01"}, headers=EN
    )
    assert answer.status_code == 422 and "The last day comes before the first" in answer.text
    client.post(reverse("plan:milestone_new"), {"name": "Fair", "kind": "market", "on": "2026-12-02", "until": "2026-12-04"})
    fair = Milestone.objects.get(name="Fair")
    client.post(reverse("plan:milestone_day", args=[fair.pk]), {"day": "2026-12-09"}, headers={"HX-Request": "true"})
    fair.refresh_from_db()
    assert (fair.on, fair.until) == (date(2026, 12, 9), date(2026, 12, 11))
    assert "Fair" in client.get(reverse("plan:milestones"), headers=EN).text
    client.post(reverse("plan:milestone_erasure", args=[fair.pk]))
    assert not Milestone.objects.exists()


def test_months_the_wrong_way_round_are_turned_and_nonsense_is_left_out(rf):
    turned = spans.asked_of(rf.get("/?from=2027-03&to=2026-10"))
    assert (turned.first, turned.last) == (FIRST, date(2027, 3, 31))
    assert spans.asked_of(rf.get("/?from=x&to=9999-99")) == spans.usual()


def test_the_calendar_reads_the_same_state_of_an_activity_as_the_matrix(ines, brio, push):
    from regie.plan.reading import standings

    product = Delivery.objects.create(what="Brio", domain=Domain.objects.create(name="Product"), promised_on=date(2027, 3, 3))
    draft = Campaign.objects.create(name="Draft", status="draft", starts_on=date(2026, 12, 1))
    resting = Campaign.objects.create(name="Resting", status="paused", launched_at=timezone.now(), release=product)
    for campaign in (brio, draft, resting):
        for release in (None, product):
            for status in ("planned", "live", "done"):
                for first in (date(2026, 11, 2), date(2026, 12, 2)):
                    for last in (None, first + timedelta(days=3)):
                        closed = timezone.now() if status == "done" else None
                        act(campaign, push, "One", first, last, status=status, closed_at=closed, release=release)
    today = timezone.localdate()
    told = [standings.of_work(standings.Slip(*each), today).state for each in Activity.objects.values_list(*standings.FIELDS)]
    rows = standings.brief(Activity.objects.all(), today).values_list(*standings.BRIEF, "is_gated", "is_late")
    assert [standings.Brief(*each).state(today) for each in rows] == told
    product.delivered_at = timezone.now()
    product.save()
    told = [standings.of_work(standings.Slip(*each), today).state for each in Activity.objects.values_list(*standings.FIELDS)]
    assert [standings.Brief(*each).state(today) for each in rows.all()] == told and len(set(told)) == 4


def test_what_is_promised_and_invoiced_counts_once_in_the_matrix(ines, brio, push, families):
    from regie.plan.models import Commitment, Expense

    orders = aim(ines, "1,500 orders", families)
    film = act(brio, push, "Film", date(2026, 11, 20), audience=families, objective=orders)
    money(film, Decimal("1000"))
    line = BudgetLine.objects.get(activity=film)
    facts = {"line": line, "net": 900, "currency": "EUR", "worth": 900, "on": date(2026, 11, 3), "purpose": "Film"}
    promise = Commitment.objects.create(status="made", made_at=timezone.now(), **facts)
    Expense.objects.create(commitment=promise, **facts)
    (shown,) = plan_of(ines, "money").lines[0].cells[0].shown
    assert (shown.standing.state, shown.standing.held) == ("good", "")
