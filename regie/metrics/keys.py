"""Keys of measures and metrics: made from a name, free in both, because formulas name both."""

from __future__ import annotations

import re

from regie.metrics.engine.formula import FUNCTIONS, fold

# Words that the addresses of the room use themselves.
RESERVED = {"new", "formula", "breaches", "thresholds", "measures", "figures", "references", "reminders", "batches"}


def key_of(name: str) -> str:
    """Nouveaux clients → nouveaux_clients."""
    key = re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")[:70]
    key = key if key[:1].isalpha() else f"m_{key}".rstrip("_")
    return f"{key}_" if key in FUNCTIONS or key in RESERVED else key


def free_key(name: str) -> str:
    from regie.metrics.models import Measure, Metric

    key = key_of(name)
    taken = {*Measure.objects.filter(key__startswith=key).values_list("key", flat=True)}
    taken |= {*Metric.objects.filter(key__startswith=key).values_list("key", flat=True)}
    if key not in taken:
        return key
    return next(f"{key}_{number}" for number in range(2, len(taken) + 3) if f"{key}_{number}" not in taken)
