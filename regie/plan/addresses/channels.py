"""Addresses of channels and of whom they reach: affinity, past efforts, way to purchase, share of voice."""

from django.urls import path

from regie.plan.views import channels

urlpatterns = [
    path("channels/", channels.index, name="channels"),
    path("channels/new/", channels.new, name="channel_new"),
    path("channels/<int:pk>/", channels.show, name="channel"),
    path("channels/<int:pk>/edit/", channels.edit, name="channel_edit"),
    path("channels/<int:pk>/retirement/", channels.retire, name="channel_retirement"),
]
