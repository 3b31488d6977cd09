"""What the reports room tells the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regie.journal import verbs as journal
from regie.lib import commands
from regie.lib.text import plain
from regie.people import links
from regie.people.models import Person
from regie.reports import command, due, on_the_agenda
from regie.reports.models import Report
from regie.reviews import beside, closing
from regie.ui import palette, verbs

closing.GUARDS["reports"] = due.guard
beside.PAPERS["reports"] = due.papers
on_the_agenda.register()
commands.register("report", _("write the report of a quarter to a file"), build=command.build, run=command.run)
verbs.register(
    verbs.Verb(
        "reports.prepare", _("Prepare a quarterly report"), "reports:report_new", icon="document", place=_("Reports"), order=44,
        visible=lambda person: person.is_member,
    )
)  # fmt: skip
verbs.register(
    verbs.Verb(
        "reports.read", _("Quarterly reports"), "reports:index", group="run", icon="document", place=_("Reports"),
        visible=lambda person: person.is_member or person.is_delegator,
    )
)  # fmt: skip


def _find(person, sought: str) -> list[palette.Found]:
    """Reports by what they are called in either language: “Report Q3 2026”, “2026-Q3”, “T3”. One query."""
    words = plain(sought).split()
    rows = Report.objects.visible_to(person).order_by("-quarter", "language", "-edition")[:40]
    named = [
        (row, plain(f"{row} {row.period.code} {row.period.code[5:].replace('Q', 'T')} Report Rapport").split()) for row in rows
    ]
    return [
        palette.Found(str(row), row.get_absolute_url(), "document", str(_("Quarterly reports")))
        for row, name in named
        if all(any(each.startswith(word) for each in name) for word in words)
    ][:5]


palette.register("reports", _find)

_SENTENCES = {
    "report_prepared": (_("%(actor)s prepared %(subject)s"), "plus"),
    "report_arranged": (_("%(actor)s put the sections of %(subject)s in another order"), "grip"),
    "report_frozen": (_("%(actor)s froze %(subject)s: its numbers no longer change"), "lock"),
    "report_thawed": (_("%(actor)s opened %(subject)s again"), "undo"),
    "edition_begun": (_("%(actor)s opened %(subject)s: %(because)s"), "pencil"),
    "passage_worded": (_("%(actor)s worded “%(subject)s”"), "pencil"),
    "passage_drafted": (_("%(actor)s took the draft of “%(subject)s” again"), "undo"),
    "passage_left_out": (_("%(actor)s left “%(subject)s” out"), "minus"),
    "passage_brought_back": (_("%(actor)s brought “%(subject)s” back"), "undo"),
    "waiver_given": (_("%(actor)s let the review %(subject)s close without its report: %(reason)s"), "flag"),
}
for _key, (_sentence, _icon) in _SENTENCES.items():
    journal.register(f"reports.{_key}", _sentence, icon=_icon)


def _readers(event):
    """The team and the delegator."""
    told = [Person.Standing.LEAD, Person.Standing.MEMBER, Person.Standing.DELEGATOR]
    return Person.objects.active().filter(standing__in=told)


journal.register("reports.report_published", _("%(actor)s published %(subject)s"), icon="document", notify=_readers)


def _outside(request, link):
    from regie.reports.outside import show

    return show(request, link)


links.register(
    "reports.read_report",
    _("read this report"),
    view=_outside,
    may_give=lambda person, report: person.is_member and report.is_published,
    icon="document",
)
