from django.urls import path

from regie.ui.views import choices, components, palette, saved_views, shortcuts

app_name = "ui"

urlpatterns = [
    path("components/", components.show, name="components"),
    path("components/<slug:name>.<slug:kind>", components.chart, name="components_chart"),
    path("palette/", palette.index, name="palette"),
    path("shortcuts/", shortcuts.index, name="shortcuts"),
    path("views/", saved_views.create, name="saved_views"),
    path("views/<int:pk>/erasure/", saved_views.destroy, name="saved_view_erasure"),
    path("language/", choices.language, name="language"),
    path("theme/", choices.theme, name="theme"),
]
