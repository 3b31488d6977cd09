"""Who can do what with people, roles, invitations and links."""

from django.utils.translation import gettext_lazy as _

from regie.people import rights

rights.declare("people.read_people", rights.is_signed_in, _("See who is here and who answers for what"))
rights.declare("people.invite", rights.is_lead, _("Invite people, change what they may do"))
rights.declare("people.edit_roles", rights.is_lead, _("Describe roles and give them"))
rights.declare("people.edit_domains", rights.is_lead, _("Describe the domains around"))
rights.declare("people.give_links", rights.is_member, _("Give a page to somebody outside by a link"))
rights.declare("people.edit_organisation", rights.is_lead, _("Set up the organisation"))
rights.declare("journal.read_all", rights.is_lead, _("Read the whole journal"))
