"""Addresses of the media plan."""

from django.urls import path

from regie.plan.views import media

urlpatterns = [
    path("media/", media.index, name="media"),
    path("media/weeks/", media.weeks, name="media_weeks"),
    path("media/new/", media.new, name="media_line_new"),
    path("media/<int:pk>/", media.show, name="media_line"),
    path("media/<int:pk>/edit/", media.edit, name="media_line_edit"),
    path("media/<int:pk>/erasure/", media.erase, name="media_line_erasure"),
]
