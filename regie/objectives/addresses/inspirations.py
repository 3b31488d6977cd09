"""The inspiration library."""

from django.urls import path

from regie.objectives.views import inspirations

urlpatterns = [
    path("inspiration/", inspirations.index, name="inspirations"),
    path("inspiration/own/", inspirations.add, name="inspiration_new"),
    path("inspiration/marks/", inspirations.mark, name="inspiration_marks"),
    path("inspiration/own/<int:pk>/erasure/", inspirations.erase, name="inspiration_erasure"),
]
