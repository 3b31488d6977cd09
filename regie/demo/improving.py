"""What the department changed where its proofs waited, half a year ago: the page of bottlenecks compares before and after."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import time_machine

from regie.demo import seasons
from regie.demo.workshop import SECOND_READER, Workshop
from regie.work.flow import bottlenecks
from regie.work.models import Improvement, PassedStep
from regie.work.reading import past


def improve(shop: Workshop, by: Any) -> None:
    """A second person may read proofs, with the gain that the passages of before promised. Once the journal is folded."""
    at = shop.hours.moment(shop.here - SECOND_READER)
    step = PassedStep.objects.get(node="proof", workflow=shop.workflows["email"])
    seen = past.read(step.workflow).tasks
    before = seen.where((seen["step"] == step.pk) & seen.is_done & (seen["ended"] < at))
    freed = bottlenecks.shorter_of_two(before.hours)
    helped = freed[freed >= bottlenecks.LEAST_FREED]
    with time_machine.travel(datetime.fromtimestamp(at, UTC), tick=False):
        Improvement.adopt(
            step, "second", by=by, note=shop.word(seasons.SECOND_READER),
            runs=len(helped), of=len(freed), hours=float(helped.mean()) if len(helped) else 0.0,
        )  # fmt: skip
