"""`regie restore FILE`: puts a backup into an empty instance, or in place of what one holds."""

import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

HELP = gettext_lazy("put a backup back, into this instance")
FRESH = 12  # seconds: a worker gives a sign of life every five


def build(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help=_("a file that “regie backup” wrote"))
    parser.add_argument("--replace", action="store_true", help=_("throw away what this instance holds"))


def needs_database(arguments: Namespace) -> bool:
    return True


def run(arguments: Namespace) -> int:
    from regie.cli.archive.read import Archive
    from regie.cli.worker import last_seen
    from regie.lib.commands import Refused

    archive = Archive(arguments.file)
    seen = last_seen()
    if seen and time.time() - seen < FRESH:
        raise Refused(_("Régie is running on this instance: stop it first, wait a few seconds, then restore."))
    held = what_is_held()
    if held and not arguments.replace:
        raise Refused(
            _("This instance already holds %(what)s. To throw that away for the backup of %(when)s, add --replace.")
            % {"what": held, "when": archive.manifest["made_at"][:16].replace("T", " ")}
        )
    rows = archive.restore()
    if held:
        print(_("Thrown away: %(what)s.") % {"what": held})
    files = len(archive.manifest["files"])
    print(
        _("Restored and counted again: %(rows)s, %(files)s.")
        % {
            "rows": ngettext("%(count)d row", "%(count)d rows", rows) % {"count": rows},
            "files": ngettext("%(count)d file", "%(count)d files", files) % {"count": files},
        }
    )
    print(_("Nobody is signed in: people sign in anew, or by “regie sign-in-link EMAIL”."))
    return 0


def what_is_held() -> str:
    """In words, what people put into this instance; empty where nobody is in yet."""
    from regie.cli.archive.tables import kept_tables
    from regie.people.models import Person

    people = Person.objects.count()
    if not people:
        return ""
    rows = sum(model._base_manager.count() for model in kept_tables())
    return ", ".join(
        [
            ngettext("%(count)d person", "%(count)d people", people) % {"count": people},
            ngettext("%(count)d row", "%(count)d rows", rows) % {"count": rows},
        ]
    )
