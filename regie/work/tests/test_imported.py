import io
import json
from datetime import UTC, datetime, timedelta

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from regie.journal.models import File
from regie.work import audit_words
from regie.work.flow import imported
from regie.work.models import Audit, Passage
from regie.work.reading import stuck


def at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


def card(made: str, place: int) -> str:
    return f"{int(at(made)):08x}{place:016x}"


def trello() -> bytes:
    """Twelve cards: written in a day, eight days in the list Relecture juridique, then done; one card without a date of birth."""
    lists = [
        {"id": key, "name": name}
        for key, name in (("l1", "À faire"), ("l2", "En cours"), ("l3", "Relecture juridique"), ("l4", "Terminé"))
    ]
    cards, actions = [], []
    for place in range(12):
        first = datetime(2026, 3, 2, 8, tzinfo=UTC) + timedelta(days=place * 7)
        key = card(first.isoformat()[:19], place)
        cards.append(
            {
                "id": key,
                "name": f"Lettre {place}",
                "idList": "l4",
                "due": None,
                "closed": False,
                "dateLastActivity": first.isoformat(),
            }
        )
        for days, before, after in (
            (1, "À faire", "En cours"),
            (2, "En cours", "Relecture juridique"),
            (10, "Relecture juridique", "Terminé"),
        ):
            actions.append(
                {
                    "type": "updateCard", "date": (first + timedelta(days=days)).isoformat().replace("+00:00", "Z"),
                    "data": {"card": {"id": key}, "listBefore": {"name": before}, "listAfter": {"name": after}},
                }
            )  # fmt: skip
    cards.append({"id": "no-key", "name": "Broken", "idList": "l1"})
    return json.dumps({"name": "Lettres", "lists": lists, "cards": cards, "actions": actions}).encode()


ASANA = (
    b"Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Due Date,Projects\n"
    b"1,2026-03-02,2026-03-06,2026-03-06,Write the brief,Writing,Awa,2026-03-05,Launch\n"
    b"2,2026-03-03,,2026-03-09,Film,Waiting for approval,Mina,,Launch\n"
    b"3,,2026-03-04,2026-03-04,No birth,Writing,Mina,,Launch\n"
    b"4,2026-03-09,2026-03-04,2026-03-04,Ends first,Writing,Mina,,Launch\n"
)

ASANA_JSON = json.dumps(
    {"data": [{"gid": "1", "name": "Brief", "created_at": "2026-03-02T09:00:00.000Z", "completed": True, "completed_at": "2026-03-04T09:00:00.000Z", "memberships": [{"section": {"name": "Writing"}, "project": {"name": "Launch"}}]}]}
).encode()  # fmt: skip

JIRA = (
    b"Summary,Issue key,Issue id,Issue Type,Status,Project name,Created,Resolved,Due date\n"
    b"Write the page,MKT-1,1,Task,Done,Website,02/Mar/26 9:15 AM,05/Mar/26 4:00 PM,\n"
    b"Translate it,MKT-2,2,Task,In Review,Website,03/Mar/26 9:15 AM,,10/Mar/26\n"
    b"Never said when,MKT-3,3,Task,In Review,Website,soon,,\n"
)


def monday() -> bytes:
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept) as book:
        sheet = book.add_worksheet("campaigns")
        rows = [
            ["Campaigns"], ["Spring"], ["Name", "Person", "Status", "Due Date", "Creation Log", "Last Updated"],
            ["Poster", "Mina", "Done", "2026-03-12", "Mina Sorel Mar 2, 2026 09:00 AM", "Mar 10, 2026 11:30 AM"],
            ["Film", "Noé", "Waiting for review", "", "Noé Fabre Mar 3, 2026 2:05 PM", "Mar 9, 2026 11:30 AM"],
            ["Summer"], ["Name", "Person", "Status", "Due Date", "Creation Log", "Last Updated"],
            ["Fair", "Awa", "Stuck", "", "", "Mar 9, 2026 11:30 AM"],
        ]  # fmt: skip
        for row, cells in enumerate(rows):
            sheet.write_row(row, 0, cells)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "tool", "board", "tasks", "refusals"),
    [
        (trello(), "trello", "Lettres", 12, {"no_opening": 1}),
        (ASANA, "asana", "Launch", 2, {"no_opening": 1, "ends_before": 1}),
        (ASANA_JSON, "asana", "Launch", 1, {}),
        (JIRA, "jira", "Website", 2, {"no_opening": 1}),
        (monday(), "monday", "Campaigns", 2, {"no_opening": 1}),
    ],
)
def test_an_export_is_known_by_what_it_holds(content, tool, board, tasks, refusals):
    found = imported.read(io.BytesIO(content), "export.bin")
    assert (found.tool, found.name, len(found.tasks)) == (tool, board, tasks)
    assert {code: len(rows) for code, rows in found.refusals.items()} == refusals


def test_what_trello_tells_of_lists_becomes_stays_one_after_the_other():
    task = imported.read(io.BytesIO(trello())).tasks[0]
    assert [stay.state for stay in task.stays] == ["À faire", "En cours", "Relecture juridique", "Terminé"]
    assert [stay.left for stay in task.stays][:-1] == [stay.entered for stay in task.stays][1:]
    assert task.ended == task.stays[-1].entered


def test_clocks_of_every_tool_are_read_in_the_houses_time():
    assert imported.read(io.BytesIO(JIRA)).tasks[0].ended == at("2026-03-05T15:00")  # four in the afternoon in Paris
    assert imported.read(io.BytesIO(monday())).tasks[1].opened == at("2026-03-03T13:05")


@pytest.mark.parametrize(
    ("state", "means"),
    [("À faire", "waiting"), ("Backlog", "waiting"), ("En cours", "working"), ("In Review", "gate"), ("Validation client", "gate"), ("Terminé", "done"), ("Done", "done"), ("Won’t do", "dropped"), ("Annulé", "dropped")],
)  # fmt: skip
def test_states_are_understood_in_both_languages(state, means):
    assert imported.category(state) == means


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"[" * 200_000, "damaged"),
        (b'{"cards": [], "lists": []', "damaged"),
        (b"{}", "not_known"),
        (b'{"cards": [], "lists": [], "actions": 7}', "no_tasks"),
        (b"\x00\x01\x02 no file at all", None),
        (b"PK\x03\x04 not a workbook", None),
        (b"a;b\n1;2\n", "not_known"),
        (b"", None),
    ],
)
def test_hostile_files_are_refused_with_a_code(content, code):
    with pytest.raises(imported.Unreadable) as fault:
        imported.read(io.BytesIO(content), "x.json")
    assert code in (None, fault.value.code)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "name", "idList", "due", "date", "data", "card"]), inner, max_size=4), max_leaves=12))  # fmt: skip
def test_whatever_stands_in_a_board_it_is_read_or_refused(odd):
    board = {"name": odd, "lists": [odd, {"id": "l1", "name": "Doing"}], "cards": [odd, {"id": card("2026-03-02T09:00", 1), "idList": "l1", "name": odd, "due": odd, "dateLastActivity": odd}], "actions": [odd, {"data": odd, "date": odd}]}  # fmt: skip
    found = imported.read(io.BytesIO(json.dumps(board).encode()))
    assert len(found.tasks) == 1


def test_of_a_card_older_than_what_trello_still_tells_no_stay_is_made_up():
    """Its export holds the last thousand changes: a card of before them was not done on the day it was made."""
    found = json.loads(trello())
    noise = {"type": "commentCard", "date": "2026-05-01T08:00:00.000Z", "data": {"card": {"id": "x"}, "text": "ok"}}
    first = found["cards"][0]["id"]
    found["actions"] = [each for each in found["actions"] if each["data"]["card"]["id"] != first]
    found["actions"] += [noise] * (1_000 - len(found["actions"]))
    found["cards"][0]["dateLastActivity"] = "2026-03-12T08:00:00.000Z"
    found["cards"].append({**found["cards"][1], "id": card("2026-01-02T09:00", 99), "isTemplate": True})
    tasks = imported.read(io.BytesIO(json.dumps(found).encode())).tasks
    assert len(tasks) == 12  # a template is nobody's work
    assert tasks[0].ended == at("2026-03-12T08:00")
    assert [stay.state for stay in tasks[0].stays] == ["Terminé"]


def test_parts_of_an_item_leave_the_items_after_them_readable():
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept) as book:
        sheet = book.add_worksheet("campaigns")
        rows = [
            ["Name", "Subitems", "Status", "Creation Log", "Last Updated"],
            ["Poster", "Draft", "Done", "2026-03-02 09:00:00 UTC", "2026-03-10 11:30:00 UTC"],
            ["Subitems", "Name", "Owner", "Status", "Date"],
            ["", "Draft", "Mina", "Done", "2026-03-04"],
            ["Film", "", "", "2026-03-03 09:00:00 UTC", "2026-03-09 11:30:00 UTC"],
        ]
        for row, cells in enumerate(rows):
            sheet.write_row(row, 0, cells)
    found = imported.read(io.BytesIO(kept.getvalue()))
    assert [(task.title, task.opened, task.ended) for task in found.tasks] == [
        ("Poster", at("2026-03-02T09:00"), at("2026-03-10T11:30")),
        ("Film", at("2026-03-03T09:00"), None),
    ]
    assert imported.category(found.tasks[1].stays[0].state) == "waiting"  # an empty status: not begun


def test_a_subtask_of_asana_stands_where_its_task_does():
    rows = (
        b"Task ID,Created At,Completed At,Name,Section/Column,Due Date,Projects,Parent task\n"
        b"1,2026-03-02,2026-03-06,Page,Writing,,Launch,\n2,2026-03-02,2026-03-04,Draft,,,,Page\n"
    )
    assert [task.stays[0].state for task in imported.read(io.BytesIO(rows)).tasks] == ["Writing", "Writing"]


def test_a_day_that_jira_writes_as_midnight_lasts_until_the_evening():
    rows = JIRA.replace(b"02/Mar/26 9:15 AM,05/Mar/26 4:00 PM,", b"02/Mar/26 9:15 AM,05/Mar/26 4:00 PM,05/Mar/26 12:00 AM")
    task = imported.read(io.BytesIO(rows)).tasks[0]
    assert task.ended < task.due == at("2026-03-05T16:30")


def test_a_french_jira_is_read_by_its_french_heads():
    rows = (
        "Résumé,Clé de ticket,ID de ticket,Type de ticket,État,Nom du projet,Création,Résolu(e),Date d’échéance,Étiquettes,Étiquettes\n"
        "Écrire la page,MKT-1,1,Tâche,Terminé(e),Site,02/mars/26 9:15,05/mars/26 16:00,06/mars/26 0:00,a,b\n"
        "La traduire,MKT-2,2,Tâche,En cours,Site,03/mars/26 9:15,,,,\n"
    ).encode()
    found = imported.read(io.BytesIO(rows))
    assert (found.tool, found.name, found.refused) == ("jira", "Site", 0)
    assert [(task.title, task.stays[0].state) for task in found.tasks] == [
        ("Écrire la page", "Terminé(e)"),
        ("La traduire", "En cours"),
    ]
    assert found.tasks[0].ended == at("2026-03-05T15:00")


def test_days_that_a_spreadsheet_turned_round_are_read_as_their_column_shows():
    rows = (
        b"Summary,Issue key,Issue id,Issue Type,Status,Project name,Created,Updated,Resolved\n"
        b"Page,MKT-1,1,Task,Done,Site,6/7/2025 16:14,6/21/2025 17:13,6/21/2025 17:13\n"
    )
    task = imported.read(io.BytesIO(rows)).tasks[0]
    assert (task.opened, task.ended) == (at("2025-06-07T14:14"), at("2025-06-21T15:13"))


def test_a_board_of_monday_is_known_whatever_its_status_is_called():
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept) as book:
        sheet = book.add_worksheet("campagnes")
        rows = [
            ["Campagnes"], ["À faire"], ["Nom", "Étape", "Échéance", "Creation Log"],
            ["Affiche", "Maquette", "2026-03-12", "Mina Sorel Mar 2, 2026 09:00 AM"],
        ]  # fmt: skip
        for row, cells in enumerate(rows):
            sheet.write_row(row, 0, cells)
    found = imported.read(io.BytesIO(kept.getvalue()))
    assert [(task.title, task.stays[0].state, task.due) for task in found.tasks] == [
        ("Affiche", "À faire", at("2026-03-12T16:30"))
    ]


# -- the pages


def bring(client, content: bytes, name: str):
    return client.post(reverse("work:audit_new"), {"file": SimpleUploadedFile(name, content)})


def test_an_audit_is_rehearsed_written_counted_and_taken_back(ines, client):
    client.force_login(ines)
    bring(client, trello(), "board.json")
    audit = Audit.objects.get()
    assert not Passage.objects.exists()
    client.post(reverse("work:audit_writing", args=[audit.pk]))
    audit.refresh_from_db()
    shown = stuck.of_house(None, 0, audit=audit)
    assert shown.stuck[0].name == "Relecture juridique"
    assert shown.whole.count == 12
    assert "Relecture juridique" in client.get(audit.get_absolute_url()).content.decode()
    assert stuck.of_house().is_empty  # the team's own figures know nothing of it
    client.post(reverse("work:audit_undoing", args=[audit.pk]))
    assert not Passage.objects.exists()
    client.post(reverse("work:audit_writing", args=[audit.pk]))
    assert Passage.objects.filter(step__audit=audit).exists()


def test_a_file_without_a_task_that_can_be_read_is_not_written(ines, client):
    client.force_login(ines)
    bring(client, b"Task ID,Created At,Completed At,Name,Section/Column\n1,,,Write,Doing\n2,,,Check,Doing\n", "asana.csv")
    audit = Audit.objects.get()
    assert (audit.taken, audit.refused) == (0, 2)
    page = client.get(audit.get_absolute_url()).content.decode()
    assert reverse("work:audit_writing", args=[audit.pk]) not in page
    client.post(reverse("work:audit_writing", args=[audit.pk]))
    audit.refresh_from_db()
    assert audit.written_at is None and audit.stage == "rehearsed"


def test_of_an_export_that_tells_no_stays_only_what_it_tells_is_counted(ines, client):
    """A task done in a list called Done took from its making to its end; when work on it began nobody knows."""
    client.force_login(ines)
    bring(client, JIRA, "jira.csv")
    audit = Audit.objects.get()
    audit.write(by=ines)
    whole = stuck.of_house(None, 0, audit=audit).whole
    assert whole.lead > 14  # three days and a half
    assert (whole.cycle, whole.idle_share, whole.first_pass) == (None, None, None)
    page = client.get(audit.get_absolute_url()).content.decode()
    assert "the export does not tell it" in page and "Where they stand" in page
    assert "waiting to begin" not in page


def test_a_list_of_checks_that_sends_work_back_asked_for_something(ines, client):
    client.force_login(ines)
    found = json.loads(trello())
    key, moves = found["cards"][0]["id"], found["actions"]
    at_last = moves[2]["date"].replace("T08", "T09")
    moves[2]["data"]["listAfter"] = {"name": "En cours"}
    for before, after in (("En cours", "Relecture juridique"), ("Relecture juridique", "Terminé")):
        moves.append(
            {"date": at_last, "data": {"card": {"id": key}, "listBefore": {"name": before}, "listAfter": {"name": after}}}
        )
    bring(client, json.dumps(found).encode(), "board.json")
    audit = Audit.objects.get()
    audit.write(by=ines)
    assert Passage.objects.filter(step__audit=audit, step__kind="approval", outcome="sent_back").count() == 1
    assert stuck.of_house(None, 0, audit=audit).whole.first_pass == 11 / 12


def test_a_check_after_which_a_task_goes_on_to_a_new_list_asked_for_nothing(ines, client):
    """A list after the check, in which one works: the task went on, nobody sent it back."""
    client.force_login(ines)
    found = json.loads(trello())
    found["lists"].append({"id": "l5", "name": "Programmé"})
    for action in found["actions"]:
        for side in ("listBefore", "listAfter"):
            if action["data"][side]["name"] == "Terminé":
                action["data"][side]["name"] = "Programmé"
    for card in found["cards"][:-1]:
        card["idList"] = "l5"
    bring(client, json.dumps(found).encode(), "board.json")
    audit = Audit.objects.get()
    audit.write(by=ines)
    assert not Passage.objects.filter(step__audit=audit, outcome="sent_back").exists()


def test_what_a_state_means_can_be_said_before_it_is_written(ines, client):
    client.force_login(ines)
    bring(client, JIRA, "jira.csv")
    audit = Audit.objects.get()
    place = list(audit.states).index("In Review")
    client.post(reverse("work:audit_states", args=[audit.pk]), {f"state-{place}": "working"})
    audit.refresh_from_db()
    assert audit.states["In Review"] == "working"
    client.post(reverse("work:audit_writing", args=[audit.pk]))
    assert client.post(reverse("work:audit_states", args=[audit.pk]), {f"state-{place}": "gate"}).status_code == 409


def test_a_file_that_is_no_export_is_let_go_with_a_sentence(ines, client):
    client.force_login(ines)
    answer = bring(client, b"a;b\n1;2\n", "sheet.csv")
    assert answer.status_code == 422
    assert "monday.com" in answer.content.decode()
    assert "This is a picture" in bring(client, b"\x89PNG\r\n\x1a\n" + bytes(80), "tasks.csv").content.decode()
    assert "There is no task in this file" in bring(client, JIRA.split(b"\n")[0] + b"\n", "jira.csv").content.decode()
    assert not File.objects.exists()
    assert "200,000 tasks" in audit_words.unreadable(imported.Unreadable("too_many", limit=imported.MOST_TASKS))
