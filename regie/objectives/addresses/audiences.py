"""Audiences and their personas."""

from django.urls import path

from regie.objectives.views import audiences

urlpatterns = [
    path("audiences/", audiences.index, name="audiences"),
    path("audiences/new/", audiences.new, name="audience_new"),
    path("audiences/<int:pk>/", audiences.show, name="audience"),
    path("audiences/<int:pk>/edit/", audiences.edit, name="audience_edit"),
    path("audiences/<int:pk>/retirement/", audiences.retire, name="audience_retirement"),
    path("audiences/<int:pk>/personas/new/", audiences.persona_new, name="persona_new"),
    path("personas/<int:pk>/edit/", audiences.persona_edit, name="persona_edit"),
    path("personas/<int:pk>/erasure/", audiences.persona_erase, name="persona_erasure"),
]
