"""What metrics tell the rooms below: the verbs of the journal and who hears of them, what the worker looks at."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regie.charter import growth
from regie.charter import hooks as charter_hooks
from regie.journal import verbs
from regie.lib import sweep
from regie.metrics import growing, hanging, keeping, rehearsing


def _owner_of(event):
    """Whoever answers for the metric on whose page the event is read."""
    return event.page.told if event.page else []


def _periods_said(data: dict) -> dict[str, str]:
    """The periods that were kept as 2026-10, by their names."""
    from regie.lib.periods import Period
    from regie.metrics.words import period_name

    periods = [Period.parse(each[0]) for each in data.get("values", [])[-6:]]
    return {"periods": ", ".join(period_name(each.start, str(each.grain), brief=True) for each in periods)}


def _period_said(data: dict) -> dict[str, str]:
    """The period that was kept as 2026-10, by its name."""
    from regie.lib.periods import Period
    from regie.metrics.words import period_name

    period = Period.parse(str(data.get("period", "")))
    return {"period": period_name(period.start, str(period.grain))}


say = verbs.register
say("metrics.measure_created", _("%(actor)s created the measure %(subject)s"), icon="plus")
say("metrics.measure_edited", _("%(actor)s edited the measure %(subject)s"))
say("metrics.measure_retired", _("%(actor)s took the measure %(subject)s out of use"), icon="minus")
say("metrics.measure_taken_back", _("%(actor)s took the measure %(subject)s back into use"), icon="undo")
say("metrics.metric_created", _("%(actor)s created the metric %(subject)s"), icon="plus")
say("metrics.metric_edited", _("%(actor)s edited the metric %(subject)s"))
say("metrics.formula_changed", _("%(actor)s gave %(subject)s formula %(number)s"), icon="metrics", notify=_owner_of)
say("metrics.metric_retired", _("%(actor)s took the metric %(subject)s out of use"), icon="minus")
say("metrics.metric_taken_back", _("%(actor)s took the metric %(subject)s back into use"), icon="undo")
say(
    "metrics.metric_reevaluated",
    _("%(subject)s was computed again: %(periods)s read otherwise than before"),
    icon="clock",
    notify=_owner_of,
    words=_periods_said,
)
say("metrics.threshold_created", _("%(actor)s wrote a threshold: %(subject)s"), icon="plus")
say("metrics.threshold_edited", _("%(actor)s changed a threshold: %(subject)s"))
say("metrics.threshold_confirmed", _("%(actor)s confirmed a threshold: %(subject)s"), icon="check")
say("metrics.threshold_doubted", _("%(actor)s took back the confirmation of a threshold: %(subject)s"), icon="undo")
say("metrics.threshold_retired", _("%(actor)s took a threshold out of use: %(subject)s"), icon="minus")
say("metrics.threshold_taken_back", _("%(actor)s took a threshold back into use: %(subject)s"), icon="undo")
say("metrics.reference_stated", _("%(actor)s stated for %(metric)s: %(subject)s"))
say("metrics.reference_withdrawn", _("%(actor)s withdrew from %(metric)s: %(subject)s"), icon="minus")
say("metrics.figures_added", _("%(actor)s brought figures, %(subject)s: %(new)s new, %(changed)s changed"), icon="upload")
say("metrics.figures_undone", _("%(actor)s undid %(subject)s: %(removed)s figures removed, %(restored)s restored"), icon="undo")
say(
    "metrics.figures_missing",
    _("%(measure)s has no figures for %(period)s, and they are due"),
    icon="clock",
    notify=_owner_of,
    words=_period_said,
)
say("metrics.figures_came", _("The missing figures of %(measure)s have come"), icon="check")
say("metrics.breach_opened", _("%(subject)s crossed its threshold"), icon="breach", notify=_owner_of)
say(
    "metrics.breach_found",
    _("Late figures show that %(subject)s had crossed its threshold in %(period)s"),
    icon="breach",
    notify=_owner_of,
    words=_period_said,
)
say("metrics.breach_taken", _("%(actor)s looks after the breach of %(subject)s"), icon="hand", notify=_owner_of)
say("metrics.breach_handed_back", _("%(actor)s handed back the breach of %(subject)s"), icon="undo", notify=_owner_of)
say("metrics.breach_explained", _("%(actor)s explained the breach of %(subject)s"), icon="comment", notify=_owner_of)
say("metrics.breach_closed", _("%(actor)s closed the breach of %(subject)s: %(decision)s"), icon="check", notify=_owner_of)
say("metrics.breach_resolved", _("%(subject)s is back in its band"), icon="check", notify=_owner_of)
say(
    "metrics.breach_reopened",
    _("Corrected figures show that %(subject)s is not back in its band"),
    icon="breach",
    notify=_owner_of,
)
say(
    "metrics.breach_withdrawn",
    _("The breach of %(subject)s was withdrawn: its figures or its rule changed"),
    icon="undo",
    notify=_owner_of,
)


def _evaluate() -> None:
    from regie.metrics.evaluation import run_waiting

    run_waiting()


def _turn_of_period() -> None:
    from regie.metrics.reminders import turn_of_period

    turn_of_period()


def _look_for_missing_figures() -> None:
    from regie.metrics.reminders import look

    look()


def _undo() -> None:
    from regie.metrics.undoing import run_asked

    run_asked()


def _who_asked(event) -> list:
    return [event.subject.undo_asked_by] if event.subject and event.subject.undo_asked_by else []


say(
    "metrics.undo_ended",
    _("%(subject)s is taken back: %(removed)s figures removed, %(restored)s restored"),
    icon="undo",
    notify=_who_asked,
)

sweep.register("metrics.evaluate", _evaluate, every=15)
sweep.register("metrics.undo", _undo, every=15)
sweep.register("metrics.turn_of_period", _turn_of_period, every=600)
sweep.register("metrics.missing_figures", _look_for_missing_figures, every=1800)

growth.GROWERS["metrics"] = growing.grow
charter_hooks.HOOKS["metrics"] = hanging.hooks
charter_hooks.HOLES["metrics"] = hanging.holes
charter_hooks.KEEPERS["metrics"] = keeping
charter_hooks.WATCHERS["metrics"] = rehearsing
