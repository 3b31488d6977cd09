"""What people tell the rooms below: verbs of the journal, the rail, the menu, the palette."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.signals import authenticator_added
from django.utils.translation import gettext_lazy as _

from regie.journal import verbs
from regie.lib import counting
from regie.ui import house, palette, rooms
from regie.ui import verbs as ui_verbs

verbs.register("people.began", _("%(actor)s opened this instance for %(subject)s"), icon="flag")
verbs.register("people.invited", _("%(actor)s invited %(subject)s"), icon="team")
verbs.register("people.invitation_sent_again", _("%(actor)s sent the invitation of %(subject)s again"), icon="team")
verbs.register("people.invitation_withdrawn", _("%(actor)s withdrew the invitation of %(subject)s"), icon="team")
verbs.register("people.joined", _("%(subject)s came in"), icon="team", notify=lambda event: _inviters(event))
verbs.register(
    "people.standing_changed", _("%(actor)s changed what %(subject)s may do"), icon="key", notify=lambda event: [event.subject]
)
verbs.register("people.left", _("%(actor)s closed the doors of %(subject)s, who left"), icon="team")
verbs.register("people.came_back", _("%(actor)s opened the doors to %(subject)s again"), icon="team")
verbs.register("people.sessions_ended", _("%(actor)s signed %(subject)s out of other browsers"), icon="lock")
verbs.register("people.signed_in_by_console", _("%(subject)s came in by an address made on the server"), icon="key")
verbs.register("people.role_given", _("%(actor)s gave the role %(subject)s to %(person)s"), icon="team")
verbs.register("people.role_given_back", _("%(person)s no longer holds the role %(subject)s"), icon="team")
verbs.register("people.role_edited", _("%(actor)s changed the role %(subject)s"))
verbs.register("people.role_made", _("%(actor)s described the role %(subject)s"))
verbs.register("people.role_removed", _("%(actor)s removed the role %(subject)s"))
verbs.register("people.domain_edited", _("%(actor)s changed the domain %(subject)s"))
verbs.register("people.domain_made", _("%(actor)s described the domain %(subject)s"))
verbs.register("people.person_edited", _("%(actor)s changed the page of %(subject)s"))
verbs.register("people.person_named", _("%(actor)s named %(subject)s"))
verbs.register("people.organisation_edited", _("%(actor)s changed the settings of %(subject)s"))
verbs.register("people.absence_noted", _("%(actor)s noted that %(subject)s will be away"), icon="calendar")
verbs.register("people.absence_removed", _("%(actor)s removed an absence of %(subject)s"), icon="calendar")
verbs.register("people.link_opened", _("%(actor)s gave a link to %(subject)s"), icon="link")
verbs.register("people.link_closed", _("%(actor)s closed a link to %(subject)s"), icon="link")
verbs.register("people.link_used", _("somebody with a link came to %(subject)s"), icon="link")


def _inviters(event):
    invitation = event.subject.invitations.order_by("-accepted_at").first()
    return [invitation.invited_by] if invitation else []


def _foot(request: Any) -> tuple[str, str]:
    from regie.people.models import Domain, Organisation

    home = counting.row("people.home", lambda: Domain.objects.filter(is_home=True).values_list("name")[:1])
    name = (counting.row("people.organisation", lambda: Organisation.objects.filter(pk=1).values_list("name")) or ("",))[0]
    return (name or "Régie", home[0]) if home else (name, "")


def _links(request: Any) -> list[tuple[Any, str, str]]:
    from django.urls import reverse

    found = [(_("Your account"), reverse("people:me"), "person")]
    if request.user.has_perm("journal.read_all"):
        found.append((_("Journal"), reverse("journal:index"), "history"))
    if request.user.has_perm("people.edit_organisation"):
        found.append((_("Organisation"), reverse("people:organisation"), "gear"))
    return found


def _find(person: Any, sought: str) -> list[palette.Found]:
    from regie.people.models import Person

    people = Person.objects.visible_to(person).active().filter(name__icontains=sought)[:6]
    return [palette.Found(one.name, one.get_absolute_url(), "person", one.job) for one in people]


def _is_lead(person: Any) -> bool:
    return bool(getattr(person, "is_lead", False))


rooms.register(rooms.Room("team", 90, _("Team"), "team", "people:index", group="side", key_to="t", within=("people:",)))
ui_verbs.register(
    ui_verbs.Verb("people.invite", _("Invite somebody"), "people:index", icon="team", place=_("Team"), visible=_is_lead, order=80)
)
ui_verbs.register(
    ui_verbs.Verb(
        "people.role", _("Describe a role"), "people:role_new", icon="team", place=_("Team"), visible=_is_lead, order=85
    )
)
ui_verbs.register(ui_verbs.Verb("people.me", _("Open your account"), "people:me", group="run", icon="person"))
ui_verbs.register(
    ui_verbs.Verb("journal.read", _("Read the journal"), "journal:index", group="run", icon="history", visible=_is_lead)
)
for _key, _label, _where, _icon, _press in (
    ("journal.notifications", _("Read the notifications"), "journal:notifications", "bell", ""),
    ("ui.light", _("Light theme"), "people:me", "theme", "#person-menu [name=theme][value=light]"),
    ("ui.dark", _("Dark theme"), "people:me", "theme", "#person-menu [name=theme][value=dark]"),
    ("ui.language", _("Change language (Français, English)"), "people:me", "globe", "#person-menu [name=language]"),
    ("people.sign_out", _("Sign out"), "account_logout", "leave", "#person-menu form[action*=logout] button"),
):
    ui_verbs.register(ui_verbs.Verb(_key, _label, _where, group="run", icon=_icon, press=_press, order=90))
ui_verbs.pages(
    _("Team"),
    "team",
    "people.read_people",
    {
        "people:roles": _("Roles"),
        "people:domains": _("Domains"),
        "people:rights": _("Who can do what"),
    },
)
ui_verbs.pages(_("Team"), "team", "people.give_links", {"people:links": _("Links")})
ui_verbs.pages(_("Team"), "team", "people.edit_organisation", {"people:organisation": _("Organisation")})
palette.register("people", _find)
house.register("foot", _foot)
house.register("links", _links)


def _proved(request: Any, user: Any, **_more: Any) -> None:
    """Whoever has just added a proof has shown it: the recovery codes that come with it are shown without asking again."""
    record_authentication(request, user, method="mfa", reauthenticated=True)


authenticator_added.connect(_proved, dispatch_uid="people.proved")
