"""Objectives: the tree, one of them, and what is done with it."""

from django.urls import path

from regie.objectives.views import objectives

urlpatterns = [
    path("", objectives.index, name="index"),
    path("<int:pk>/", objectives.show, name="objective"),
]
