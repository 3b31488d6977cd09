"""Who may do what in this room. Reading is a matter of `visible_to`."""

import rules

from regie.people import rights

rules.add_perm("metrics.add_figures", rights.is_member)
rules.add_perm("metrics.undo_batch", rights.is_member)
rules.add_perm("metrics.edit_measures", rights.is_member)
rules.add_perm("metrics.edit_metrics", rights.is_member)
rules.add_perm("metrics.confirm_threshold", rights.is_member)
rules.add_perm("metrics.state_reference", rights.is_member)
rules.add_perm("metrics.close_breach", rights.is_member)
rules.add_perm("metrics.retire", rights.is_lead)
