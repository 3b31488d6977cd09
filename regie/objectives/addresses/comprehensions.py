"""Comprehension tests."""

from django.urls import path

from regie.objectives.views import comprehensions

urlpatterns = [
    path("<int:pk>/tests/new/", comprehensions.new, name="comprehension_new"),
    path("tests/<int:pk>/", comprehensions.show, name="comprehension"),
    path("tests/<int:pk>/answers/<uuid:key>/judgement/", comprehensions.judge, name="comprehension_judgement"),
    path("tests/<int:pk>/closing/", comprehensions.close, name="comprehension_closing"),
    path("tests/<int:pk>/taking-back/", comprehensions.drop, name="comprehension_taking_back"),
]
