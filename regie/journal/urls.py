from django.urls import path

from regie.journal.views import comments, events, files, notifications, undoings

app_name = "journal"
urlpatterns = [
    path("", events.index, name="index"),
    path("journal.csv", events.export, name="export"),
    path("events/<int:pk>/", events.show, name="event"),
    path("events/<int:pk>/undo/", undoings.create, name="undo"),
    path("of/<str:kind>/<str:key>/", events.of_thing, name="of_thing"),
    path("notifications/", notifications.index, name="notifications"),
    path("notifications/read/", notifications.read_all, name="notifications_read"),
    path("notifications/<int:pk>/", notifications.show, name="notification"),
    path("comments/of/<str:kind>/<str:key>/", comments.create, name="comments"),
    path("comments/<int:pk>/", comments.edit, name="comment"),
    path("comments/<int:pk>/removal/", comments.destroy, name="comment_removal"),
    path("files/<int:pk>/", files.show, name="file"),
]
