"""Figures as a target of imports: what columns may mean, how rows become figures, and what would change."""
