from __future__ import annotations

from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from regie.journal.models import Event as Said
from regie.lib.refused import Refused
from regie.objectives.models import Audience, Objective
from regie.people.models import Holding, Role
from regie.plan.models import Activity, Campaign, Event, Piece, Refusal
from regie.plan.reading.campaigns import lines_of
from regie.plan.tests.world import campaign, channel
from regie.work import homes
from regie.work.models import Board, Delivery, Run, Task

pytestmark = pytest.mark.django_db


def said(thing) -> list[str]:
    return [event.verb for event in Said.objects.about(thing).order_by("pk")]


def test_a_campaign_takes_a_name_that_none_has_or_had(ines):
    brio = campaign(ines, "Brio")
    brio.rename("Brio 2", by=ines)
    for name in ("BRIO 2", "brio"):
        with pytest.raises(Refused):
            Campaign.prepare(name, by=ines)


def test_what_carries_the_name_of_a_campaign_follows_it(ines, home):
    brio = campaign(ines, "Brio")
    task = Task.make("Write", by=ines, campaign="Brio")
    board = Board.objects.create(name="Brio", columns="status", made_by=ines, campaign="Brio")
    awaited = Delivery.ask("Range", home, by=ines, campaign="Brio")
    aim = Objective.draft("Sell it", by=ines, campaign="Brio", language="en")
    other = Task.make("Elsewhere", by=ines, campaign="Another")
    brio.edit(by=ines, revision=1, name="  Brio   launch ")
    for each in (task, board, awaited, aim):
        each.refresh_from_db()
        assert each.campaign == "Brio launch"
    other.refresh_from_db()
    assert other.campaign == "Another"
    assert brio.known_as == ["Brio launch", "Brio"]
    assert said(brio)[-1] == "plan.campaign_edited"


def test_a_form_that_was_open_while_the_name_changed_meets_a_conflict(ines):
    from regie.journal.models import Stale

    brio, task = campaign(ines, "Brio"), Task.make("Write", by=ines, campaign="Brio")
    opened = task.revision
    brio.rename("Brio 2", by=ines)
    with pytest.raises(Stale):
        task.edit(by=ines, revision=opened, campaign="Brio")


def test_a_playbook_dates_everything_in_working_days_and_hangs_risks_on_challenges(ines, home):
    channel()
    lead = Role.objects.create(name="Responsable marketing", domain=home)
    Holding.objects.create(role=lead, person=ines)
    made = Campaign.from_playbook("product_launch", "Brio", date(2027, 3, 1), by=ines, owner=ines)
    assert made.starts_on == date(2027, 3, 1) and made.ends_on == date(2027, 5, 27)  # sixty working days, holidays apart
    rows = {each.name: each for each in made.activities.all()}
    assert len(rows) == 9
    assert all(each.starts_on.weekday() < 5 for each in rows.values())
    assert rows["Reveal"].waits_on.get().earlier == rows["Something is coming"]
    assert rows["Day of trials"].event.begins_at.date() == rows["Day of trials"].starts_on
    assert [target.of for target in rows["Reveal"].pieces.get().targets.all()] == ["views", "clicks", "leads"]
    assert [(place.letter, place.role) for place in made.places.all()] == [("A", lead)]
    assert made.risks.count() == 4


def test_every_playbook_makes_a_campaign_in_both_languages_with_and_without_dates(ines):
    from django.utils.translation import override

    from regie.plan.playbooks import PLAYBOOKS

    channel()
    for key, playbook in PLAYBOOKS.items():
        for language, day in (("en", date(2027, 3, 6)), ("fr", None)):
            with override(language):
                made = Campaign.from_playbook(key, f"{key} {language}", day, by=ines)
            assert made.activities.count() == len(playbook.actions)
            assert made.activities.exclude(starts_on=None).exists() == bool(day)


def test_a_copy_has_all_dates_moved_and_nothing_of_what_happened(ines, jonas):
    brio = Campaign.from_playbook("event", "Open day", date(2027, 3, 1), by=ines) if channel() else None
    brio.place(jonas, "R", by=ines)
    first = brio.activities.get(name="Invitations")
    first.pieces.first().count({"views": 900}, by=ines)
    again = brio.copy("Open day in autumn", date(2027, 9, 1), by=ines)
    gap = date(2027, 9, 1) - date(2027, 3, 1)
    assert again.starts_on == brio.starts_on + gap and again.copied_from == brio
    week = homes.week()
    pairs = list(zip(brio.activities.order_by("pk"), again.activities.order_by("pk"), strict=True))
    assert [new.starts_on for _old, new in pairs] == [week.next_working(old.starts_on + gap) for old, _new in pairs]
    assert all(week.is_working(day) for _old, new in pairs for day in (new.starts_on, new.ends_on))
    twin = again.activities.get(name="Invitations")
    assert twin.pieces.count() == 2 and twin.pieces.first().targets.get(of="views").reached is None
    hours = {timezone.localtime(each.activities.get(name="The event").event.begins_at).hour for each in (brio, again)}
    assert hours == {14}
    assert again.places.filter(person=jonas, letter="R").exists()
    assert again.activities.get(name="The event").waits_on.get().earlier == twin


def test_an_event_copied_from_winter_to_summer_keeps_its_hour(ines):
    brio = campaign(ines, starts_on=date(2027, 1, 4))
    day = Activity.plan(brio, "Open day", channel("events"), by=ines, starts_on=date(2027, 1, 13))
    Event.hold(day, timezone.make_aware(datetime(2027, 1, 13, 14)), by=ines, place="Nantes")
    again = brio.copy("Open day in summer", date(2027, 7, 5), by=ines)
    assert timezone.localtime(again.activities.get().event.begins_at) == timezone.make_aware(datetime(2027, 7, 15, 14))


def test_what_was_learnt_may_be_said_better_after_the_end(ines):
    brio = campaign(ines)
    with pytest.raises(Refused, match="not been launched"):
        brio.learn("Nothing yet", by=ines)
    brio.launch(by=ines)
    brio.learn("The film brings rides", by=ines)
    brio.end("The film brings rides", by=ines)
    brio.learn("The film brings rides when it ends on a date", by=ines)
    said = Said.objects.about(brio).filter(verb="plan.campaign_learnt").first()
    assert said.changes == {"learnt": ["The film brings rides", "The film brings rides when it ends on a date"]}
    brio.refresh_from_db()
    assert brio.learnt.endswith("on a date") and brio.status == "ended"


def test_a_file_is_taken_out_until_the_campaign_has_ended(ines):
    brio = campaign(ines)
    kept, other = (brio.enclose(SimpleUploadedFile(name, b"words"), by=ines) for name in ("brief.txt", "old.txt"))
    brio.take_out(other, by=ines)
    assert [each.file.name for each in brio.enclosed.all()] == ["brief.txt"]
    assert Said.objects.about(brio).first().data["file"] == "old.txt"
    brio.end("Nothing", by=ines)
    with pytest.raises(Refused, match="has ended"):
        brio.take_out(kept, by=ines)


def test_a_live_activity_of_a_paused_campaign_is_held(ines):
    brio = campaign(ines)
    brio.launch(by=ines)
    film = Activity.plan(brio, "Film", channel(), by=ines, starts_on=date(2020, 3, 1), ends_on=date(2099, 3, 1))
    film.begin(by=ines)
    assert lines_of([film], ines)[0].standing.state == "good"
    brio.pause("Stopped", by=ines)
    standing = lines_of([film], ines)[0].standing
    assert (standing.state, standing.held) == ("watch", "its campaign is paused")


def test_a_copy_of_a_campaign_without_a_beginning_says_so(ines):
    with pytest.raises(Refused, match="no beginning"):
        campaign(ines, starts_on=None).copy("Again", date(2027, 1, 4), by=ines)


def test_a_campaign_is_launched_paused_goes_on_and_ends_with_what_was_learnt(ines, jonas):
    brio = campaign(ines, owner=jonas)
    begun = Activity.plan(brio, "Reveal", channel(), by=ines)
    never = Activity.plan(brio, "Film", channel(), by=ines)
    brio.launch(by=ines, on=date(2027, 3, 1))
    assert brio.launched_at.date() == date(2027, 3, 1) and brio.launched_by == ines
    begun.begin(by=ines)
    with pytest.raises(Refused, match="Say why"):
        brio.pause(" ", by=ines)
    brio.pause("No stock left", by=ines)
    with pytest.raises(Refused, match="paused"):
        never.begin(by=ines)
    brio.resume(by=ines)
    with pytest.raises(Refused, match="learnt"):
        brio.end("", by=ines)
    brio.end("Trials sell, posters do not.", by=ines)
    begun.refresh_from_db()
    never.refresh_from_db()
    assert (brio.status, begun.status, never.status) == ("ended", "done", "dropped")
    assert said(brio)[-4:] == ["plan.campaign_launched", "plan.campaign_paused", "plan.campaign_resumed", "plan.campaign_ended"]
    for change in (
        lambda: brio.edit(by=ines, message="x"),
        lambda: brio.place(ines, "R", by=ines),
        lambda: brio.end("x", by=ines),
    ):
        with pytest.raises(Refused, match="ended"):
            change()
    assert jonas.notifications.filter(event__verb="plan.campaign_launched").exists()


def test_a_closed_gate_refuses_the_launch_and_the_refusal_is_kept(ines):
    from regie.plan.models import Constraint

    Constraint.lay_down("strategy", "An objective is compulsory", by=ines)
    brio = campaign(ines)
    with pytest.raises(Refused, match="An objective is compulsory"):
        brio.launch(by=ines)
    brio.refresh_from_db()
    assert brio.status == "draft" and Refusal.objects.get().campaign == brio


def test_a_new_accountable_takes_the_place_of_the_one_before(ines, jonas):
    brio = campaign(ines)
    brio.place(ines, "A", by=ines)
    brio.place(jonas, "A", by=ines)
    assert [(place.letter, place.person) for place in brio.places.all()] == [("A", jonas)]


def test_a_campaign_moves_as_a_whole_until_it_is_launched(ines):
    brio = campaign(ines)
    reveal = Activity.plan(brio, "Reveal", channel(), by=ines, starts_on=date(2027, 3, 10))
    Piece.add(reveal, "Post", by=ines, goes_out_on=date(2027, 3, 11))
    assert [each.activity for each in brio.move(date(2027, 4, 1), by=ines)] == [brio, reveal]
    reveal.refresh_from_db()
    assert (brio.ends_on, reveal.starts_on, reveal.pieces.get().goes_out_on) == (
        date(2027, 5, 31), date(2027, 4, 10), date(2027, 4, 11),
    )  # fmt: skip
    brio.launch(by=ines)
    with pytest.raises(Refused, match="launched"):
        brio.move(date(2027, 5, 1), by=ines)


def test_who_stands_in_the_team_sees_the_campaign_and_others_do_not(ines, helene, paul):
    brio = campaign(ines)
    assert brio in Campaign.objects.visible_to(helene)
    assert brio not in Campaign.objects.visible_to(paul)
    brio.place(paul, "C", by=ines)
    assert brio in Campaign.objects.visible_to(paul)
    assert not Campaign.objects.editable_by(paul).exists() and not Campaign.objects.editable_by(helene).exists()
    reveal = Activity.plan(brio, "Reveal", channel(), by=ines)
    assert reveal in Activity.objects.visible_to(paul)


def test_an_edit_says_which_audiences_changed(ines):
    brio, families = campaign(ines), Audience.describe(by=ines, name="Families")
    assert brio.edit(by=ines, audiences=[families]) == {"audiences": ["", "Families"]}
    assert Run.objects.count() == 0


def test_an_activity_that_changes_asks_those_anew_who_approved_the_campaign_without_it(ines, helene):
    from regie.plan import gates
    from regie.plan.models import Constraint
    from regie.work.models import Approval

    law = Constraint.lay_down("law", "Advertising rules", by=ines, person=helene)
    brio = campaign(ines)
    law.ask(brio, by=ines)
    approval = Approval.objects.get()
    approval.stages.get().verdicts.get().give("approved", by=helene, seal=approval.edition.seal)
    assert gates.of(brio)[0].is_open
    Activity.plan(brio, "Prize draw", channel(), by=ines, content_type="contest")
    assert not gates.of(brio)[0].is_open
