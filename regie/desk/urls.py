from django.urls import path

from regie.desk.views import my_day

app_name = "desk"
urlpatterns = [path("", my_day.show, name="my_day")]
