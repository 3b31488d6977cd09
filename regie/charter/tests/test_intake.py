"""A text comes in, is reviewed and accepted."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from regie.charter.models import Charter, Competency, Correction, Deliverable, Line, Reading, Resource, Version, Wording
from regie.charter.reviewing import reviewed
from regie.journal.models import Event, Stale
from regie.people.models import Domain, Person

pytestmark = pytest.mark.django_db


def test_a_pasted_text_becomes_a_draft_that_survives_leaving_the_page(signed_in, ines, text):
    answer = signed_in(ines).post(reverse("charter:import"), {"text": text})
    draft = Reading.objects.get()
    assert answer.headers["Location"] == draft.get_absolute_url()
    assert draft.file.content.read().decode("utf8") == text
    assert str(draft) in signed_in(ines).get(reverse("charter:import")).content.decode()


def test_a_word_file_gets_a_sentence_and_keeps_nothing(signed_in, ines):
    upload = SimpleUploadedFile("charter.docx", b"PK\x03\x04" + b"word/document.xml" * 20)
    answer = signed_in(ines).post(reverse("charter:import"), {"text": "my words", "file": upload})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Word" in page
    assert "my words" in page
    assert not Reading.objects.exists()


def test_accepting_makes_lines_people_domains_amounts_and_deliverables(version, ines):
    charter = Charter.objects.get()
    assert version.number == 1
    assert version.state == "proposed"
    assert version.wordings.filter(section="responsibilities", is_note=False).count() == 7
    assert Competency.objects.count() == version.wordings.filter(section="competencies", is_note=False).count()
    assert Deliverable.objects.owed().count() == version.wordings.filter(section="customers", is_note=False).count()
    assert Domain.objects.filter(is_home=False).exists()
    budget = Resource.objects.exclude(amount=None).filter(currency="EUR").first()
    assert budget is not None
    assert budget.period
    assert Person.objects.filter(name=version.named.filter(part="delegatee").first().person.name).exists()
    assert Event.objects.about(charter).filter(verb="charter.reading_accepted", actor=ines).exists()


def test_accepting_twice_gives_the_same_version(draft, ines):
    assert draft.accept(by=ines) == Reading.objects.get(pk=draft.pk).accept(by=ines)
    assert Version.objects.count() == 1


def test_a_failure_while_accepting_leaves_nothing_half_written(draft, ines, monkeypatch):
    from regie.charter import growth

    def fails(version, by):
        raise RuntimeError

    monkeypatch.setitem(growth.GROWERS, "failing", fails)
    with pytest.raises(RuntimeError):
        draft.accept(by=ines)
    assert not Version.objects.exists()
    assert not Line.objects.exists()
    assert Reading.objects.get().state == Reading.State.DRAFT


def test_an_item_left_out_or_kept_as_a_note_is_so_in_the_version(draft, ines):
    draft.correct("responsibilities.0", by=ines, act=Correction.Act.LEAVE)
    draft.correct("responsibilities.1", by=ines, act=Correction.Act.NOTE)
    version = draft.accept(by=ines)
    assert version.wordings.filter(section="responsibilities", is_note=False).count() == 5
    assert version.wordings.filter(section="responsibilities", is_note=True).count() == 1


def test_a_note_becomes_a_constraint(draft, ines, signed_in):
    notes = [each for each in reviewed(draft).entries if each.kind == "note"]
    before = len(draft.data["constraints"])
    address = reverse("charter:reading_act", args=[draft.pk, notes[0].path])
    assert signed_in(ines).post(address, {"act": "move", "section": "constraints"}).status_code == 302
    assert draft.accept(by=ines).wordings.filter(section="constraints", is_note=False).count() == before + 1


def test_two_people_who_correct_one_item_do_not_lose_words(draft, ines, jonas, signed_in):
    entry = next(each for each in reviewed(draft).entries if each.path == "responsibilities.0")
    address = reverse("charter:reading_item", args=[draft.pk, entry.path])
    field = f"{entry.anchor}-"
    signed_in(ines).post(address, {f"{field}name": "Words of Inès", f"{field}rest": "", "revision": "0"})
    answer = signed_in(jonas).post(address, {f"{field}name": "Words of Jonas", f"{field}rest": "", "revision": "0"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Words of Inès" in page
    assert "Words of Jonas" in page
    assert Correction.objects.get().data["name"] == "Words of Inès"
    with pytest.raises(Stale):
        draft.correct(entry.path, by=jonas, revision=0, data={})


def test_a_rule_is_confirmed_by_its_slots(draft, ines, signed_in):
    entry = next(each for each in reviewed(draft).entries if each.section == "metrics" and each.open_thresholds)
    place = next(at for at, each in enumerate(entry.thresholds) if not each.get("confirmed"))
    prefix = f"{entry.anchor}-t{place}-"
    slots = {"side": "<", "compare": "constant", "amount": "85", "periods": "2"}
    address = reverse("charter:reading_threshold", args=[draft.pk, entry.path, place])
    signed_in(ines).post(address, {f"{prefix}{key}": value for key, value in slots.items()} | {"act": "confirm"})
    rule = next(each for each in reviewed(draft).entries if each.path == entry.path).thresholds[place]
    assert (rule["compare"], rule["op"], rule["amount"], rule["periods"], rule["confirmed"]) == ("constant", "<", 85, 2, True)


def test_a_rule_without_its_base_is_not_confirmed(draft, ines, signed_in):
    entry = next(each for each in reviewed(draft).entries if each.section == "metrics" and each.open_thresholds)
    address = reverse("charter:reading_threshold", args=[draft.pk, entry.path, 0])
    answer = signed_in(ines).post(address, {f"{entry.anchor}-t0-side": "<", "act": "confirm"})
    assert answer.status_code == 422
    assert not Correction.objects.exists()


def test_percent_or_points_is_asked_and_remembered(draft, ines, signed_in):
    asked = [(entry, each) for entry in reviewed(draft).entries for each in entry.questions if each.code == "percent_or_points"]
    entry, question = asked[0]
    address = reverse("charter:reading_answer", args=[draft.pk, entry.path])
    signed_in(ines).post(address, {"code": question.code, "about": question.about, "choice": "points"})
    version = draft.accept(by=ines)
    wording = next(each for each in version.wordings.filter(section="metrics") if each.data.get("name") == entry.lead)
    rule = wording.data["thresholds"][int(question.about.split(".")[3])]
    assert (rule["unit"], rule["confirmed"]) == ("points", True)


def test_the_review_page_costs_the_same_for_a_longer_text(signed_in, ines, draft, text, django_assert_max_num_queries):
    address = reverse("charter:reading", args=[draft.pk])
    client = signed_in(ines)
    client.get(address)
    with django_assert_max_num_queries(25):
        assert client.get(address).status_code == 200


def test_a_newer_text_shows_what_changed_and_replaces_nothing_silently(in_force, text, ines):
    first = Wording.objects.filter(version=in_force, section="responsibilities").first()
    second = Wording.objects.filter(version=in_force, section="responsibilities")[1]
    old_words = first.text.split(",")[0].split(" ")[-1]
    newer = text.replace(old_words, "elsewhere", 1) if old_words in text else text
    lines = [line for line in newer.split("\n") if clause_of(second) not in line.replace("*", "")]
    draft = Reading.bring("\n".join(lines), by=ines, name="newer.md")
    seen = reviewed(draft)
    assert seen.base == in_force
    assert [each.earlier.line_id for each in seen.gone] == [second.line_id]
    draft.correct(seen.gone[0].path, by=ines, act=Correction.Act.KEEP_OLD)
    newer_version = draft.accept(by=ines)
    in_force.refresh_from_db()
    assert in_force.state == "in_force"
    assert newer_version.state == "proposed"
    assert newer_version.wordings.filter(line=second.line).get().text == second.text
    assert newer_version.wordings.filter(line=first.line).exists()


def clause_of(wording) -> str:
    return wording.text[:60]


def test_what_was_confirmed_is_not_asked_again_of_the_same_words(draft, ines, text):
    for entry in reviewed(draft).entries:
        if entry.thresholds:
            rules = [{**each, "confirmed": True, "compare": "constant", "op": "<", "amount": 1} for each in entry.thresholds]
            draft.correct(entry.path, by=ines, data={"thresholds": rules}, settled=True)
    draft.accept(by=ines)
    again = reviewed(Reading.bring(text, by=ines))
    assert not [each for each in again.entries if each.section == "metrics" and each.is_open]


def test_a_metric_called_otherwise_keeps_its_line_by_its_code(version, ines, text):
    again = Reading.bring(text.replace("Customer acquisition cost (CAC)", "What a customer costs us (CAC)"), by=ines)
    cac = next(each for each in reviewed(again).entries if each.data.get("code") == "CAC")
    assert cac.match.kind == "changed"
    assert cac.match.earlier.data["code"] == "CAC"


def test_a_party_said_to_be_a_known_domain_is_so_wherever_the_text_names_it(draft, ines, text):
    known = Domain.objects.create(name="Bikes")
    for entry in reviewed(draft).entries:
        if entry.section == "dependencies":
            name = "Bikes design"
            answers = {} if entry.path != "dependencies.0" else {"same_domain:dependencies.0": "one_domain"}
            draft.correct(entry.path, by=ines, data={"name": name, "answers": answers}, settled=True)
    version = draft.accept(by=ines)
    rows = Deliverable.objects.filter(line__in=version.wordings.filter(section="dependencies").values("line"))
    assert {each.domain for each in rows} == {known}
