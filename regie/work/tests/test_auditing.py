"""Large exports of past tasks: read, written and taken back by a worker, which may be killed or stopped."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from regie.journal.models import Notification
from regie.work import auditing
from regie.work.models import Audit, Passage


def bring(client, content: bytes, name: str):
    return client.post(reverse("work:audit_new"), {"file": SimpleUploadedFile(name, content)})


def large_jira(count: int) -> bytes:
    rows = [f"Page {row},B-{row},In Review,2026-03-02 09:00,2026-03-05 16:00,,Shop" for row in range(count)]
    return "\n".join(["Summary,Issue key,Status,Created,Resolved,Due Date,Project name", *rows, ",B-0,,,,,Shop"]).encode()


@pytest.fixture
def background(monkeypatch):
    """Every file is a large one, a worker writes ten tasks at a time, and nobody wakes it."""
    monkeypatch.setattr("regie.work.models.audit.AT_ONCE", 0)
    monkeypatch.setattr(auditing, "AT_A_TIME", 10)
    monkeypatch.setattr(auditing, "begin", lambda audit: None)


def test_a_large_file_is_read_and_written_in_the_background_and_the_bell_tells(ines, client, background):
    client.force_login(ines)
    bring(client, large_jira(25), "jira.csv")
    audit = Audit.objects.get()
    assert (audit.stage, audit.taken) == ("reading", 0)
    assert "You may leave this page" in client.get(audit.get_absolute_url()).content.decode()
    auditing.go_on(audit.pk)
    audit.refresh_from_db()
    assert (audit.stage, audit.taken, audit.skipped) == ("rehearsed", 25, 1)
    client.post(reverse("work:audit_writing", args=[audit.pk]))
    assert client.post(reverse("work:audit_writing", args=[audit.pk])).status_code == 409
    auditing.go_on(audit.pk)
    page = client.get(audit.get_absolute_url()).content.decode()
    assert "1 row was left out" in page
    assert Passage.objects.filter(step__audit=audit, step__kind="run").count() == 25
    assert {"work.audit_read_told", "work.audit_written_told"} <= set(
        Notification.objects.filter(person=ines).values_list("event__verb", flat=True)
    )


def test_a_worker_that_dies_while_it_writes_loses_nothing_and_writes_nothing_twice(ines, client, background, monkeypatch):
    client.force_login(ines)
    bring(client, large_jira(35), "jira.csv")
    audit = Audit.objects.get()
    auditing.go_on(audit.pk)
    audit.refresh_from_db()
    audit.write(by=ines)
    passages, calls = auditing._passages, []

    def killed(audit, task, *rest):
        calls.append(task)
        if len(calls) > 24:
            raise MemoryError
        return passages(audit, task, *rest)

    monkeypatch.setattr(auditing, "_passages", killed)
    with pytest.raises(MemoryError):
        auditing.go_on(audit.pk)
    audit.refresh_from_db()
    assert (audit.stage, audit.gone_through) == ("writing", 20)
    monkeypatch.setattr(auditing, "_passages", passages)
    auditing.go_on(audit.pk)  # its lease still stands: nobody else may
    assert Passage.objects.filter(step__audit=audit, step__kind="run").count() == 20
    Audit.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    auditing.go_on(audit.pk)
    audit.refresh_from_db()
    assert audit.stage == "written"
    assert sorted(Passage.objects.filter(step__audit=audit, step__kind="run").values_list("run", flat=True)) == list(range(2, 37))


def test_a_writing_that_is_stopped_is_taken_back_and_can_be_asked_again(ines, client, background, monkeypatch):
    client.force_login(ines)
    bring(client, large_jira(35), "jira.csv")
    audit = Audit.objects.get()
    auditing.go_on(audit.pk)
    audit.refresh_from_db()
    audit.write(by=ines)
    passages = auditing._passages

    def stopped(seen, task, *rest):
        if task.row == 30:
            Audit.objects.get().halt(by=ines)
        return passages(seen, task, *rest)

    monkeypatch.setattr(auditing, "_passages", stopped)
    auditing.go_on(audit.pk)
    audit.refresh_from_db()
    assert audit.stage == "undoing"
    auditing.go_on(audit.pk)
    audit.refresh_from_db()
    assert (audit.stage, Passage.objects.filter(step__audit=audit).count()) == ("rehearsed", 0)
    assert "stopped the writing after 20 tasks" in client.get(audit.get_absolute_url()).content.decode()
    monkeypatch.setattr(auditing, "_passages", passages)
    audit.write(by=ines)
    auditing.go_on(audit.pk)
    audit.refresh_from_db()
    assert audit.stage == "written"


def test_a_large_file_that_is_no_export_says_so_on_its_page(ines, client, background):
    client.force_login(ines)
    bring(client, b"a;b\n1;2\n", "sheet.csv")
    audit = Audit.objects.get()
    auditing.go_on(audit.pk)
    page = client.get(audit.get_absolute_url())
    assert page.status_code == 200
    assert "monday.com" in page.content.decode()
    assert "Read it again" in page.content.decode()
