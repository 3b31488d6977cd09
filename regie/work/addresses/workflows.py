from django.urls import path

from regie.work.views import outlines, versions, workflows

urlpatterns = [
    path("workflows/", workflows.index, name="workflows"),
    path("workflows/new/", workflows.new, name="workflow_new"),
    path("workflows/<int:pk>/", workflows.show, name="workflow"),
    path("workflows/<int:pk>/edit/", workflows.edit, name="workflow_edit"),
    path("workflows/<int:pk>/archive/", workflows.archive, name="workflow_archive"),
    path("workflows/<int:pk>/return/", workflows.bring_back, name="workflow_return"),
    path("workflows/<int:pk>/file/", workflows.bring, name="workflow_file"),
    path("workflows/<int:pk>/matrix/", workflows.matrix, name="workflow_matrix"),
    path("workflows/<int:pk>/measures/", workflows.measure, name="workflow_measures"),
    path("workflows/<int:pk>/draft/", outlines.draft, name="workflow_draft"),
    path("workflows/<int:pk>/draft/outline/", outlines.edit, name="workflow_outline"),
    path("workflows/<int:pk>/draft/diagram/", outlines.diagram, name="workflow_diagram"),
    path("workflows/<int:pk>/draft/publication/", versions.publish, name="workflow_publication"),
    path("workflows/<int:pk>/versions/", versions.index, name="workflow_versions"),
    path("workflows/<int:pk>/versions/<int:number>/", versions.show, name="version"),
    path("workflows/<int:pk>/versions/<int:number>/file.bpmn", versions.file, name="version_file"),
    path("workflows/<int:pk>/moves/", versions.moves, name="workflow_moves"),
]
