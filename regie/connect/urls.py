from django.urls import path

from regie.connect.views import (
    columns,
    corrections,
    feeds,
    halts,
    imports,
    index,
    measures,
    readings,
    refusals,
    rehearsals,
    undoings,
    writings,
)

app_name = "connect"
urlpatterns = [
    path("", index.index, name="index"),
    path("imports/new/", imports.new, name="new_import"),
    path("imports/", imports.create, name="imports"),
    path("imports/<int:pk>/", imports.show, name="import"),
    path("imports/<int:pk>/progress/", imports.progress, name="progress"),
    path("imports/<int:pk>/columns/", columns.edit, name="columns"),
    path("imports/<int:pk>/corrections/", corrections.create, name="corrections"),
    path("imports/<int:pk>/corrections/erasure/", corrections.erase, name="corrections_erasure"),
    path("imports/<int:pk>/rehearsals/", rehearsals.create, name="rehearsals"),
    path("imports/<int:pk>/halt/", halts.create, name="halt"),
    path("imports/<int:pk>/readings/", readings.create, name="readings"),
    path("imports/<int:pk>/measures/", measures.create, name="measures"),
    path("imports/<int:pk>/writing/", writings.create, name="writing"),
    path("imports/<int:pk>/undoing/", undoings.create, name="undoing"),
    path("imports/<int:pk>/refused.csv", refusals.download, name="refused"),
    path("feeds/", feeds.create, name="feeds"),
    path("feeds/<int:pk>/", feeds.destroy, name="feed"),
    path("feeds/<str:token>.ics", feeds.show, name="feed_file"),
]
