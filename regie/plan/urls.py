"""Addresses of the plan room, by area."""

from regie.plan.addresses import budget, campaigns, channels, gates, media, schedule, spending

app_name = "plan"
urlpatterns = [
    *schedule.urlpatterns,
    *channels.urlpatterns,
    *campaigns.urlpatterns,
    *gates.urlpatterns,
    *media.urlpatterns,
    *budget.urlpatterns,
    *spending.urlpatterns,
]
