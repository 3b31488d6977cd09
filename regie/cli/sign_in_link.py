"""`regie sign-in-link EMAIL`: for somebody who cannot get in by any other door."""

from argparse import ArgumentParser, Namespace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regie.cli import running

HELP = gettext_lazy("print an address that signs a person in once")


def build(parser: ArgumentParser) -> None:
    parser.add_argument("email", help=_("the person’s e-mail address"))


def before_settings(argv: list[str]) -> None:
    """The address of the instance that runs, whatever its port."""
    from regie import settings

    running.be_known_as(running.address_at(settings.REGIE_HOME))


def needs_database(arguments: Namespace) -> bool:
    return True


def run(arguments: Namespace) -> int:
    from regie.lib.commands import Refused
    from regie.people.sign_in import Unknown, link_for

    try:
        print(link_for(arguments.email))
    except Unknown:
        raise Refused(_("Nobody who may come in has the address %(email)s.") % {"email": arguments.email}) from None
    return 0
