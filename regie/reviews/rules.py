"""Who may do what in reviews, beyond seeing and editing rows."""

import rules

from regie.people import rights

rules.add_perm("reviews.plan", rights.is_member)  # dates, participants, calling, moving, cancelling
rules.add_perm("reviews.open_driver", rights.is_signed_in)  # other departments bring situations too
rules.add_perm("reviews.reopen", rights.is_lead)
rules.add_perm("reviews.search", rights.is_signed_in)
