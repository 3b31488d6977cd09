"""What one may do in the charter room, where no row decides it."""

from django.utils.translation import gettext_lazy as _

from regie.people import rights

rights.declare("charter.read", rights.is_signed_in, _("Read the charter in force"))
rights.declare("charter.import_text", rights.is_member, _("Bring in the text of a charter"))
rights.declare("charter.edit", rights.is_member, _("Propose changes to the charter"))
rights.declare("charter.read_coverage", rights.is_inside, _("See what the charter promises and nothing keeps"))
rights.declare("charter.consent", rights.is_delegator, _("Consent or object to a version of the charter"))
rights.declare("charter.record_consent", rights.is_lead, _("Record the delegator’s word on a version of the charter"))
