"""The budget: quarters, envelopes, lines."""

from django.urls import path

from regie.plan.views import budget_lines, budgets, envelopes

urlpatterns = [
    path("budget/", budgets.index, name="budget"),
    path("budget/period/", budgets.open_period, name="budget_period"),
    path("budget/reckoning/", budgets.reckoning, name="reckoning"),
    path("budget/reckoning/settlement/", budgets.settle, name="reckoning_settlement"),
    path("budget/envelopes/new/", envelopes.new, name="envelope_new"),
    path("budget/envelopes/move/", envelopes.move, name="envelope_move"),
    path("budget/envelopes/<int:pk>/", envelopes.show, name="envelope"),
    path("budget/envelopes/<int:pk>/edit/", envelopes.edit, name="envelope_edit"),
    path("budget/envelopes/<int:pk>/carrying/", envelopes.carry_over, name="envelope_carrying"),
    path("budget/lines/", budget_lines.index, name="budget_lines"),
    path("budget/lines/new/", budget_lines.new, name="budget_line_new"),
    path("budget/lines/approval/", budget_lines.approve_several, name="budget_lines_approval"),
    path("budget/lines/closure/", budget_lines.close_several, name="budget_lines_closure"),
    path("budget/lines/<int:pk>/", budget_lines.show, name="budget_line"),
    path("budget/lines/<int:pk>/edit/", budget_lines.edit, name="budget_line_edit"),
    path("budget/lines/<int:pk>/approval/", budget_lines.approve, name="budget_line_approval"),
    path("budget/lines/<int:pk>/closure/", budget_lines.close, name="budget_line_closure"),
    path("budget/lines/<int:pk>/explanation/", budget_lines.explain, name="budget_line_explanation"),
]
