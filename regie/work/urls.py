"""The addresses of the work room, one file an area."""

from regie.work.addresses import approvals, others, runs, tasks, where_stuck, workflows

app_name = "work"
urlpatterns = [
    *tasks.urlpatterns,
    *workflows.urlpatterns,
    *runs.urlpatterns,
    *approvals.urlpatterns,
    *others.urlpatterns,
    *where_stuck.urlpatterns,
]
