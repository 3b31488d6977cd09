"""Money that goes out: commitments, expenses, exchange rates."""

from django.urls import path

from regie.plan.views import commitments, expenses, rates

urlpatterns = [
    path("commitments/", commitments.index, name="commitments"),
    path("commitments/new/", commitments.new, name="commitment_new"),
    path("commitments/<int:pk>/", commitments.show, name="commitment"),
    path("commitments/<int:pk>/edit/", commitments.edit, name="commitment_edit"),
    path("commitments/<int:pk>/answer/", commitments.answer, name="commitment_answer"),
    path("commitments/<int:pk>/question/", commitments.ask_again, name="commitment_question"),
    path("commitments/<int:pk>/files/", commitments.enclose, name="commitment_files"),
    path("expenses/", expenses.index, name="expenses"),
    path("expenses/new/", expenses.new, name="expense_new"),
    path("expenses/<int:pk>/", expenses.show, name="expense"),
    path("expenses/<int:pk>/edit/", expenses.edit, name="expense_edit"),
    path("expenses/<int:pk>/place/", expenses.place, name="expense_place"),
    path("expenses/<int:pk>/taking-back/", expenses.take_back, name="expense_taking_back"),
    path("expenses/<int:pk>/files/", expenses.enclose, name="expense_files"),
    path("rates/", rates.index, name="rates"),
]
