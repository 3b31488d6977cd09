"""The command line, `regie`.

It starts and keeps an instance (up, worker, backup, restore, doctor, sign-in-link) and lends its
parser to the rooms' own commands (`regie.lib.commands`). It holds no rule of any room.
"""

import importlib
import os
import sys
from argparse import ArgumentParser, Namespace

OWN = {
    "up": "up",
    "worker": "worker",
    "backup": "backup",
    "restore": "restore",
    "doctor": "doctor",
    "sign-in-link": "sign_in_link",
}


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    argv = sys.argv[1:] if argv is None else argv
    os.umask(0o077)  # what an instance writes is for its own user
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regie.settings")
    own = importlib.import_module(f"regie.cli.{OWN[argv[0]]}") if argv and argv[0] in OWN else None
    try:
        if own is not None and hasattr(own, "before_settings"):
            own.before_settings(argv[1:])
        set_up()
        return run(argv)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 141


def run(argv: list[str]) -> int:
    """Parse and run, once Django is ready."""
    from regie.cli.home import Unready, bring_up_to_date
    from regie.lib.commands import Refused

    arguments = whole_parser().parse_args(argv)
    try:
        if arguments.needs_database(arguments):
            bring_up_to_date()
        return arguments.run(arguments) or 0
    except (Refused, Unready) as refusal:
        print(refusal, file=sys.stderr)
        return 1


def set_up() -> None:
    """Load the settings and the rooms, and speak the language of the terminal."""
    import django
    from django.utils import translation

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regie.settings")
    django.setup()
    spoken = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    translation.activate("fr" if spoken.startswith("fr") else "en")


def whole_parser() -> ArgumentParser:
    """All commands: ours and those that the rooms registered."""
    from django.utils.translation import gettext as _

    from regie.lib.commands import COMMANDS

    # What argparse says by itself is English whatever the terminal speaks: the first page of help names its parts itself.
    parser = ArgumentParser(
        prog="regie",
        usage="regie " + _("COMMAND …"),
        description=_("Régie, the control room of a marketing department."),
        epilog=_("“regie COMMAND --help” says more of one command."),
        add_help=False,
    )
    kinds = parser.add_subparsers(dest="command", title=_("commands"), metavar=_("COMMAND"), prog="regie", required=True)
    options = parser.add_argument_group(_("options"))
    options.add_argument("-h", "--help", action="help", help=_("show this help and leave"))
    options.add_argument("--version", action="version", version=version(), help=_("show the version and leave"))
    for name, module_name in OWN.items():
        module = importlib.import_module(f"regie.cli.{module_name}")
        child = kinds.add_parser(name, help=str(module.HELP), description=str(module.HELP))
        module.build(child)
        child.set_defaults(run=module.run, needs_database=getattr(module, "needs_database", _never))
    for command in COMMANDS.values():
        child = kinds.add_parser(command.name, help=str(command.help), description=str(command.help))
        command.build(child)
        child.set_defaults(run=command.run, needs_database=command.needs_database)
    return parser


def version() -> str:
    from importlib.metadata import version as installed

    return f"Régie {installed('regie')}"


def _never(arguments: Namespace) -> bool:
    return False
