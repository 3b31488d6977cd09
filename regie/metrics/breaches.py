"""Who must be told of breaches: higher rooms register here in their `apps.py`.

    breaches.LISTENERS["reviews"] = hear_of_breach      # (breach, act), inside the transaction of the act

`act` is opened, resolved, withdrawn or closed. A breach found late and already over is told as opened, then resolved.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regie.metrics.models import Breach

LISTENERS: dict[str, Callable[[Breach, str], None]] = {}


def tell(breach: Breach, act: str) -> None:
    for listener in LISTENERS.values():
        listener(breach, act)
