"""The plan on one page, its calendar and its timeline."""

from django.urls import path

from regie.plan.views import plans

urlpatterns = [
    path("", plans.index, name="index"),
]
