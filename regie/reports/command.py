"""`regie report quarter 2026-Q3 --lang fr --out FILE`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from django.utils.translation import gettext

from regie.lib.commands import Refused

SUFFIXES = (".pdf", ".pptx", ".html")


def build(parser: ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True)
    quarter = acts.add_parser("quarter", help=gettext("the report of one quarter"))
    quarter.add_argument("quarter", help=gettext("such as 2026-Q3 or T3 2026"))
    quarter.add_argument("--lang", choices=["fr", "en"], help=gettext("by default that of the organisation"))
    quarter.add_argument("--out", required=True, help=gettext("a file whose name ends in .pdf, .pptx or .html"))


def run(arguments: Namespace) -> int:
    from regie.people.models import Organisation
    from regie.reports.writing import files

    out = Path(arguments.out)
    if out.suffix.lower() not in SUFFIXES:
        facts = {"name": out.name, "kinds": ", ".join(SUFFIXES)}
        raise Refused(
            gettext("The name %(name)s does not say which kind of file is wanted. It should end in one of %(kinds)s.") % facts
        )
    if not out.absolute().parent.is_dir():
        raise Refused(gettext("The folder %(folder)s is not there. Make it first.") % {"folder": out.parent})
    document, is_kept = _document(_quarter(arguments.quarter), arguments.lang or Organisation.here().language)
    try:
        out.write_bytes(files.written(document, out.suffix.lower().lstrip(".")))
    except OSError as fault:
        raise Refused(gettext("%(name)s cannot be written: %(why)s.") % {"name": out, "why": fault.strerror or fault}) from fault
    if not is_kept:
        print(
            gettext("No report of this quarter is frozen in this language: this one is made from live numbers, and says so."),
            file=sys.stderr,
        )
    print(out)
    return 0


def _quarter(text: str):
    from django.utils import timezone

    from regie.lib.periods import Grain, Period

    try:
        found = Period.parse(text, near=timezone.localdate())
    except ValueError:
        found = None
    if found is None or found.grain != Grain.QUARTER:
        raise Refused(gettext("“%(text)s” is no quarter. Write it as 2026-Q3.") % {"text": text})
    if found.start > timezone.localdate():
        raise Refused(gettext("This quarter has not begun yet: there is nothing to report."))
    return found


def _document(quarter, language: str) -> tuple[dict, bool]:
    """The newest frozen edition (a published one first); without one the edition that is being written, or a draft of all."""
    from regie.reports.making import document
    from regie.reports.making.frame import Frame
    from regie.reports.models import Report

    rows = list(Report.objects.of(quarter).filter(language=language).select_related("domain").order_by("-edition"))
    kept = next((each for each in rows if each.is_published), None) or next((each for each in rows if each.is_frozen), None)
    if kept is not None:
        return kept.document(), True
    return (rows[0].document() if rows else document(Frame.here(quarter, language))), False
