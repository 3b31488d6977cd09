"""A content of its own and people who approve it, for tests of approvals."""

from __future__ import annotations

from regie.work.models import Approval, Content, Task, Verdict
from regie.work.models.deciding import Asked, Outsider

TEXT = "Commandez Brio avant le 3 mars.\n\nLe prix est de 120 euros."


def content(by, text=TEXT) -> Content:
    task = Task.make("Précommandes Brio", by=by, who=[("R", by)])
    made = Content.of_task(task, by=by)
    made.edit(by=by, text=text, audience="Clients professionnels", sender="Tamarelle")
    return made


def ask(thing, *people, by, **named) -> Approval:
    stage = {key: named.pop(key) for key in ("rule", "count", "hours") if key in named}
    return Approval.ask(thing, [Asked(list(people), **stage)], by=by, **named)


def verdict(approval, who) -> Verdict:
    name = {"outsider": who} if isinstance(who, str) else {"decider": who}
    return Verdict.objects.get(stage__approval=approval, **name)


def give(approval, who, decision="approved", reason="", **named) -> None:
    named.setdefault("seal", approval.edition.seal)
    verdict(approval, who).give(decision, by=None if isinstance(who, str) else who, reason=reason, **named)


MARC = Outsider("Marc Vidal", "marc@agency.example")
