"""Addresses of channels and of whom they reach: affinity, past efforts, way to purchase, share of voice."""

from django.urls import path

from regie.plan.views import affinities, arenas, channels, efforts, ways

urlpatterns = [
    path("channels/", channels.index, name="channels"),
    path("channels/new/", channels.new, name="channel_new"),
    path("channels/<int:pk>/", channels.show, name="channel"),
    path("channels/<int:pk>/edit/", channels.edit, name="channel_edit"),
    path("channels/<int:pk>/retirement/", channels.retire, name="channel_retirement"),
    path("affinity/", affinities.index, name="affinities"),
    path("efforts/", efforts.index, name="efforts"),
    path("efforts/chart.<slug:kind>", efforts.chart, name="efforts_chart"),
    path("efforts/new/", efforts.new, name="effort_new"),
    path("efforts/<int:pk>/edit/", efforts.edit, name="effort_edit"),
    path("efforts/<int:pk>/erasure/", efforts.erase, name="effort_erasure"),
    path("ways/", ways.index, name="ways"),
    path("ways/<int:pk>/", ways.show, name="way"),
    path("ways/<int:pk>/chart.<slug:kind>", ways.chart, name="way_chart"),
    path("ways/<int:pk>/<slug:step>/", ways.edit, name="way_edit"),
    path("ways/<int:pk>/<slug:step>/erasure/", ways.erase, name="way_erasure"),
    path("voices/", arenas.index, name="arenas"),
    path("voices/new/", arenas.new, name="arena_new"),
    path("voices/<int:pk>/", arenas.show, name="arena"),
    path("voices/<int:pk>/chart.<slug:kind>", arenas.chart, name="arena_chart"),
    path("voices/<int:pk>/edit/", arenas.edit, name="arena_edit"),
    path("voices/<int:pk>/erasure/", arenas.erase, name="arena_erasure"),
]
