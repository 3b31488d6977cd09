"""What the desk tells the shell: My day and The loop stand above the rooms."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regie.ui import rooms


def _inside(person) -> bool:
    return person.is_member or person.is_delegator


def _waiting(person) -> int:
    from regie.desk import waiting

    return waiting.count(person)


rooms.register(
    rooms.Room(
        "day",
        1,
        _("My day"),
        "my-day",
        "desk:day",
        group="top",
        within=("desk:day",),
        count=_waiting,
        for_you=True,
        tab=True,
        key_to="d",
    )
)
rooms.register(
    rooms.Room("loop", 2, _("The loop"), "loop", "desk:loop", group="top", within=("desk:loop",), visible=_inside, key_to="l")
)
