"""Who may do what in the reports room, beyond seeing and editing rows."""

from django.utils.translation import gettext_lazy as _

from regie.people import rights

rights.declare("reports.read", rights.is_inside, _("Read the quarterly reports"))
rights.declare("reports.prepare", rights.is_member, _("Prepare, word, freeze and correct quarterly reports"))
