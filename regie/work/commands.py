"""`regie workflow check FILE [--json]` and `regie workflow convert IN OUT`: what a BPMN file would be here, without an instance."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from regie.lib import commands
from regie.lib.commands import Refused

LARGEST = 20_000_000  # more is not even looked at; the engine has a limit of its own


def build(parser: ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True)
    look = acts.add_parser(
        "check", help=gettext("say whether a BPMN file runs here, who does what, and what does not run"),
        epilog=gettext(
            "It ends with 0 when the file runs, even where some of its parts do not: read what is named; with 1 when nothing in it can be "
            "run, or when it cannot be read; with 2 when the command itself is not understood."
        ),
    )  # fmt: skip
    look.add_argument("file", help=gettext("a .bpmn file; - reads what is piped in"))
    look.add_argument("--json", action="store_true", help=gettext("print what was found as JSON"))
    turn = acts.add_parser(
        "convert", help=gettext("read a BPMN file and write it back, with all that it holds"),
        epilog=gettext(
            "It ends with 0 when the file was read and written, whether it runs or not: an arrow that leads nowhere comes back as it was; "
            "with 1 when it cannot be read or written; with 2 when the command itself is not understood."
        ),
    )  # fmt: skip
    turn.add_argument("file", help=gettext("a .bpmn file; - reads what is piped in"))
    turn.add_argument("out", help=gettext("where to write; - prints it"))


def run(arguments: Namespace) -> int:
    return check(arguments) if arguments.act == "check" else convert(arguments)


def check(arguments: Namespace) -> int:
    """0 where the file runs, were it in parts, 1 where nothing of it does; with --json the answer is on standard output in both cases."""
    from regie.work.engine import checking

    report = checking.check(_content(arguments.file))
    if arguments.json:
        print(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
        if not report.valid:
            raise Refused(_where(report.why, report.line))
        return 0 if report.runnable else 1
    if not report.valid:
        raise Refused(_where(report.why, report.line))
    for line in _said(report):
        print(line)
    return 0 if report.runnable else 1


def convert(arguments: Namespace) -> int:
    from regie.work.engine.opening import Unreadable
    from regie.work.engine.reading import read
    from regie.work.engine.writing import write

    try:
        written = write(read(_content(arguments.file)))
    except Unreadable as fault:
        raise Refused(_where(str(fault.sentence), fault.line)) from fault
    if arguments.out == "-":
        sys.stdout.buffer.write(written)
        return 0
    try:
        Path(arguments.out).write_bytes(written)
    except OSError as fault:
        why = {"name": arguments.out, "why": fault.strerror or fault}
        raise Refused(gettext("%(name)s cannot be written: %(why)s.") % why) from fault
    return 0


def _content(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read(LARGEST)
    try:
        with Path(name).open("rb") as file:
            return file.read(LARGEST)
    except OSError as fault:
        raise Refused(gettext("%(name)s cannot be read: %(why)s.") % {"name": name, "why": fault.strerror or fault}) from fault


def _where(sentence: str, line: int) -> str:
    if not line or str(line) in sentence:
        return sentence
    return gettext("Line %(line)d: %(sentence)s") % {"line": line, "sentence": sentence}


def _said(report) -> list[str]:
    count = len(report.steps)
    if report.runnable:
        said = [ngettext("It runs, with %(count)d step.", "It runs, with %(count)d steps.", count) % {"count": count}]
    else:
        said = [gettext("It is BPMN, but there is nothing to do in it: draw at least one task that a way leads to.")]
    for step in report.steps:
        whom = ", ".join(duty["whom"] for duty in step["duties"] if duty["letter"] == "R") or step["lane"]
        said.append(f"  {step['name'] or step['id']}" + (f" ({whom})" if whom else ""))
    parts = (
        (gettext("What does not run:"), report.unsupported),
        (gettext("What runs, though not as it was drawn:"), report.notes),
    )
    for title, faults in parts:
        if faults:
            said += [
                "",
                title,
                *(f"  {_where(fault['why'], fault['line'])} [{fault['id'] or fault['type']}]" for fault in faults),
            ]
    if report.lint:
        said += [
            "",
            gettext("What could be better:"),
            *(f"  {remark['why']} {remark['mend']}".rstrip() for remark in report.lint),
        ]
    return said


def needs_database(arguments: Namespace) -> bool:
    return False


commands.register("workflow", _("check and convert BPMN files"), build=build, run=run, needs_database=needs_database)
