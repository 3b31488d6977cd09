from django.urls import path

from regie.work.views import runs

urlpatterns = [
    path("runs/", runs.index, name="runs"),
    path("runs/new/", runs.new, name="run_new"),
    path("runs/<int:pk>/", runs.show, name="run"),
    path("runs/<int:pk>/drawing.bpmn", runs.drawing, name="run_drawing"),
    path("runs/<int:pk>/edit/", runs.edit, name="run_edit"),
    path("runs/<int:pk>/stop/", runs.stop, name="run_stop"),
    path("runs/<int:pk>/matrix/", runs.matrix, name="run_matrix"),
]
