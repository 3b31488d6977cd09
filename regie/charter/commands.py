"""`regie charter import FILE [--json | --accept]` and `regie charter export`."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regie.lib import commands
from regie.lib.commands import Refused


def build(parser: ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True)
    bring = acts.add_parser("import", help=gettext("read the text of a charter"))
    bring.add_argument("file", help=gettext("Markdown or plain text; - reads what is piped in"))
    bring.add_argument("--json", action="store_true", help=gettext("save nothing, print what was understood"))
    bring.add_argument("--accept", action="store_true", help=gettext("accept what was understood; open questions stay marked"))
    out = acts.add_parser("export", help=gettext("print the charter as Markdown"))
    out.add_argument("--lang", choices=["fr", "en"], help=gettext("language of the headings"))
    out.add_argument("--version", type=int, dest="number", help=gettext("number of the version; by default the one in force"))


def run(arguments: Namespace) -> int:
    return bring(arguments) if arguments.act == "import" else export(arguments)


def bring(arguments: Namespace) -> int:
    from regie.charter import reading as reader

    content = _content(arguments.file)
    try:
        if arguments.json:
            print(json.dumps(reader.read(content, arguments.file).as_json(), ensure_ascii=False, indent=2))
            return 0
        return _keep(content, arguments)
    except reader.Unreadable as fault:
        raise Refused(fault.sentence) from fault


def _content(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    path = Path(name)
    try:
        if path.stat().st_size > 50_000_000:
            raise Refused(gettext("%(name)s is too large for the text of a charter.") % {"name": name})
        return path.read_bytes()
    except OSError as fault:
        raise Refused(gettext("%(name)s cannot be read: %(why)s.") % {"name": name, "why": fault.strerror or fault}) from fault


def _keep(content: bytes, arguments: Namespace) -> int:
    from django.conf import settings
    from django.urls import reverse

    from regie.charter.models import Reading
    from regie.people.models import Person

    lead = Person.objects.leads().order_by("pk").first()
    draft = Reading.bring(content, by=lead, name=Path(arguments.file).name if arguments.file != "-" else "")
    if not arguments.accept:
        print(settings.SITE_ADDRESS + draft.get_absolute_url())
        return 0
    version = draft.accept(by=lead)
    print(gettext("Version %(number)d is proposed.") % {"number": version.number})
    print(settings.SITE_ADDRESS + reverse("charter:reading_result", args=[draft.pk]))
    return 0


def export(arguments: Namespace) -> int:
    from regie.charter.exporting import as_markdown
    from regie.charter.models import Charter

    charter = Charter.objects.home()
    if charter is None:
        raise Refused(gettext("There is no charter here yet. Bring one in with: regie charter import FILE"))
    version = (
        charter.versions.filter(number=arguments.number).first() if arguments.number else charter.in_force() or charter.proposed()
    )
    if version is None:
        raise Refused(gettext("There is no such version."))
    sys.stdout.write(as_markdown(version, arguments.lang or version.language))
    return 0


def needs_database(arguments: Namespace) -> bool:
    return not getattr(arguments, "json", False)


commands.register("charter", _("read and write the charter"), build=build, run=run, needs_database=needs_database)
