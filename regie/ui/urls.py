from django.urls import path

from regie.ui.views import choices, components, palette, shortcuts

app_name = "ui"

urlpatterns = [
    path("components/", components.show, name="components"),
    path("components/chart.<str:kind>", components.chart, name="components_chart"),
    path("palette/", palette.index, name="palette"),
    path("shortcuts/", shortcuts.index, name="shortcuts"),
    path("language/", choices.language, name="language"),
    path("theme/", choices.theme, name="theme"),
]
