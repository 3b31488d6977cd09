from django.urls import path

from regie.charter.views import charters, clauses, consents, coverage, holdings, items, readings, versions

app_name = "charter"
urlpatterns = [
    path("", charters.show, name="index"),
    path("import/", readings.new, name="import"),
    path("readings/<int:pk>/", readings.show, name="reading"),
    path("readings/<int:pk>/discard/", readings.destroy, name="reading_discard"),
    path("readings/<int:pk>/file/", readings.file, name="reading_file"),
    path("readings/<int:pk>/accept/", readings.accept, name="reading_accept"),
    path("readings/<int:pk>/result/", readings.result, name="reading_result"),
    path("readings/<int:pk>/items/<str:path>/", items.update, name="reading_item"),
    path("readings/<int:pk>/items/<str:path>/act/", items.act, name="reading_act"),
    path("readings/<int:pk>/items/<str:path>/answers/", items.answer, name="reading_answer"),
    path("readings/<int:pk>/items/<str:path>/thresholds/<int:place>/", items.threshold, name="reading_threshold"),
    path("clauses/new/", clauses.create, name="clause_new"),
    path("clauses/<int:pk>/", clauses.show, name="clause"),
    path("clauses/<int:pk>/edit/", clauses.update, name="clause_edit"),
    path("clauses/<int:pk>/remove/", clauses.destroy, name="clause_remove"),
    path("clauses/<int:pk>/place/", clauses.place, name="clause_place"),
    path("clauses/<int:pk>/thresholds/<int:place>/", clauses.threshold, name="clause_threshold"),
    path("clauses/<int:pk>/settle/", clauses.settle, name="clause_settle"),
    path("versions/", versions.index, name="versions"),
    path("versions/compare/", versions.compare, name="compare"),
    path("versions/<int:number>/", versions.show, name="version"),
    path("versions/<int:number>/consent/", consents.create, name="consent"),
    path("versions/<int:number>/objection/", consents.object_, name="objection"),
    path("versions/<int:number>/withdraw/", versions.withdraw, name="withdraw"),
    path("versions/<int:number>/remind/", consents.remind, name="remind"),
    path("export/", versions.export, name="export"),
    path("look/", charters.look, name="look"),
    path("history/", charters.history, name="history"),
    path("coverage/", coverage.index, name="coverage"),
    path("competencies/", holdings.competencies, name="competencies"),
    path("competencies/<int:pk>/", holdings.competency, name="competency"),
    path("deliverables/<int:pk>/", holdings.deliverable, name="deliverable"),
]
