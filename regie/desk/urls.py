from django.urls import path

from regie.desk.views import loop, my_day, search

app_name = "desk"
urlpatterns = [
    path("", my_day.show, name="day"),
    path("loop/", loop.show, name="loop"),
    path("search/", search.show, name="search"),
]
