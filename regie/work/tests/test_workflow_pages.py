import re
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from regie.journal.models import Event
from regie.lib.refused import Refused
from regie.metrics.library import METRICS as LIBRARY
from regie.metrics.models import Measure, Metric
from regie.work import measured, models_of, planning
from regie.work.engine import outline
from regie.work.engine.model import Duty
from regie.work.engine.timers import spoken
from regie.work.models import Delivery, Run, Workflow
from regie.work.outline_form import Sheet
from regie.work.playbooks import PLAYBOOKS
from regie.work.tests.world import cast, email_workflow
from regie.work.waits import said_wait
from regie.work.whom import Whom


@pytest.fixture
def people(home, ines):
    return cast(home, ines)


@pytest.fixture
def workflow(people, ines):
    return email_workflow(ines)


@pytest.fixture
def draft(workflow, ines):
    return workflow.open_draft(by=ines)


def signed(client, person):
    client.force_login(person)
    return client


def rows(version):
    return outline.rows(models_of.model_of(version))


def fields(html):
    """What a browser would send of the outline's form, read out of the page."""
    from lxml import html as tree

    form = tree.fromstring(html).xpath("//form[.//input[@name='row']]")[0]
    sent = {}
    for name, value in form.fields.items():
        if value is not None:  # a box that is not ticked
            sent.setdefault(name, value)
    sent["row"] = [each.get("value") for each in form.xpath(".//input[@name='row']")]
    for name in {each.get("name") for each in form.xpath(".//*[contains(@name, '-stage-')]")}:
        sent[name] = [
            (each.value if each.tag == "select" else each.get("value")) or "" for each in form.xpath(f".//*[@name='{name}']")
        ]
    return sent


def opened(client, draft):
    return fields(client.get(reverse("work:workflow_draft", args=[draft.workflow_id])).content.decode())


def keep(client, draft, sent, **more):
    return client.post(reverse("work:workflow_outline", args=[draft.workflow_id]), {**sent, "act": "keep"}, **more)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("key", PLAYBOOKS)
def test_a_playbook_shown_as_a_form_and_sent_back_untouched_stays_the_very_same(client, ines, key, language):
    ines.language = language
    ines.save()
    signed(client, ines).post(reverse("work:workflow_new"), {"way": "playbook", "playbook": key})
    draft = Workflow.objects.get(kind=key).draft
    before = draft.xml
    assert keep(client, draft, opened(client, draft)).status_code == 302
    draft.refresh_from_db()
    assert draft.xml == before and draft.revision == 1


def test_what_is_typed_in_the_outline_is_in_the_file_and_the_rest_stays(client, ines, draft):
    sent = opened(signed(client, ines), draft)
    sent |= {"write-name": "Write it well", "write-R": "content, Inès Carvalho", "write-hours": "3,5", "legal-back": "2"}
    assert keep(client, draft, sent).status_code == 302
    draft.refresh_from_db()
    made = {row.id: row for row in rows(draft)}
    assert made["write"].name == "Write it well" and made["write"].hours == 3.5
    assert Duty("R", role="Content") in made["write"].duties and Duty("R", person=ines.email) in made["write"].duties
    assert made["legal"].sent_back_to == "design" and made["write"].checklist == ("Every link was tried",)
    assert draft.revision == 2


def test_a_step_is_added_between_two_and_moved_and_taken_out_without_being_kept(client, ines, draft):
    sent = opened(signed(client, ines), draft)
    address = reverse("work:workflow_outline", args=[draft.workflow_id])
    added = fields(client.post(address, {**sent, "act": "add:legal"}).content.decode())
    new = added["row"][3]
    assert added["row"] == ["write", "design", "legal", new, "final", "send"]
    assert (added[f"{new}-after"], added["final-after"]) == ("3", "4")
    moved = fields(client.post(address, {**added, f"{new}-name": "Translate", "act": f"up:{new}"}).content.decode())
    assert moved[f"{new}-after"] == "4" and moved["final-after"] == "3"  # they still mean each other
    out = fields(client.post(address, {**moved, "act": "remove:legal"}).content.decode())
    assert out[f"{new}-after"] == "1, 2"  # what came after it comes after what was before it
    draft.refresh_from_db()
    assert draft.revision == 1
    assert keep(client, draft, out | {"final-back": "1"}).status_code == 302
    draft.refresh_from_db()
    assert {row.name for row in rows(draft)} == {"Write the text", "Make the visual", "Translate", "Final approval", "Send it"}


def test_faults_stand_at_their_row_and_nothing_typed_is_lost(client, ines, draft):
    sent = opened(signed(client, ines), draft) | {"write-hours": "soon", "design-after": "9", "send-name": "Send at dawn"}
    answer = keep(client, draft, sent)
    html = answer.content.decode()
    assert answer.status_code == 422 and "“soon”" in html and "Send at dawn" in html
    assert 'id="fault-write"' in html and 'id="fault-design"' in html and 'id="fault-send"' not in html
    circle = opened(client, draft) | {"write-after": "5"}
    answer = keep(client, draft, circle)
    assert answer.status_code == 422 and "waits for itself" in answer.content.decode()


def test_of_two_who_edit_the_second_sees_both_and_loses_nothing(client, ines, draft):
    sent = opened(signed(client, ines), draft)
    keep(client, draft, sent | {"write-name": "Theirs"})
    answer = keep(client, draft, sent | {"send-name": "Mine"})
    html = answer.content.decode()
    assert answer.status_code == 409 and "Theirs" in html and 'value="Mine"' in html
    draft.refresh_from_db()
    assert "Theirs" in draft.xml and "Mine" not in draft.xml
    assert keep(client, draft, fields(html)).status_code == 302  # now with the revision that was shown
    draft.refresh_from_db()
    assert "Mine" in draft.xml


def test_what_is_drawn_stands_in_the_outline_at_once_and_an_older_drawing_is_refused(client, ines, draft):
    address = reverse("work:workflow_diagram", args=[draft.workflow_id])
    drawn = draft.xml.replace("Write the text", "Drawn elsewhere")
    assert signed(client, ines).post(address, {"xml": drawn, "revision": 1}).json() == {"revision": 2}
    assert "Drawn elsewhere" in client.get(reverse("work:workflow_outline", args=[draft.workflow_id])).content.decode()
    late = client.post(address, {"xml": draft.xml, "revision": 1})
    assert late.status_code == 409 and late.json()["revision"] == 2
    broken = client.post(address, {"xml": "<definitions", "revision": 2})
    assert broken.status_code == 422 and "line 1" in broken.json()["sentence"]


CLOCK = (
    '<{p}boundaryEvent id="late" name="{name}" attachedToRef="write" cancelActivity="false"><{p}timerEventDefinition id="c">{time}'
    "</{p}timerEventDefinition></{p}boundaryEvent></{p}process>"
)


@pytest.mark.parametrize(
    ("name", "time", "kept"),
    [("3 days", "", "P3D"), ("après 2 semaines", "<{p}timeDuration>P3D</{p}timeDuration>", "P2W"), ("Soon", "", ""),
     ("3 days", "<{p}timeCycle>R3/P1D</{p}timeCycle>", "R3/P1D")],
)  # fmt: skip
def test_a_clock_that_is_drawn_says_its_time_by_its_name(client, ines, draft, name, time, kept):
    prefix = re.search(r"</(\w+:)?process>", draft.xml)[1] or ""
    clock = CLOCK.format(p=prefix, name=name, time=time.format(p=prefix))
    drawn = draft.xml.replace(f"</{prefix}process>", clock)
    signed(client, ines).post(
        reverse("work:workflow_diagram", args=[draft.workflow_id]), {"xml": drawn, "revision": draft.revision}
    )
    draft.refresh_from_db()
    assert models_of.model_of(draft).nodes["late"].timer == kept


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><definitions>&d;</definitions>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (BOMB, "DOCTYPE"),
        (b"\x89PNG\r\n", "This is a picture"),
        (b'<?xml version="1.0"?>\n<definitions>\n<a>', "line 3"),
        (b"<a>" + b" " * 5_000_001, "larger than 5 MB"),
    ],
)
def test_a_file_that_is_no_workflow_is_refused_in_a_sentence(client, ines, content, said):
    file = SimpleUploadedFile("x.bpmn", content)
    answer = signed(client, ines).post(reverse("work:workflow_new"), {"way": "file", "file-file": file, "file-name": "Kept name"})
    html = answer.content.decode()
    assert answer.status_code == 422 and said in html and "Kept name" in html
    assert not Workflow.objects.exists()


def test_a_file_comes_in_goes_out_and_takes_the_place_of_a_draft(client, ines, workflow):
    exported = signed(client, ines).get(reverse("work:version_file", args=[workflow.pk, 1]))
    assert exported.headers["Content-Disposition"] == 'attachment; filename="e-mail-1.bpmn"'
    file = SimpleUploadedFile("mine.bpmn", exported.content)
    client.post(reverse("work:workflow_new"), {"way": "file", "file-file": file, "file-name": ""})
    twin = Workflow.objects.get(name="E-mail 2")
    assert rows(twin.draft) == rows(workflow.published)
    other = exported.content.replace(b"Write the text", b"Write another text")
    client.post(reverse("work:workflow_file", args=[workflow.pk]), {"file-file": SimpleUploadedFile("b.bpmn", other)})
    assert "Write another text" in workflow.draft.xml and "Write another text" not in workflow.published.xml


def test_versions_say_what_differs_between_two(client, ines, workflow, draft):
    sent = opened(signed(client, ines), draft) | {"write-R": "Design", "legal-hours": "21", "write-measured": "Open rate"}
    keep(client, draft, sent | {"whole-deadline": "70", "whole-measured": "Click rate"})
    page = client.get(reverse("work:workflow_publication", args=[workflow.pk])).content.decode()
    assert "<del>Content</del> <ins>Design</ins>" in page and "<del>14</del> <ins>21</ins>" in page
    assert "The whole workflow" in page and "<ins>70</ins>" in page and "<ins>Click rate</ins>" in page
    client.post(reverse("work:workflow_publication", args=[workflow.pk]), {"note": "Legal is slow", "revision": "2"})
    assert workflow.published.number == 2 and workflow.published.note == "Legal is slow"
    run = Run.start(workflow.published, "Letter", planning.plan(workflow.published), by=ines)
    first = run.tasks.open().first()
    assert first.get_absolute_url() in client.get(reverse("work:run_matrix", args=[run.pk])).content.decode()
    assert first.node == "write" and "Open rate" in client.get(first.get_absolute_url()).content.decode()


def test_another_name_changes_one_step_only(client, ines, workflow, draft):
    draft.redraw(draft.xml.replace("Write the text", "Write it anew"), by=ines)
    page = signed(client, ines).get(reverse("work:workflow_publication", args=[workflow.pk])).content.decode()
    assert "1 step differs from version 1" in page and page.count("<ins>") == 1


def test_a_draft_that_changed_since_one_looked_is_not_published(client, ines, workflow, draft):
    draft.redraw(draft.xml.replace("Write the text", "Other"), by=ines)
    answer = signed(client, ines).post(reverse("work:workflow_publication", args=[workflow.pk]), {"revision": "1"})
    assert answer.status_code == 409 and workflow.published.number == 1


def test_running_ones_move_where_that_is_safe_and_the_others_say_why(client, people, ines, workflow):
    first = workflow.published
    runs = [Run.start(first, name, planning.plan(first), by=ines) for name in ("One", "Two")]
    draft = workflow.open_draft(by=ines)
    drawing = models_of.drawing_of(draft)
    left = [row for row in outline.rows(drawing.model) if row.id != "design"]
    left = [replace(row, after=tuple(each for each in row.after if each != "design")) for row in left]
    draft.redraw(outline.apply(drawing, left).decode(), by=ines)
    with pytest.raises(Refused):
        runs[0].move_to(draft, by=ines)  # not published yet
    draft.publish(by=ines)
    address = reverse("work:workflow_moves", args=[workflow.pk])
    assert "“Make the visual”" in signed(client, ines).get(address).content.decode()
    answer = client.post(address, {"run": [runs[0].pk]})
    assert answer.status_code == 422 and "“Make the visual”" in answer.content.decode()
    third = workflow.open_draft(by=ines)
    drawing = models_of.drawing_of(first)
    more = outline.Row("thanks", "Thank the team", after=("send",), duties=(Duty("R", role="Lead"),), hours=1)
    third.redraw(outline.apply(drawing, [*outline.rows(drawing.model), more]).decode(), by=ines)
    third.publish(by=ines)
    assert client.post(address, {"run": [runs[0].pk]}).status_code == 302
    for run in runs:
        run.refresh_from_db()
    assert (runs[0].version, runs[1].version) == (third, first)
    assert set(runs[0].steps.values_list("node", flat=True)) == {"write", "design", "legal", "final", "send", "thanks"}
    assert Event.objects.filter(verb="work.run_moved", data__version=3).count() == 1
    runs[0].tasks.get(node="write").submit(by=people[0])
    runs[0].tasks.get(node="design").submit(by=people[1])
    assert runs[0].tasks.filter(node="legal").exists()  # it goes on by the new version


def test_a_cell_of_the_matrix_goes_into_the_draft_and_one_alone_answers(client, ines, workflow):
    address = reverse("work:workflow_matrix", args=[workflow.pk])
    signed(client, ines).post(address, {"cell-final-Legal": "A", "revision": ""})
    final = next(row for row in rows(workflow.draft) if row.id == "final")
    assert [duty.role for duty in final.duties if duty.letter == "A"] == ["Legal"]
    assert [duty.role for duty in final.duties if duty.letter == "R"] == ["Lead"]
    assert next(row for row in rows(workflow.published) if row.id == "final") != final


def test_pages_cost_the_same_number_of_queries_however_long_the_workflow(client, ines, workflow, django_assert_max_num_queries):
    signed(client, ines)
    for name in ("work:workflow", "work:workflow_versions", "work:workflow_matrix"):
        client.get(reverse(name, args=[workflow.pk]))
        with django_assert_max_num_queries(40):
            client.get(reverse(name, args=[workflow.pk]))


def test_a_wait_is_typed_in_words_of_either_language():
    assert [spoken(text) for text in ("3 days", "2 semaines", "4h", "30 min", "2026-12-01")] == [
        "P3D", "P2W", "PT4H", "PT30M", "2026-12-01",
    ]  # fmt: skip
    with override("fr"):
        assert spoken(said_wait("P3D")) == "P3D"


def test_a_sheet_forgets_rows_that_have_no_name_of_an_element(db, workflow):
    from django.http import QueryDict

    sheet = Sheet.typed(QueryDict("row=write&row=%3Cb%3E&row=write&write-name=x"), rows(workflow.published), Whom())
    assert [line.id for line in sheet.lines] == ["write"]
    assert re.match(r"step_\d", sheet.add())


def test_deadline_and_measures_of_the_whole_are_typed_in_the_outline(client, ines, draft):
    sent = opened(signed(client, ines), draft)
    assert sent["whole-deadline"] == ""
    sent |= {"whole-deadline": "40,5", "whole-measured": "click rate, Rounds per content, something else"}
    assert keep(client, draft, sent).status_code == 302
    draft.refresh_from_db()
    model = models_of.model_of(draft)
    assert (model.deadline, model.measured) == (40.5, ("click_rate", "rounds", "something else"))
    again = opened(client, draft)
    assert (again["whole-deadline"], again["whole-measured"]) == ("40.5", "Click rate, Rounds per content, something else")
    answer = keep(client, draft, again | {"whole-deadline": "soon"})
    assert answer.status_code == 422 and "“soon”" in answer.content.decode() and 'id="whole-fault"' in answer.content.decode()


def test_what_a_playbook_is_measured_by_is_made_with_the_measures_it_needs(client, ines):
    signed(client, ines).post(reverse("work:workflow_new"), {"way": "playbook", "playbook": "email"})
    workflow = Workflow.objects.get(kind="email")
    shown = client.get(reverse("work:workflow_draft", args=[workflow.pk])).content.decode()
    assert reverse("work:workflow_measures", args=[workflow.pk]) in shown and "Click rate" in shown
    client.post(reverse("work:workflow_measures", args=[workflow.pk]))
    made = {metric.key: metric.formula for metric in workflow.measured_by.all()}
    assert made["click_rate"] == "clicks / delivered * 100" and len(made) == 4
    assert set(Measure.objects.values_list("key", flat=True)) >= {"clicks", "delivered", "opens", "unsubscribes", "leads"}
    count = Metric.objects.count()
    client.post(reverse("work:workflow_measures", args=[workflow.pk]))
    assert Metric.objects.count() == count
    assert reverse("work:workflow_measures", args=[workflow.pk]) not in client.get(workflow.get_absolute_url()).content.decode()


def test_a_metric_of_the_house_that_says_the_same_is_taken(people, ines):
    for name in ("spend", "leads"):
        Measure.create(by=ines, key=name, name=name)
    own = Metric.create(by=ines, name="What a lead costs us", formula="spend / leads")
    assert measured.asked(["cost_per_lead"])[0].metric == own
    workflow = email_workflow(ines)
    assert measured.adopt(workflow, ["cost_per_lead", "rounds", "no such thing"], by=ines)[0] == own
    assert {metric.key for metric in workflow.measured_by.all()} == {own.key, "rounds"}


def test_every_measure_of_a_playbook_can_be_made():
    asked = {
        key for book in PLAYBOOKS.values() for key in (*book.measured, *filter(None, (step.measured for step in book.steps)))
    }
    assert asked <= {*LIBRARY, *measured.OWN}
    assert all(ready.measures for ready in LIBRARY.values())


def test_an_automatic_step_is_chosen_in_the_outline(client, ines, draft):
    sent = opened(signed(client, ines), draft)
    answer = keep(client, draft, sent | {"send-kind": "automatic", "send-operation": "work.approved"})
    assert answer.status_code == 302
    draft.refresh_from_db()
    made = {row.id: row for row in rows(draft)}["send"]
    assert (made.kind, made.operation) == ("automatic", "work.approved")
    sent = opened(client, draft)
    assert keep(client, draft, sent | {"send-kind": "step"}).status_code == 302
    draft.refresh_from_db()
    made = {row.id: row for row in rows(draft)}["send"]
    assert (made.kind, made.operation) == ("step", "")
    draft.refresh_from_db()
    sent = opened(client, draft) | {"send-kind": "automatic"}
    assert keep(client, draft, sent).status_code == 422


def test_the_page_of_a_run_draws_it_and_says_what_it_waits_for_from_others(client, people, ines, paul):
    version = email_workflow(ines).published
    run = Run.start(version, "Brio", planning.plan(version), by=ines)
    delivery = Delivery.ask("Range and weight of Brio", paul.domain, by=ines)
    run.tasks.first().wait_for(delivery, by=ines)
    shown = signed(client, ines).get(run.get_absolute_url()).content.decode()
    assert "Range and weight of Brio" in shown and delivery.get_absolute_url() in shown
    drawing = client.get(reverse("work:run_drawing", args=[run.pk]))
    assert drawing.content.decode() == version.xml
    assert signed(client, paul).get(reverse("work:run_drawing", args=[run.pk])).status_code == 404


def test_people_of_steps_to_come_are_changed_in_the_matrix_of_a_run(client, people, ines, jonas):
    version = email_workflow(ines).published
    run = Run.start(version, "Brio", planning.plan(version), by=ines)
    step, begun = run.steps.get(node="send"), run.steps.get(node="write")
    address = reverse("work:run_matrix", args=[run.pk])
    first = signed(client, ines).get(f"{address}?with={jonas.name}").content.decode()
    assert f'name="cell-{step.pk}-{jonas.pk}"' in first and f'name="cell-{begun.pk}-{jonas.pk}"' not in first
    assert client.post(f"{address}?with={jonas.name}", {f"cell-{step.pk}-{jonas.pk}": "A"}).status_code == 302
    assert [duty.person for duty in step.duties.filter(letter="A")] == [jonas]
    assert Event.objects.filter(verb="work.step_given").count() == 1
    refused = client.post(address, {f"cell-{step.pk}-{jonas.pk}": ""})
    assert refused.status_code == 409 and step.duties.filter(letter="A").exists()
    with pytest.raises(Refused):
        begun.give({jonas.pk: "R"}, by=ines)
