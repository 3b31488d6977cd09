"""Who may do what in reviews, beyond seeing and editing rows."""

from django.utils.translation import gettext_lazy as _

from regie.people import rights

rights.declare("reviews.plan", rights.is_member, _("Plan reviews: dates, participants, calling, moving"))
# other departments bring situations too
rights.declare("reviews.open_driver", rights.is_signed_in, _("Bring a driver"))
rights.declare("reviews.reopen", rights.is_lead, _("Reopen a review that was held"))
rights.declare("reviews.search", rights.is_signed_in, _("Search the minutes and decisions that they may read"))
