"""What tests of the plan begin from."""

from __future__ import annotations

from datetime import date

from regie.plan import known_channels
from regie.plan.models import Campaign, Channel
from regie.work.engine import outline
from regie.work.engine.model import Duty
from regie.work.engine.rows import Row
from regie.work.models import Workflow


def channel(key: str = "email") -> Channel:
    known_channels.make(Channel)
    return Channel.objects.get(key=key)


def campaign(by, name: str = "Brio launch", starts_on: date | None = date(2027, 3, 1), **fields) -> Campaign:
    fields = {"ends_on": date(2027, 4, 30) if starts_on else None, **fields}
    return Campaign.prepare(name, by=by, starts_on=starts_on, **fields)


def workflow(by, role: str = "Paid media", kind: str = "email") -> Workflow:
    """Two steps, one after the other, that one role does."""
    rows = [
        Row("write", "Write it", duties=(Duty("R", role=role),), hours=7),
        Row("send", "Send it", after=("write",), duties=(Duty("R", role=role),), hours=2),
    ]
    made = Workflow.make("Send an e-mail", outline.draw(rows, name="Send an e-mail").decode(), by=by, kind=kind, language="en")
    made.draft.publish(by=by)
    return made
