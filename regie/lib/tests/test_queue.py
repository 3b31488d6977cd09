"""The queue: there when it is first asked, and no attic of what was done."""

import os
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from regie.lib.queue import QueueFile, QueueTables, forget_finished


@pytest.fixture
def queue(tmp_path):
    return QueueFile("test", filename=str(tmp_path / "house" / "queue.sqlite3"))


def test_a_queue_is_made_when_something_is_first_put_into_it(queue, tmp_path):
    assert not (tmp_path / "house").exists()
    queue.put("key", 1)
    assert queue.get("key") == 1


@pytest.mark.skipif(not os.environ.get("REGIE_DATABASE", "").startswith("postgres"), reason="runs with PostgreSQL")
def test_tables_are_made_when_something_is_first_put_into_them():
    name = f"test{uuid.uuid4().hex[:8]}"
    queues = [QueueTables("test", dsn=os.environ["REGIE_DATABASE"], table_prefix=name) for _each in range(2)]
    for queue in queues:
        queue.put("key", 1)
        assert queue.get("key") == 1
        queue.storage.close()


def test_records_of_finished_tasks_go_and_those_of_waiting_ones_stay(queue):
    now = datetime.now(UTC)
    record = {"enqueued_at": now.isoformat(), "finished_at": None}
    queue.put_result("djt.waiting", record)
    queue.put_result("djt.finished", record | {"finished_at": now.isoformat()})
    queue.put_result("djt.lost", record | {"enqueued_at": (now - timedelta(days=8)).isoformat()})
    queue.put("regie.worker", 1.0)
    assert forget_finished(queue) == 2
    assert set(queue.all_results()) == {"djt.waiting", "regie.worker"}
