"""Who may do what in the work room, beyond seeing and editing rows."""

from django.utils.translation import gettext_lazy as _

from regie.people import rights

rights.declare("work.read", rights.is_inside, _("Read boards, workflows, runs and where work is stuck"))
rights.declare("work.draw", rights.is_member, _("Draw workflows and publish their versions"))
rights.declare("work.start", rights.is_member, _("Start and stop runs, make tasks"))
rights.declare("work.request", rights.is_signed_in, _("Ask the department for something it promises"))
rights.declare("work.answer", rights.is_member, _("Answer requests, and say what is awaited from other departments"))
