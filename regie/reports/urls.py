"""Addresses of the reports room."""

from django.urls import path

from regie.reports.views import editions, passages, reports, waivers

app_name = "reports"
urlpatterns = [
    path("", reports.index, name="index"),
    path("new/", reports.new, name="report_new"),
    path("<int:pk>/", reports.show, name="report"),
    path("<int:pk>/edit/", reports.edit, name="report_edit"),
    path("<int:pk>/order/", passages.order, name="report_order"),
    path("<int:pk>/freezing/", editions.freeze, name="report_freezing"),
    path("<int:pk>/freezing/undo/", editions.thaw, name="report_thawing"),
    path("<int:pk>/publication/", editions.publish, name="report_publication"),
    path("<int:pk>/correction/", editions.correct, name="report_correction"),
    path("<int:pk>/report.<str:kind>", reports.file, name="report_file"),
    path("passages/<int:pk>/", passages.word, name="passage"),
    path("passages/<int:pk>/draft/", passages.draft, name="passage_draft"),
    path("passages/<int:pk>/leaving/", passages.leave, name="passage_leaving"),
    path("passages/<int:pk>/place/", passages.place, name="passage_place"),
    path("waivers/<int:pk>/", waivers.give, name="waiver"),
]
