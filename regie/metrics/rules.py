"""Who may do what in this room. Reading is a matter of `visible_to`."""

from django.utils.translation import gettext_lazy as _

from regie.people import rights

rights.declare("metrics.add_figures", rights.is_member, _("Write and import figures"))
rights.declare("metrics.undo_batch", rights.is_member, _("Undo an import"))
rights.declare("metrics.edit_measures", rights.is_member, _("Describe measures"))
rights.declare("metrics.edit_metrics", rights.is_member, _("Describe metrics"))
rights.declare("metrics.confirm_threshold", rights.is_member, _("Confirm a threshold"))
rights.declare("metrics.state_reference", rights.is_member, _("State a target or a benchmark"))
rights.declare("metrics.close_breach", rights.is_member, _("Take, explain and close a breach"))
rights.declare("metrics.retire", rights.is_member, _("Retire a metric"))
