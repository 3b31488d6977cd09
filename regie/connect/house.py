"""What this room tells the house: its verbs, its work, its commands, its place in the rail."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regie.journal import verbs
from regie.lib import sweep
from regie.people import rights
from regie.plan import ledgers
from regie.ui import palette, rooms
from regie.ui import verbs as ui_verbs


def move_in() -> None:
    from regie.connect import relaying, work
    from regie.connect.figures.target import FigureTarget
    from regie.connect.ledgers.efforts import EffortsTarget
    from regie.connect.ledgers.media import MediaTarget
    from regie.connect.ledgers.spend import SpendTarget
    from regie.connect.targets import TARGETS

    for target in (FigureTarget(), SpendTarget(), EffortsTarget(), MediaTarget()):
        TARGETS[target.key] = target
    sweep.register("connect.imports", work.sweep, every=15)
    sweep.register("connect.relays", relaying.go_round, every=15)
    sweep.register("connect.dispatches", relaying.tidy, every=86400)
    _name_verbs()
    _take_room()
    _open_feeds()
    _add_commands()
    ledgers.PAGES["connect"] = _page_of_ledger


def _page_of_ledger(ledger: Any) -> str:
    from regie.connect.models import Intake

    intake = Intake.objects.filter(ledger=ledger).order_by("-pk").values_list("pk", flat=True).first()
    return reverse("connect:import", args=[intake]) if intake else ""


def _take_room() -> None:
    rooms.register(
        rooms.Room(
            "connect", 140, _("Connections"), "link", "connect:index", group="side", visible=rights.is_signed_in, key_to="x"
        )
    )
    ui_verbs.register(
        ui_verbs.Verb(
            "connect.import",
            _("Import a sheet"),
            "connect:new_import",
            icon="upload",
            place=_("Connections"),
            visible=rights.is_member,
            order=40,
            keys="C F",
        )
    )
    palette.register("imports", _find)


def _find(person: Any, sought: str) -> list[palette.Found]:
    """Imports by the name of their file. One query."""
    from regie.connect.models import Intake

    found = Intake.objects.visible_to(person).filter(file__name__icontains=sought).select_related("file")[:4]
    return [
        palette.Found(intake.file.name, reverse("connect:import", args=[intake.pk]), "file", str(_("Imports")))
        for intake in found
    ]


def _open_feeds() -> None:
    """My reviews, for calendar programs."""
    from regie.connect import due_dates, plan_dates
    from regie.connect.feeds import FEEDS, Feed

    def write(person: Any) -> bytes:
        from regie.reviews.calendar import ics_for

        return ics_for(person)

    FEEDS["work"] = Feed(
        _("Due dates of my work"),
        _("Your tasks, the requests that you follow, and what you wait for from other departments."),
        due_dates.ics_for,
    )
    FEEDS["campaigns"] = Feed(
        _("Due dates of my campaigns"),
        _("All dated tasks of the campaigns in which you have something to do."),
        due_dates.campaigns_ics_for,
    )
    FEEDS["plan"] = Feed(
        _("The plan"),
        _("Campaigns, activities, contents, events, milestones and promises of others, as they are moved."),
        plan_dates.ics_for,
    )
    FEEDS["reviews"] = Feed(_("My reviews"), _("The reviews that you take part in, as they are moved and cancelled."), write)


def _add_commands() -> None:
    from regie.connect import command, ledger_command
    from regie.lib import commands

    commands.register(
        "ledger",
        _("import, list and undo expenses, earlier campaigns and media plans"),
        build=ledger_command.build,
        run=ledger_command.run,
    )
    commands.register("figures", _("import, list and undo figures"), build=command.build, run=command.run)


def _brought_by(event) -> list:
    """The bell: the one who pressed the button hears, though the work was Régie's."""
    return [event.subject.written_by or event.subject.by]


def _keepers(event) -> list:
    """Whoever opened the relay, and the leads."""
    from regie.people.models import Person

    return [event.subject.made_by, *Person.objects.leads()]


def _name_verbs() -> None:
    for key, sentence, icon in (
        ("relay_made", _("%(actor)s opened the relay %(subject)s to %(host)s"), "plus"),
        ("relay_edited", _("%(actor)s changed the relay %(subject)s"), "edit"),
        ("relay_pointed", _("%(actor)s gave the relay %(subject)s another address"), "link"),
        ("relay_secret_renewed", _("%(actor)s made a new secret for the relay %(subject)s"), "edit"),
        ("relay_closed", _("%(actor)s closed the relay %(subject)s"), "pause"),
        ("relay_opened", _("%(actor)s opened the relay %(subject)s again"), "undo"),
        ("relay_tried", _("%(actor)s tried the relay %(subject)s"), "send"),
        ("dispatch_sent_again", _("%(actor)s has a line of the relay %(subject)s sent again"), "send"),
    ):
        verbs.register(f"connect.{key}", sentence, icon=icon)
    verbs.register(
        "connect.relay_down",
        _("The relay %(subject)s does not answer: %(fault)s Nothing is lost, it is tried again."),
        icon="breach",
        notify=_keepers,
    )
    verbs.register("connect.relay_answers_again", _("The relay %(subject)s answers again"), icon="good", notify=_keepers)
    verbs.register("connect.file_brought", _("%(actor)s brought %(subject)s"), icon="file")
    verbs.register("connect.import_written", _("%(actor)s imported %(figures)s figures from %(subject)s"), icon="check")
    verbs.register("connect.rows_import_written", _("%(actor)s imported %(figures)s rows from %(subject)s"), icon="check")
    verbs.register("connect.rows_import_ended", _("%(subject)s is in: %(figures)s rows"), icon="check", notify=_brought_by)
    verbs.register("connect.import_ended", _("%(subject)s is in: %(figures)s figures"), icon="check", notify=_brought_by)
    verbs.register(
        "connect.import_stopped", _("The import of %(subject)s stopped, nothing was written"), icon="breach", notify=_brought_by
    )
    verbs.register("connect.import_halted", _("%(actor)s stopped the import of %(subject)s"), icon="pause")
    verbs.register("connect.cells_corrected", _("%(actor)s corrected cells over %(subject)s"), icon="pencil")
    verbs.register("connect.import_undone", _("%(actor)s undid the import of %(subject)s"), icon="undo")
    verbs.register("connect.feed_opened", _("%(actor)s opened a private address for %(subject)s"), icon="link")
    verbs.register("connect.feed_revoked", _("%(actor)s closed the private address for %(subject)s"), icon="link")
