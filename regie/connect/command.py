"""`regie figures`: the wizard without a page. It rehearses, says what would happen, asks, writes, and can take back."""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser, Namespace
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.files import File as LocalFile
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regie.lib.commands import Refused
from regie.lib.tables import Unreadable

SHOWN = 20  # refused rows that are printed; --json prints all that are kept


def build(parser: ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    bring = acts.add_parser("import", help=_("rehearse a CSV or a workbook, then write it"))
    bring.add_argument("file", metavar="FILE")
    how_it_is_read(bring)
    bring.set_defaults(holds="figures", setting=[])
    bring.add_argument("--measure", default="", metavar="KEY", help=_("measure of all values, when no column names it"))
    bring.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="NAME=WHAT",
        help=_("what a column is: period, measure, value, measure:KEY, dimension:KEY or ignore; may be repeated"),
    )
    undo = acts.add_parser("undo", help=_("take a batch of figures back as a whole"))
    undo.add_argument("batch", type=int, metavar="BATCH")
    undo.add_argument("--by", metavar="EMAIL", default="")
    shown = acts.add_parser("list", help=_("the newest batches of figures"))
    shown.add_argument("--json", action="store_true")


def how_it_is_read(bring: ArgumentParser) -> None:
    """What may be said of any sheet that is brought, whatever it holds."""
    bring.add_argument("--sheet", default="", help=_("sheet of a workbook; the first with cells otherwise"))
    bring.add_argument("--decimal", choices=[",", "."], help=_("mark before the cents"))
    bring.add_argument("--dates", choices=["dmy", "mdy"], help=_("day or month first"))
    bring.add_argument("--mapping", metavar="FILE", help=_("choices as JSON, as --json prints them"))
    bring.add_argument("--rehearse", action="store_true", help=_("only say what would happen"))
    bring.add_argument("--yes", action="store_true", help=_("write without asking"))
    bring.add_argument("--by", metavar="EMAIL", default="", help=_("who imports; Régie itself otherwise"))
    bring.add_argument("--json", action="store_true", help=_("print one JSON object"))


def run(arguments: Namespace) -> int:
    return {"import": bring, "undo": undo, "list": show}[arguments.act](arguments)


def bring(arguments: Namespace) -> int:
    """Status 0: all taken. 2: written or rehearsed, with refused rows. 1: nothing done, the sentence says why."""
    from regie.connect.models import Intake
    from regie.connect.words import PROBLEMS, file_sentence
    from regie.journal.models import File

    path, person = Path(arguments.file).expanduser(), _person(arguments.by)
    if not path.is_file():
        raise Refused(_("There is no file %(path)s.") % {"path": arguments.file})
    with path.open("rb") as content:
        kept = File.keep(LocalFile(content, name=path.name), by=person)  # type: ignore[arg-type]
    try:
        intake = Intake.bring(kept, by=person, target=arguments.holds)
        if arguments.sheet:
            intake.pick_sheet(arguments.sheet)
        choices = _choices(arguments, intake)
        with intake.file.content.open("rb") as content:
            problems = intake.aim.problems(intake.open(content), choices)
    except Unreadable as fault:
        kept.content.delete(save=False)
        kept.delete()
        raise Refused(file_sentence(fault)) from fault
    if problems:
        intake.delete()
        kept.content.delete(save=False)
        kept.delete()
        found = [str(PROBLEMS[problem.code]) % problem.facts for problem in problems]
        raise Refused("\n".join([*dict.fromkeys(found), _how_to_say(intake)]))
    intake.choose(choices)
    _work(intake, person)
    if intake.stage == Intake.Stage.FAILED:
        raise Refused(file_sentence(intake.fault))
    if not arguments.json:
        _say(intake)
    if not arguments.rehearse and intake.writes and _is_wanted(arguments, intake):
        intake.write(by=person)
        _write(intake, person, quiet=arguments.json)
    if arguments.json:
        print(json.dumps(_as_object(intake), ensure_ascii=False, indent=1))
    return 2 if intake.refused else 0


def _how_to_say(intake) -> str:
    if intake.target == "figures":
        return _("Say it with --column NAME=WHAT or --measure KEY.")
    fields = ", ".join(each.key for each in intake.aim.fields)
    return _("Say it with --column NAME=WHAT, where WHAT is one of %(fields)s, or with --setting NAME=VALUE.") % {
        "fields": fields
    }


def _choices(arguments: Namespace, intake) -> dict:
    choices = dict(intake.choices)
    if arguments.mapping:
        try:
            given = json.loads(Path(arguments.mapping).expanduser().read_text("utf8"))
        except (OSError, ValueError) as fault:
            raise Refused(_("The mapping %(path)s cannot be read as JSON.") % {"path": arguments.mapping}) from fault
        choices |= given.get("mapping", given)
    columns = dict(choices.get("columns", {}))
    for said in arguments.column:
        name, sign, what = said.rpartition("=")
        if not sign or name not in columns:
            names = ", ".join(columns)
            raise Refused(
                _("There is no column “%(name)s”. The columns are: %(names)s.") % {"name": name or said, "names": names}
            )
        columns[name] = what
    choices["columns"] = columns
    for said in arguments.setting:
        name, _sign, value = said.partition("=")
        choices["settings"] = choices.get("settings", {}) | {name: value}
    if getattr(arguments, "measure", ""):
        choices["measure"] = arguments.measure
    if arguments.decimal:
        choices["decimal"] = arguments.decimal
    if arguments.dates:
        choices["order"] = arguments.dates
    return choices


def _say(intake) -> None:
    from regie.connect.ledgers.notes import sentence
    from regie.metrics.overlaps import Overlap

    counts = {"new": intake.new, "changed": intake.changed, "same": intake.same, "refused": intake.refused}
    print(_("%(new)s new, %(changed)s changed, %(same)s same, %(refused)s refused") % counts)
    for overlap in intake.effect.get("overlaps", []):
        print(Overlap.of(overlap))
    for row in intake.rows.filter(kind="refused")[:SHOWN]:
        column = intake.header[row.column]["name"] if row.column < len(intake.header) else ""
        cell = row.cells[row.column] if row.column < len(row.cells) else ""
        print(
            "  "
            + _("row %(row)s, %(column)s: “%(cell)s” %(reason)s")
            % {"row": row.number, "column": column, "cell": cell, "reason": row.reason}
        )
    if intake.refused > SHOWN:
        more = intake.refused - SHOWN
        print("  " + ngettext("and %(more)s more", "and %(more)s more", more) % {"more": more})
    if intake.target == "figures":
        _say_prospects(intake)
    for note in intake.effect.get("notes", []):
        print("  " + sentence(note))


def _say_prospects(intake) -> None:
    """What metrics would say, and which breaches would open or resolve."""
    from regie.connect import queries

    page = queries.prospects(intake)
    if page["is_too_much"]:
        print(_("This import touches too much to compute its metrics beforehand. They are computed when it is written."))
    acts = {"opens": _("opens a breach"), "resolves": _("resolves its breach"), "withdrawn": _("takes its breach back")}
    for each in page["prospects"]:
        print(f"  {each.name}, {each.period}: {each.old} → {each.new}")
    for each in page["prospect_breaches"]:
        print("  " + ", ".join(filter(None, [each.name, each.value, each.period])) + f": {acts[each.act]}")


def _is_wanted(arguments: Namespace, intake) -> bool:
    if arguments.yes:
        return True
    if not sys.stdin.isatty():
        print(_("Nothing is written without --yes when nobody can be asked."), file=sys.stderr)
        return False
    question = f"{intake.aim.words.say('write', intake.writes)}? [y/N] "
    return input(question).strip().lower()[:1] in ("y", "o")


def _work(intake, person, listen=None) -> None:
    """What it waits for, done here. Ctrl-C stops it for good: no worker goes on with it behind one's back."""
    from regie.connect import work
    from regie.connect.models import NotNow

    try:
        work.go_on(intake.pk, listen)
    except KeyboardInterrupt:
        intake.refresh_from_db()
        with suppress(NotNow):
            intake.halt(by=person)
        raise
    intake.refresh_from_db()


def _write(intake, person, *, quiet: bool) -> None:
    from regie.connect.models import Intake

    begun, shows = time.monotonic(), sys.stderr.isatty() and not quiet

    def listen(rows: int) -> None:
        if shows and intake.rows_in_all:
            print(f"\r{100 * rows // intake.rows_in_all:3} %  {rows}", end="", flush=True, file=sys.stderr)

    _work(intake, person, listen)
    if intake.stage != Intake.Stage.WRITTEN:
        raise Refused(_("Nothing was written. Try again."))
    if not quiet:
        words = {
            "figures": intake.writes,
            "seconds": round(time.monotonic() - begun, 1),
            "batch": intake.batch_id or intake.ledger_id,
        }
        said = _("%(figures)s figures written in %(seconds)s s, as batch %(batch)s.")
        if intake.ledger_id:
            said = _("%(figures)s rows written in %(seconds)s s, as ledger %(batch)s.")
        print("\n" * shows + said % words)


def _as_object(intake) -> dict[str, Any]:
    from regie.connect.ledgers.notes import sentence

    return {
        "file": intake.file.name,
        "stage": intake.stage,
        "holds": intake.target,
        "batch": intake.batch_id,
        "ledger": intake.ledger_id,
        "notes": [sentence(note) for note in intake.effect.get("notes", [])],
        "counts": {"new": intake.new, "changed": intake.changed, "same": intake.same, "refused": intake.refused},
        "mapping": intake.choices,
        "refused": [
            {
                "row": row.number,
                "column": intake.header[row.column]["name"] if row.column < len(intake.header) else "",
                "cell": row.cells[row.column] if row.column < len(row.cells) else "",
                "code": row.code,
                "reason": row.reason,
            }
            for row in intake.rows.filter(kind="refused")
        ],
    }


def undo(arguments: Namespace) -> int:
    from regie.connect.models import Intake, NotNow
    from regie.metrics.models import Batch

    batch = Batch.objects.filter(pk=arguments.batch).first()
    if batch is None:
        raise Refused(_("There is no batch %(batch)s. `regie figures list` shows them.") % {"batch": arguments.batch})
    if batch.undone_at:
        raise Refused(_("This batch is undone already."))
    person, intake = _person(arguments.by), Intake.objects.filter(batch=batch).select_related("batch", "file").first()
    try:
        if intake is None:
            undone = batch.undo(by=person)._asdict()
        else:
            intake.undo(by=person)
            undone = intake.effect["undone"]
    except NotNow as fault:
        raise Refused(_("This batch cannot be undone as it stands.")) from fault
    print(_("%(removed)s removed, %(restored)s as before, %(kept)s kept because a later import wrote over them.") % undone)
    return 0


def show(arguments: Namespace) -> int:
    from regie.metrics.models import Batch

    batches = list(Batch.objects.select_related("by").order_by("-pk")[:50])
    if arguments.json:
        fields = ("new", "changed", "same", "refused")
        rows = [
            {"batch": each.pk, "at": each.at.isoformat(), "file": each.file_name, "undone": bool(each.undone_at)}
            | {name: getattr(each, name) for name in fields}
            for each in batches
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    for each in batches:
        counts = f"+{each.new} ~{each.changed} ={each.same} !{each.refused}"
        state = _("undone") if each.undone_at else ""
        print(f"{each.pk:>6}  {each.at:%Y-%m-%d %H:%M}  {counts}  {each}  {each.by or ''}  {state}".rstrip())
    if not batches:
        print(_("No figure has come in yet."))
    return 0


def _person(email: str):
    from regie.people.models import Person

    if not email:
        return None
    person = Person.objects.filter(email__iexact=email, left_at=None).first()
    if person is None or not person.has_perm("connect.import_figures"):
        raise Refused(_("%(email)s may not import figures here.") % {"email": email})
    return person
