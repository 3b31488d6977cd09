"""Who may import."""

import rules

from regie.people import rights

rules.add_perm("connect.see_imports", rights.is_inside)
rules.add_perm("connect.import_figures", rights.is_member)
rules.add_perm("connect.open_feed", rights.is_signed_in)
