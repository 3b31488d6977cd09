"""Constraints, and the gates that they are before a campaign."""

from django.urls import path

from regie.plan.views import constraints, gates

urlpatterns = [
    path("constraints/", constraints.index, name="constraints"),
    path("constraints/new/", constraints.new, name="constraint_new"),
    path("constraints/<int:pk>/", constraints.show, name="constraint"),
    path("constraints/<int:pk>/edit/", constraints.edit, name="constraint_edit"),
    path("constraints/<int:pk>/retirement/", constraints.retire, name="constraint_retirement"),
    path("campaigns/<int:pk>/gates/", gates.index, name="campaign_gates"),
    path("campaigns/<int:pk>/gates/<int:constraint>/ticks/", gates.tick, name="gate_ticks"),
    path("campaigns/<int:pk>/gates/<int:constraint>/question/", gates.ask, name="gate_question"),
    path("campaigns/<int:pk>/gates/<int:constraint>/emergency/", gates.open_in_emergency, name="gate_emergency"),
]
