"""`regie mail receive`: one message from standard input, as a mail server hands it over."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from django.utils.translation import gettext

from regie.lib import commands
from regie.lib.commands import Refused


def build(parser: ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True)
    acts.add_parser("receive", help=gettext("bring in one e-mail from standard input, as an answer to a letter of this instance"))
    acts.add_parser("look", help=gettext("look once into the mailbox of the settings"))


def run(arguments: Namespace) -> int:
    from regie.journal import mailbox, replies
    from regie.lib.refused import Refused as NotOurs

    if arguments.act == "look":
        print(mailbox.look())
        return 0
    try:
        print(replies.receive(sys.stdin.buffer.read(replies.LARGEST + 1)))
    except NotOurs as fault:
        raise Refused(str(fault.sentence)) from fault
    return 0


def register() -> None:
    from django.utils.translation import gettext_lazy as _

    commands.register("mail", _("receive answers by e-mail"), build=build, run=run)
