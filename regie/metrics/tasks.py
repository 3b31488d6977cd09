"""What the worker does for this room: loads by id, calls the verb. The rows with a lease make sure that it gets done."""

from __future__ import annotations

import logging

from django.db import connection, transaction
from django.tasks import task

logger = logging.getLogger(__name__)


@task()
def evaluate() -> int:
    from regie.metrics.evaluation import run_waiting

    return run_waiting()


@task()
def undo() -> int:
    from regie.metrics.undoing import run_asked

    return run_asked()


def wake() -> None:
    """Ask a worker to look now; where no queue answers, the sweep finds the rows some seconds later."""
    try:
        evaluate.enqueue()
    except Exception:
        logger.warning("The queue did not answer; figures will be evaluated by the next sweep", exc_info=True)


def wake_after_commit() -> None:
    """Wake a worker when this transaction ends; once, however many evaluations it asks for."""
    if not any(call is wake for _savepoints, call, _robust in connection.run_on_commit):
        transaction.on_commit(wake)


def wake_to_undo() -> None:
    """The same for a batch that is to be taken back."""
    try:
        undo.enqueue()
    except Exception:
        logger.warning("The queue did not answer; the batch will be taken back by the next sweep", exc_info=True)
