"""`regie demo`: fills an empty instance with Tamarelle, in French or English."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regie.lib import commands

HELP = gettext_lazy("fill an empty instance with the demo department")


def build(parser: ArgumentParser) -> None:
    parser.add_argument("--lang", choices=["fr", "en"], default="", help=_("the language of its texts (default: the terminal's)"))


def run(arguments: Namespace) -> int:
    from regie.demo.life import Life
    from regie.people.models import Person

    if Person.objects.exists():
        raise commands.Refused(
            _("There are people in this instance already: the demo would mix with them. Choose another folder with REGIE_HOME.")
        )
    language = arguments.lang or (translation.get_language() or "en")[:2]

    def say(month: str) -> None:
        if sys.stderr.isatty():
            print(f"\r{month}", end="", file=sys.stderr, flush=True)

    if not sys.stderr.isatty():
        print(_("Filling the instance with Tamarelle; it takes a minute or two."), file=sys.stderr, flush=True)
    Life(language if language in ("fr", "en") else "en", timezone.localdate(), say).tell()
    if sys.stderr.isatty():
        print("\r       \r", end="", file=sys.stderr, flush=True)
    print(_("Tamarelle is here: a department of eight and eighteen months of figures. “regie up” serves it."))
    return 0


commands.register("demo", HELP, build=build, run=run)
