"""The addresses of the objectives room, one file an area."""

from regie.objectives.addresses import audiences, comprehensions, inspirations, pursuits, surveys, workshops

app_name = "objectives"
urlpatterns = [
    *pursuits.urlpatterns,
    *audiences.urlpatterns,
    *inspirations.urlpatterns,
    *surveys.urlpatterns,
    *workshops.urlpatterns,
    *comprehensions.urlpatterns,
]
