from django.urls import path

from regie.work.views import approvals, contents

urlpatterns = [
    path("approvals/", approvals.index, name="approvals"),
    path("approvals/<int:pk>/", approvals.show, name="approval"),
    path("approvals/<int:pk>/verdict/", approvals.decide, name="approval_verdict"),
    path("approvals/<int:pk>/round/", approvals.ask_again, name="approval_round"),
    path("approvals/<int:pk>/withdrawal/", approvals.withdraw, name="approval_withdrawal"),
    path("approvals/<int:pk>/proof.json", approvals.proof, name="approval_proof"),
    path("contents/<int:pk>/", contents.show, name="content"),
    path("contents/<int:pk>/edit/", contents.edit, name="content_edit"),
]
