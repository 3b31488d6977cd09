"""What the worker does for this room: loads by id, calls the verb. The rows with a lease make sure that it gets done."""

from __future__ import annotations

import logging

from django.tasks import task

logger = logging.getLogger(__name__)


@task()
def evaluate() -> int:
    from regie.metrics.evaluation import run_waiting

    return run_waiting()


def wake() -> None:
    """Ask a worker to look now; where no queue answers, the sweep finds the rows some seconds later."""
    try:
        evaluate.enqueue()
    except Exception:
        logger.warning("The queue did not answer; figures will be evaluated by the next sweep", exc_info=True)
