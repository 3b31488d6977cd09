"""A breach opens a driver, so that the next review answers it."""

from __future__ import annotations

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from regie.metrics import words as metric_words
from regie.people.models import Domain, Organisation
from regie.reviews.models import Driver


def opened(breach) -> Driver | None:
    """Listener of `metrics.breaches`: one driver a breach, in the organisation's language, for people to complete."""
    with translation.override(Organisation.here().language), transaction.atomic():
        if driver := Driver.objects.filter(breach=breach).first():
            return driver
        title, situation = words(breach)
        return Driver.open_one(
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
