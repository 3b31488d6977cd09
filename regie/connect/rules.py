"""Who may import."""

from django.utils.translation import gettext_lazy as _

from regie.people import rights

rights.declare("connect.see_imports", rights.is_inside, _("See what was imported"))
rights.declare("connect.import_figures", rights.is_member, _("Import figures from a file"))
rights.declare("connect.open_feed", rights.is_signed_in, _("Subscribe to their own calendar"))
rights.declare("connect.see_relays", rights.is_inside, _("See what is passed on to Slack, Teams and other programs"))
rights.declare("connect.open_relay", rights.is_lead, _("Open and close relays to Slack, Teams and other programs"))
