"""A breach opens a driver, so that the next review answers it."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from regie.metrics import words as metric_words
from regie.people.models import Domain, Organisation
from regie.reviews.models import Driver


def hear(breach, act: str) -> None:
    """Listener of `metrics.breaches`, inside the transaction of the act: one driver a breach, in the organisation's language."""
    with translation.override(Organisation.here().language):
        driver = Driver.objects.filter(breach=breach).first()
        if act == "opened":
            _open(breach, driver)
        elif driver is None or not driver.is_open or driver.taken_in_id:
            return  # a review has it in hand: people say what becomes of it
        elif act == "closed":
            driver.drop(breach.decision[:300], by=breach.closed_by)
        elif act == "resolved":
            driver.drop(_("The metric is back in its band."), by=None)
        elif act == "withdrawn":
            driver.drop(_("Corrected figures took the breach back."), by=None)


def _open(breach, driver: Driver | None) -> None:
    if driver is not None:
        if driver.dropped_at and driver.dropped_by is None:
            driver.pick_up_again(by=None)
        return
    title, situation = words(breach)
    Driver.open_one(
        by=None, title=title, situation=situation, effect=breach.metric.purpose, domain=Domain.objects.home(), breach=breach
    )


def words(breach) -> tuple[str, str]:
    """A title, and the situation in one paragraph: the value, the bound, the charter's own sentence."""
    facts = {
        "metric": str(breach),
        "value": metric_words.value_of(breach.metric, breach.value),
        "period": metric_words.period_name(breach.last_period, breach.grain),
        "bound": metric_words.value_of(breach.metric, breach.bound),
    }
    title = _("%(metric)s out of its band") % facts
    if breach.bound is None:
        situation = _("%(metric)s stands at %(value)s in %(period)s.") % facts
    else:
        situation = _("%(metric)s stands at %(value)s in %(period)s; its threshold is %(bound)s.") % facts
    if breach.threshold.sentence:
        situation += "\n\n" + breach.threshold.sentence
    return title[:200], situation
