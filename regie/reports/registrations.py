"""What the reports room tells the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regie.journal import verbs as journal
from regie.lib import commands
from regie.people import links
from regie.people.models import Person
from regie.reports import command, due, on_the_agenda
from regie.reviews import beside, closing
from regie.ui import verbs

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
