"""Objectives: the tree, one of them, and what is done with it."""

from django.urls import path

from regie.objectives.views import objectives

urlpatterns = [
    path("", objectives.index, name="index"),
    path("new/", objectives.new, name="objective_new"),
    path("check/", objectives.check, name="objective_check"),
    path("<int:pk>/", objectives.show, name="objective"),
    path("<int:pk>/edit/", objectives.edit, name="objective_edit"),
    path("<int:pk>/chart.<slug:kind>", objectives.chart, name="objective_chart"),
    path("<int:pk>/proposal/", objectives.propose, name="objective_proposal"),
    path("<int:pk>/taking-back/", objectives.take_back, name="objective_taking_back"),
    path("<int:pk>/check-ins/", objectives.check_in, name="objective_check_ins"),
    path("<int:pk>/end/", objectives.end, name="objective_end"),
]
