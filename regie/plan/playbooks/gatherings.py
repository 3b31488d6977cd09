"""An event of our own, or a stand at somebody else's."""

from .parts import CONSENT, DATES, WEATHER, Action, Event, Piece, Playbook, Risk

EMPTY = Risk(
    ("Half of those who registered do not come", "La moitié des inscrits ne vient pas"),
    ("Invite one and a half times the places; a word by telephone two days before", "Inviter une fois et demie les places ; un mot par téléphone l’avant-veille"),
)  # fmt: skip

EVENT = Playbook(
    key="event",
    name=("Event", "Événement"),
    about=(
        "A day with a date that does not move: invitations, the day itself, and the follow-up that makes it pay.",
        "Un jour à date fixe : les invitations, le jour même, et le suivi qui le rentabilise.",
    ),
    lasts=45,
    message=("What a guest takes home that evening.", "Ce que l’invité emporte le soir."),
    team="A lead, R events email social, C sales product, I finance care",
    measured=("guests_present", "new_leads", "satisfaction"),
    actions=(
        Action("page", ("Page to register", "Page d’inscription"), "website", 0, 30, "landing_page", "page",
               pieces=(Piece(("The page", "La page"), 0, "views 900, leads 80"),)),
        Action("invite", ("Invitations", "Invitations"), "email", 1, 20, "email", "email",
               pieces=(
                   Piece(("Invitation", "Invitation"), 0, "views 1500, clicks 200"),
                   Piece(("One week left", "Plus qu’une semaine"), 15, "views 1400, clicks 120"),
               )),
        Action("say", ("Said on social networks", "Annonce sur les réseaux"), "linkedin", 3, 27, "social_campaign", "post"),
        Action("day", ("The event", "L’événement"), "events", 30, 1, "event", "event", after="invite", days=2,
               event=Event(14, 4, ("To be found", "À trouver"))),
        Action("after", ("Thanks, and what was said", "Merci, et ce qui s’est dit"), "email", 32, 1, "email", "email", after="day", days=2),
    ),
    risks=(EMPTY, WEATHER, DATES, CONSENT),
)  # fmt: skip
