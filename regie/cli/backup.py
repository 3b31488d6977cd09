"""`regie backup FILE`: everything in one file, while people go on working."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

HELP = gettext_lazy("write everything this instance holds to one file")


def build(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help=_("where to write it, for example regie-2026-11-23.zip"))
    parser.add_argument("--replace", action="store_true", help=_("overwrite the file if it is there"))


def needs_database(arguments: Namespace) -> bool:
    return True


def run(arguments: Namespace) -> int:
    from regie.cli.archive.write import write
    from regie.lib.commands import Refused

    if arguments.file.exists() and not arguments.replace:
        raise Refused(_("%(path)s is already there: choose another name, or add --replace.") % {"path": arguments.file})
    try:
        manifest = write(arguments.file)
    except OSError as error:
        raise Refused(
            _("The backup could not be written to %(path)s (%(error)s).")
            % {"path": arguments.file, "error": error.strerror or error}
        ) from error
    rows = sum(table["rows"] for table in manifest["tables"].values())
    files, size = len(manifest["files"]), arguments.file.stat().st_size
    said = [
        ngettext("%(count)d row", "%(count)d rows", rows) % {"count": rows},
        ngettext("%(count)d file", "%(count)d files", files) % {"count": files},
        f"{size / 1e6:.1f} MB",
    ]
    print(f"{arguments.file}: {', '.join(said)}")
    print(_("Keep it as you would keep the instance: it holds people’s names, addresses and password fingerprints."))
    return 0
