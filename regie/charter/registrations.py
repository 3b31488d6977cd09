"""What the charter room adds to the house: rail, palette, New menu, sentences of the journal, the sweep."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.journal import verbs as journal
from regie.lib import sweep
from regie.ui import palette, rooms, verbs


def _leads(event):
    from regie.people.models import Person

    return Person.objects.leads()


def _who_consents(event):
    return [event.subject.delegator()]


def _makers(event):
    return [*_leads(event), event.subject.made_by]


def _member(person) -> bool:
    return bool(getattr(person, "is_member", False))


rooms.register(rooms.Room("charter", 10, _("Charter"), "charter", "charter:index", key_to="h"))
verbs.register(
    verbs.Verb("charter.import", _("Bring in a charter"), "charter:import", icon="charter", place=_("Charter"), visible=_member)
)
verbs.register(
    verbs.Verb(
        "charter.coverage",
        _("See the holes of the charter"),
        "charter:coverage",
        group="run",
        icon="eye",
        place=_("Charter"),
        visible=_member,
    )
)

journal.register("charter.reading_brought", _("%(actor)s brought %(subject)s"), icon="upload")
journal.register("charter.reading_discarded", _("%(actor)s set %(subject)s aside"), icon="erase")
journal.register("charter.reading_accepted", _("%(actor)s accepted %(subject)s as version %(number)s"), icon="check")
journal.register("charter.correction_edited", _("%(actor)s corrected %(subject)s"), icon="pencil")
journal.register(
    "charter.version_proposed", _("%(actor)s proposed version %(number)s of the charter"), icon="charter", notify=_who_consents
)
journal.register("charter.version_withdrawn", _("%(actor)s withdrew version %(number)s of the charter"), icon="leave")
journal.register("charter.consent_asked", _("%(actor)s asks for consent to %(subject)s"), icon="bell", notify=_who_consents)
journal.register(
    "charter.consent_given", _("%(actor)s consented to version %(number)s of the charter"), icon="good", notify=_makers
)
journal.register(
    "charter.consent_recorded",
    _("%(actor)s recorded the consent of %(delegator)s to version %(number)s of the charter"),
    icon="good",
    notify=_makers,
)
journal.register(
    "charter.objection_made",
    _("%(actor)s objected to version %(number)s of the charter: %(reason)s"),
    icon="watch",
    notify=_makers,
)
journal.register("charter.grew", _("%(actor)s put version %(number)s to work: %(count)s things made or changed"), icon="loop")
journal.register("charter.line_added", _("%(actor)s added a line: %(subject)s"), icon="plus")
journal.register("charter.line_removed", _("%(actor)s took a line out: %(subject)s"), icon="minus")
journal.register("charter.line_put_back", _("%(actor)s put a line back: %(subject)s"), icon="undo")
journal.register("charter.line_moved", _("%(actor)s moved a line: %(subject)s"), icon="repeat")
journal.register("charter.wording_edited", _("%(actor)s reworded %(subject)s"), icon="pencil")
journal.register("charter.rule_settled", _("%(actor)s settled the rule of %(subject)s"), icon="check")
journal.register("charter.question_settled", _("%(actor)s answered the questions on %(subject)s"), icon="check")
journal.register("charter.charter_edited", _("%(actor)s changed the next look at the charter"), icon="calendar")
journal.register("charter.deliverable_edited", _("%(actor)s said who answers for %(subject)s"), icon="person")
journal.register("charter.competency_held", _("%(actor)s said who holds %(subject)s"), icon="person")
journal.register(
    "charter.look_due",
    pgettext_lazy("journal", "It is time to look at the charter of %(subject)s again"),
    icon="calendar",
    notify=_leads,
)


def remind_of_looks() -> int:
    """Tell the leads, once for each date, that a charter is to be looked at again."""
    from regie.charter.models import Charter

    return sum(charter.remind() for charter in Charter.objects.filter(next_look_on__lte=timezone.localdate()))


def find(person, sought: str) -> list[palette.Found]:
    """Lines of the charter that hold these words; one query for the version, one for its lines."""
    from regie.charter.models import Version
    from regie.lib.text import plain, shorten

    version = Version.objects.visible_to(person).filter(state__in=["in_force", "proposed"], charter__domain__is_home=True).last()
    if version is None:
        return []
    needle, found = plain(sought), []
    for each in version.wordings.all():
        if needle in plain(f"{each.data.get('name') or ''} {each.text}"):
            label = each.data.get("name") or shorten(each.text)
            address = f"{reverse('charter:version', args=[version.number])}#line-{each.line_id}"
            found.append(palette.Found(label, address, "charter", str(each.get_section_display())))
    return found[:6]


palette.register("charter", find)
sweep.register("charter.remind_of_looks", remind_of_looks, every=600)
