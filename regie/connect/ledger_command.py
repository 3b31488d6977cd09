"""`regie ledger`: sheets of the plan without a page: expenses and commitments, earlier campaigns, media plans."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from django.utils.translation import gettext as _

from regie.connect import command
from regie.lib.commands import Refused


def build(parser: ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    bring = acts.add_parser("import", help=_("rehearse a CSV or a workbook, then write it"))
    bring.add_argument("file", metavar="FILE")
    bring.add_argument(
        "--holds",
        choices=["spend", "efforts", "media"],
        default="",
        help=_("what the sheet holds; guessed from its columns otherwise"),
    )
    command.how_it_is_read(bring)
    bring.add_argument(
        "--column", action="append", default=[], metavar="NAME=WHAT", help=_("what a column is, or ignore; may be repeated")
    )
    bring.add_argument(
        "--setting",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help=_("what holds for the whole file, such as currency=USD; may be repeated"),
    )
    undo = acts.add_parser("undo", help=_("take an import back as a whole"))
    undo.add_argument("ledger", type=int, metavar="LEDGER")
    undo.add_argument("--by", metavar="EMAIL", default="")
    shown = acts.add_parser("list", help=_("the newest ledgers"))
    shown.add_argument("--json", action="store_true")


def run(arguments: Namespace) -> int:
    return {"import": command.bring, "undo": undo, "list": show}[arguments.act](arguments)


def undo(arguments: Namespace) -> int:
    from regie.connect.models import Intake, NotNow
    from regie.plan.models import Ledger

    ledger = Ledger.objects.filter(pk=arguments.ledger).first()
    if ledger is None:
        raise Refused(_("There is no ledger %(ledger)s. `regie ledger list` shows them.") % {"ledger": arguments.ledger})
    if ledger.undone_at:
        raise Refused(_("This import was undone already."))
    person, intake = command._person(arguments.by), Intake.objects.filter(ledger=ledger).select_related("ledger", "file").first()
    if intake is None:
        undone = ledger.undo(by=person)._asdict()
    else:
        try:
            intake.undo(by=person)
        except NotNow as fault:
            raise Refused(_("This import was undone already.")) from fault
        undone = intake.effect["undone"]
    print(_("%(removed)s removed, %(restored)s as before, %(kept)s kept because somebody changed them since.") % undone)
    return 0


def show(arguments: Namespace) -> int:
    from regie.plan.models import Ledger

    ledgers = list(Ledger.objects.select_related("by")[:50])
    if arguments.json:
        fields = ("kind", "new", "same", "refused")
        rows = [
            {"ledger": each.pk, "at": each.at.isoformat(), "file": each.file_name, "undone": bool(each.undone_at)}
            | {name: getattr(each, name) for name in fields}
            for each in ledgers
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    for each in ledgers:
        state = _("undone") if each.undone_at else ""
        counts = f"+{each.new} ={each.same} !{each.refused}"
        print(
            f"{each.pk:>6}  {each.at:%Y-%m-%d %H:%M}  {each.get_kind_display()}  {counts}  {each}  {each.by or ''}  {state}".rstrip()
        )
    if not ledgers:
        print(_("No sheet of the plan has come in yet."))
    return 0
