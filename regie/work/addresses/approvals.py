from django.urls import path

from regie.work.views import approvals, asking, contents, pins

urlpatterns = [
    path("approvals/", approvals.index, name="approvals"),
    path("approvals/check/", approvals.check, name="approval_check"),
    path("approvals/<int:pk>/", approvals.show, name="approval"),
    path("approvals/<int:pk>/verdict/", approvals.decide, name="approval_verdict"),
    path("approvals/<int:pk>/round/", approvals.ask_again, name="approval_round"),
    path("approvals/<int:pk>/withdrawal/", approvals.withdraw, name="approval_withdrawal"),
    path("approvals/<int:pk>/remarks/", pins.create, name="approval_remarks"),
    path("approvals/<int:pk>/files/<int:file>/<int:number>.png", approvals.picture, name="approval_picture"),
    path("approvals/<int:pk>/comparison/<int:other>/", approvals.compare, name="approval_comparison"),
    path("approvals/<int:pk>/proof.json", approvals.proof, name="approval_proof"),
    path("approvals/<int:pk>/proof/", approvals.paper, name="approval_paper"),
    path("remarks/<int:pk>/settlement/", pins.settle, name="pin_settlement"),
    path("remarks/<int:pk>/reopening/", pins.reopen, name="pin_reopening"),
    path("contents/<int:pk>/", contents.show, name="content"),
    path("contents/<int:pk>/edit/", contents.edit, name="content_edit"),
    path("contents/<int:pk>/approvals/", asking.of_content, name="content_approvals"),
    path("tasks/<int:pk>/approvals/", asking.of_task, name="task_approvals"),
    path("tasks/<int:pk>/content/", contents.create, name="task_content"),
]
