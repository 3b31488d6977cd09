from django.urls import URLPattern, path

from regie.work.views import audits, stuck

urlpatterns: list[URLPattern] = [
    path("stuck/", stuck.index, name="stuck"),
    path("stuck/charts/<str:name>.<str:kind>", stuck.chart, name="stuck_chart"),
    path("stuck/steps/<int:pk>/improvements/", stuck.adopt, name="improvements"),
    path("stuck/steps/<int:pk>/driver/", stuck.take, name="stuck_driver"),
    path("stuck/improvements/<int:pk>/end/", stuck.give_up, name="improvement_end"),
    path("stuck/measures/", stuck.measure, name="stuck_measures"),
    path("audits/", audits.index, name="audits"),
    path("audits/new/", audits.new, name="audit_new"),
    path("audits/<int:pk>/", audits.show, name="audit"),
    path("audits/<int:pk>/states/", audits.states, name="audit_states"),
    path("audits/<int:pk>/writing/", audits.write, name="audit_writing"),
    path("audits/<int:pk>/readings/", audits.read, name="audit_readings"),
    path("audits/<int:pk>/halting/", audits.halt, name="audit_halting"),
    path("audits/<int:pk>/undoing/", audits.undo, name="audit_undoing"),
]
