"""A run goes on with another version of its workflow, where all that is under way is there too."""

from __future__ import annotations

import re
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from regie.journal.models import record
from regie.lib.refused import Refused


class Moving:
    """Of a run. The steps it has behind it keep their dates and people; new ones are planned from now on."""

    def why_not_to(self, version: Any) -> str:
        """Why the run cannot go on with `version`, in a sentence; empty where it can. Nothing is written."""
        try:
            _moves(self, version)
        except Refused as refusal:
            return str(refusal.sentence)
        return ""

    def move_to(self, version: Any, *, by: Any) -> None:
        """Go on with `version`; `Refused` where what is under way is not in it."""
        from regie.work import advancing

        with transaction.atomic():
            run = advancing.locked(self.pk)  # type: ignore[attr-defined]
            moves = _moves(run, version)
            old, run.version = run.version, version
            run.save(update_fields=["version"])
            _plan_again(run, version)
            advancing.settle(run, moves, by=by)
            record("work.run_moved", run, by=by, version=version.number, before=old.number)
        self.refresh_from_db()  # type: ignore[attr-defined]


def _moves(run: Any, version: Any) -> Any:
    from regie.work import models_of
    from regie.work.engine import running

    if run.ended_at is not None:
        raise Refused(_("This run has ended already."))
    if version.workflow_id != run.version.workflow_id:
        raise Refused(_("This is a version of another workflow."))
    if version.published_at is None:
        raise Refused(_("Publish the version first: a run only follows what is published."))
    if version.pk == run.version_id:
        raise Refused(_("This run follows that version already."))
    try:
        return running.ENGINE.move(models_of.executable_of(run.version), run.state, models_of.executable_of(version))
    except running.Refused as refusal:
        raise Refused(_by_name(str(refusal.sentence), models_of.model_of(run.version))) from refusal


def _by_name(sentence: str, model: Any) -> str:
    """The engine speaks of elements by their ids; people know them by their names."""
    for node in sorted(model.nodes.values(), key=lambda each: -len(each.id)):
        if node.name:
            sentence = re.sub(
                rf"(?<![\w.-]){re.escape(node.id)}(?![\w-]|\.\w)", lambda _found, name=node.name: f"“{name}”", sentence
            )
    return sentence


def _plan_again(run: Any, version: Any) -> None:
    """The planned steps become those of the version: kept where they are in both, planned where they are new, dropped unless begun."""
    from regie.work import planning
    from regie.work.models.run import PlannedStep

    kept = {step.node: step for step in run.steps.all()}
    begun = set(run.tasks.values_list("node", flat=True))
    planned, new = planning.plan(version), []
    for step in planned:
        old = kept.pop(step.node, None)
        if old is None:
            new.append(step)
            continue
        old.name, old.place, old.is_approval, old.hours = step.name[:300], step.place, step.is_approval, step.hours
        old.save(update_fields=["name", "place", "is_approval", "hours"])
    PlannedStep.keep(run, new)
    for place, step in enumerate(kept.values(), len(planned)):
        if step.node in begun:
            step.place = place
            step.save(update_fields=["place"])
        else:
            step.delete()
