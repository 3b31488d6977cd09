"""Where each room begins. A room's own addresses are in its `urls.py`."""

from django.urls import include, path

urlpatterns = [
    path("", include("regie.desk.urls")),
    path("", include("regie.ui.urls")),
    path("account/", include("regie.people.account_urls")),
    path("charter/", include("regie.charter.urls")),
    path("metrics/", include("regie.metrics.urls")),
    path("objectives/", include("regie.objectives.urls")),
    path("plan/", include("regie.plan.urls")),
    path("work/", include("regie.work.urls")),
    path("reviews/", include("regie.reviews.urls")),
    path("reports/", include("regie.reports.urls")),
    path("people/", include("regie.people.urls")),
    path("journal/", include("regie.journal.urls")),
    path("connect/", include("regie.connect.urls")),
]

handler400 = "regie.ui.views.errors.bad_request"
handler403 = "regie.ui.views.errors.denied"
handler404 = "regie.ui.views.errors.missing"
handler500 = "regie.ui.views.errors.broken"
handler429 = "regie.ui.views.errors.too_many"  # allauth looks here when a limit on sign-in is reached
