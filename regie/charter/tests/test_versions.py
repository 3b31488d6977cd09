"""Versions: edited in place, consented to, objected to, compared, exported; and what nothing keeps."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from regie.charter.exporting import as_markdown, as_reading
from regie.charter.models import Charter, Competency, Deliverable, NotProposed, Version, Wording
from regie.charter.pages import own_holes
from regie.charter.reading import read
from regie.charter.registrations import remind_of_looks
from regie.charter.understanding import clause, differences, names
from regie.charter.views.versions import between
from regie.journal.models import Event, Notification, Stale
from regie.people.models import Domain, Person

pytestmark = pytest.mark.django_db


def first(version, section="responsibilities") -> Wording:
    return version.wordings.filter(section=section, is_note=False).first()


def test_consent_puts_a_version_in_force_and_replaces_the_one_before(in_force, helene, ines):
    proposal = in_force.propose_copy(by=ines)
    proposal.consent(by=helene)
    in_force.refresh_from_db()
    assert (in_force.state, proposal.state) == ("replaced", "in_force")
    assert proposal.consents.get().person == helene
    assert Event.objects.filter(verb="charter.consent_given", actor=helene).count() == 2
    with pytest.raises(NotProposed):
        proposal.consent(by=helene)


def test_a_lead_records_consent_in_the_delegators_name(version, ines, helene, signed_in):
    signed_in(ines).post(reverse("charter:consent", args=[version.number]))
    consent = version.consents.get()
    assert consent.person == version.delegator()
    assert consent.recorded_by == ines
    assert consent.is_in_name


def test_an_objection_keeps_the_version_proposed_and_shows_its_reason(version, helene, ines, signed_in):
    client = signed_in(helene)
    assert client.post(reverse("charter:objection", args=[version.number]), {"reason": ""}).status_code == 422
    client.post(reverse("charter:objection", args=[version.number]), {"reason": "The budget is not mine to give"})
    version.refresh_from_db()
    assert version.state == "proposed"
    assert "The budget is not mine to give" in signed_in(ines).get(reverse("charter:index")).content.decode()
    assert Notification.objects.filter(person=ines, event__verb="charter.objection_made").exists()


def test_a_member_may_not_consent(version, jonas, signed_in):
    assert signed_in(jonas).post(reverse("charter:consent", args=[version.number])).status_code == 403


def test_rewording_a_line_in_force_opens_a_proposal_and_leaves_it_as_it_is(in_force, jonas):
    wording = first(in_force)
    kept = wording.reword(by=jonas, revision=wording.revision, text="Say it otherwise", data={"name": None})
    assert kept.version.state == "proposed"
    assert kept.line == wording.line
    wording.refresh_from_db()
    assert wording.text != "Say it otherwise"
    assert Event.objects.filter(verb="charter.wording_edited", actor=jonas).get().changes["text"] == [
        wording.text,
        "Say it otherwise",
    ]


def test_two_people_who_reword_one_line_do_not_lose_words(version, ines, jonas, signed_in):
    wording = first(version)
    address = reverse("charter:clause_edit", args=[wording.pk])
    typed = {"name": "Mine", "rest": "first", "revision": wording.revision}
    assert signed_in(ines).post(address, typed).status_code == 302
    answer = signed_in(jonas).post(address, typed | {"name": "Other words"})
    assert answer.status_code == 409
    assert "Other words" in answer.content.decode()
    assert "Mine first" in answer.content.decode()


def test_rewording_on_the_version_in_force_is_stale_when_the_proposal_says_otherwise(in_force, ines, jonas):
    wording = first(in_force)
    wording.reword(by=ines, revision=wording.revision, text="By Inès")
    with pytest.raises(Stale):
        wording.reword(by=jonas, revision=wording.revision, text="By Jonas")


def test_lines_are_added_moved_and_removed_in_the_proposal(version, ines):
    row = list(version.wordings.filter(section="constraints", is_note=False))
    row[0].move(by=ines, to=1)
    assert [each.pk for each in version.wordings.filter(section="constraints", is_note=False)][:2] == [row[1].pk, row[0].pk]
    added = version.add_line("constraints", "No flyers", by=ines)
    assert version.wordings.filter(section="constraints").last() == added
    added.remove(by=ines)
    assert not version.wordings.filter(text="No flyers").exists()


def test_a_difference_is_readable_line_by_line(in_force, ines):
    wording = first(in_force)
    kept = wording.reword(by=ines, text=wording.text + " Every month.")
    kept.version.add_line("challenges", "Something new", by=ines)
    kinds = {row["kind"] for part in between(in_force, kept.version) for row in part["rows"]}
    assert kinds == {"changed", "new"}


def test_words_compared_give_both_texts_back():
    old, new = "A point is made every quarter, with all.", "A point is made every month, with finance."
    pieces = differences.words(old, new)
    assert "".join(each.text for each in pieces if each.kind != "new") == old
    assert "".join(each.text for each in pieces if each.kind != "gone") == new


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("Équipe de développement produit", "Équipe de développement du produit", "same"),
        ("Service client", "Service clients", "same"),
        ("Sales team", "The sales department", "same"),
        ("Finance", "Legal", "different"),
    ],
)
def test_names_of_one_domain_are_matched_loosely(one, other, verdict):
    assert names.same_domain(one, other) == verdict


def test_buyers_are_outside_and_customer_service_is_not():
    assert names.is_outside("Current and potential customers")
    assert names.is_outside("Partenaires")
    assert not names.is_outside("Service clients")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_export_read_again_is_the_same_charter(version, language):
    again = read(as_markdown(version, language))
    assert again.content() == as_reading(version).content()


def test_the_coverage_page_names_what_nothing_keeps(version, ines, jonas, signed_in):
    kinds = {each.kind for each in own_holes(version)}
    assert {"consent", "look", "deliverable", "competency", "rule"} <= kinds
    Competency.objects.first().hold([jonas], by=ines)
    Deliverable.objects.owed().first().assign(by=ines, person=jonas)
    after = own_holes(version)
    assert sum(each.kind == "competency" for each in after) == Competency.objects.count() - 1
    assert sum(each.kind == "deliverable" for each in after) == Deliverable.objects.owed().count() - 1
    assert signed_in(ines).get(reverse("charter:coverage")).status_code == 200


def test_leads_are_reminded_once_when_the_date_to_look_has_passed(version, ines):
    charter = Charter.objects.get()
    charter.look_again_on(timezone.localdate() - timedelta(days=1), by=ines)
    remind_of_looks()
    remind_of_looks()
    assert Notification.objects.filter(person=ines, event__verb="charter.look_due").count() == 1
    charter.refresh_from_db()
    charter.look_again_on(timezone.localdate(), by=ines)
    remind_of_looks()
    assert Notification.objects.filter(person=ines, event__verb="charter.look_due").count() == 2


def test_other_departments_read_what_is_in_force_and_no_draft(version, draft, paul, helene, signed_in):
    client = signed_in(paul)
    assert client.get(reverse("charter:version", args=[version.number])).status_code == 404
    assert client.get(reverse("charter:reading", args=[draft.pk])).status_code == 404
    assert client.get(reverse("charter:import")).status_code == 403
    version.consent(by=helene)
    assert client.get(reverse("charter:version", args=[version.number])).status_code == 200
    assert client.post(reverse("charter:clause_remove", args=[first(version).pk])).status_code == 404


def test_the_charter_page_costs_the_same_for_more_lines(version, ines, signed_in, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, address = signed_in(ines), reverse("charter:version", args=[version.number])
    client.get(address)
    with CaptureQueriesContext(connection) as before:
        client.get(address)
    for number in range(15):
        version.add_line("challenges", f"Challenge {number}", by=ines)
    with CaptureQueriesContext(connection) as after:
        client.get(address)
    assert len(after) <= len(before)


def test_a_clean_date_reaches_the_version(version):
    assert isinstance(Version.objects.get().updated_on, date)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_fields_edited_apart_from_the_words_survive_an_export(version, ines, signed_in, language):
    money = next(each for each in version.wordings.filter(section="resources") if each.data.get("amount"))
    fields = {"name": money.data.get("name") or "", "rest": clause.rest(money.data | {"text": money.text}), "group": "Money"}
    typed = fields | {"amount": "2 750,5", "currency": "CHF", "period": "half_year", "per": "campaign"}
    address = reverse("charter:clause_edit", args=[money.pk])
    assert signed_in(ines).post(address, typed | {"revision": money.revision}).status_code == 302
    talk = first(version, "reviews")
    typed = {"name": talk.data["name"], "rhythm": "quarterly", "minutes_min": "20", "minutes_max": "35"}
    typed |= {"participants": "Inès; research and design; the board", "revision": talk.revision}
    assert signed_in(ines).post(reverse("charter:clause_edit", args=[talk.pk]), typed).status_code == 302
    again = read(as_markdown(version, language))
    assert again.content() == as_reading(version).content()
    kept = next(each for each in again.resources if each.amount == Decimal("2750.5"))
    assert (kept.currency, kept.period, kept.per) == ("CHF", "half_year", "campaign")
    assert again.reviews[0].participants == ["Inès", "research and design", "the board"]


def test_an_amount_that_nobody_touched_follows_the_words_it_was_read_from(version, ines, signed_in):
    money = next(
        each for each in version.wordings.filter(section="resources") if each.data.get("currency") and each.data.get("period")
    )
    data = money.data
    typed = {"name": "", "rest": "€99,500 a month", "group": data.get("group") or "", "revision": money.revision}
    typed |= {key: data.get(key) or "" for key in ("amount", "currency", "period", "per")}
    signed_in(ines).post(reverse("charter:clause_edit", args=[money.pk]), typed)
    money.refresh_from_db()
    assert (money.data["amount"], money.data["period"]) == (99500, "month")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_rule_confirmed_in_all_its_slots_survives_an_export(version, ines, signed_in, language):
    csat = next(each for each in version.wordings.filter(section="metrics") if each.data.get("code") == "CSAT")
    slots = {
        "subject": "change_percent",
        "since": "year_before",
        "side": "<",
        "limit": "=",
        "compare": "year_before",
        "amount": "7,5",
    }
    slots |= {
        "unit": "percent",
        "periods": "3",
        "period": "quarter",
        "per": "platform",
        "minimum": "50",
        "minimum_measure": "answers",
    }
    address = reverse("charter:clause_threshold", args=[csat.pk, 0])
    lacking = {f"t0-{key}": value for key, value in slots.items() if key != "minimum_measure"}
    assert signed_in(ines).post(address, lacking | {"revision": csat.revision, "act": "confirm"}).status_code == 422
    typed = {f"t0-{key}": value for key, value in slots.items()}
    assert signed_in(ines).post(address, typed | {"revision": csat.revision, "act": "confirm"}).status_code == 302
    again = read(as_markdown(version, language))
    rule = next(each for each in again.metrics if each.code == "CSAT").thresholds[0]
    assert (rule.subject, rule.since, rule.compare, rule.minimum_measure) == (
        "change_percent",
        "year_before",
        "year_before",
        "answers",
    )
    assert (rule.op, rule.amount, rule.periods, rule.period, rule.per) == ("<=", Decimal("7.5"), 3, "quarter", "platform")
    assert again.content() == as_reading(version).content()


def test_a_line_moved_by_hand_takes_its_place_and_the_group_it_came_to(version, ines, jonas, paul, signed_in):
    row = list(version.wordings.filter(section="competencies", is_note=False))
    groups = [each.data["group"] for each in row]
    border = next(at for at, each in enumerate(groups) if each != groups[0])
    order = [each.pk for each in row if each != row[0]]
    order.insert(border + 1, row[0].pk)  # below the first two of the next group
    assert signed_in(paul).post(reverse("charter:clause_order"), {"order": order}).status_code == 404
    assert signed_in(jonas).post(reverse("charter:clause_order"), {"order": order}).status_code == 204
    assert list(version.wordings.filter(section="competencies", is_note=False).values_list("pk", flat=True)) == order
    row[0].refresh_from_db()
    assert row[0].data["group"] == groups[border]
    assert signed_in(jonas).post(reverse("charter:clause_order"), {"order": order[1:]}).status_code == 409


def test_a_line_taken_out_comes_back_in_its_words_and_its_place(version, ines, signed_in):
    row = list(version.wordings.filter(section="challenges", is_note=False))
    row[1].remove(by=ines)
    assert signed_in(ines).post(reverse("charter:line_restoration", args=[row[1].line_id])).status_code == 302
    again = list(version.wordings.filter(section="challenges", is_note=False))
    assert [each.line_id for each in again] == [each.line_id for each in row]
    assert (again[1].text, again[1].data) == (row[1].text, row[1].data)


def test_the_word_of_a_delegator_whom_nobody_knows_is_not_that_of_the_lead_who_records_it(version, ines, signed_in):
    version.named.filter(part="delegator").update(name="The board", person=None)
    Domain.objects.update(delegator=None)
    Person.objects.filter(standing="delegator").update(standing="neighbour")
    page = signed_in(ines).post(reverse("charter:consent", args=[version.number]), follow=True).content.decode()
    consent = version.consents.get()
    assert (consent.person, consent.recorded_by) == (None, ines)
    assert "The board consented on" in page
    assert Event.objects.get(verb="charter.consent_recorded").data["delegator"] == "The board"
