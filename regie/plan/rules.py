"""Who may do what in the plan room, beyond seeing and editing rows."""

from django.utils.translation import gettext_lazy as _

from regie.people import rights

rights.declare("plan.read", rights.is_inside, _("Read the plan, its campaigns and its budget"))
rights.declare("plan.prepare", rights.is_member, _("Prepare campaigns, channels, media plans and budget lines"))
rights.declare("plan.approve_budget", rights.is_lead, _("Approve budget lines, divide envelopes and move money between them"))
