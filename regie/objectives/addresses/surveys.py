"""Surveys: their questions, who is asked, and the page on which they answer."""

from django.urls import path

from regie.objectives.views import answers, asked, questions, surveys, themes

urlpatterns = [
    path("surveys/", surveys.index, name="surveys"),
    path("surveys/new/", surveys.new, name="survey_new"),
    path("surveys/<int:pk>/", surveys.show, name="survey"),
    path("surveys/<int:pk>/edit/", surveys.edit, name="survey_edit"),
    path("surveys/<int:pk>/opening/", surveys.opening, name="survey_opening"),
    path("surveys/<int:pk>/closing/", surveys.closing, name="survey_closing"),
    path("surveys/<int:pk>/reminders/", surveys.reminders, name="survey_reminders"),
    path("surveys/<int:pk>/link/", surveys.sharing, name="survey_link"),
    path("surveys/<int:pk>/setting-aside/", surveys.setting_aside, name="survey_aside"),
    path("surveys/<int:pk>/copy/", surveys.copy, name="survey_copy"),
    path("surveys/<int:pk>/answer/", surveys.answer, name="survey_answer"),
    path("surveys/<int:pk>/answers.csv", surveys.export, name="survey_export"),
    path("surveys/<int:pk>/questions/", questions.create, name="survey_questions"),
    path("surveys/<int:pk>/questions/order/", questions.order, name="survey_questions_order"),
    path("questions/<int:pk>/", questions.update, name="question"),
    path("questions/<int:pk>/removal/", questions.destroy, name="question_removal"),
    path("surveys/<int:pk>/asked/", asked.create, name="survey_asked"),
    path("asked/<int:pk>/removal/", asked.destroy, name="asked_removal"),
    path("surveys/<int:pk>/themes/", themes.of_survey, name="survey_themes"),
    path("answers/<uuid:key>/theme/", themes.put_answer, name="answer_theme"),
    path("answer/<str:token>/", answers.show, name="answer"),
    path("themes/<str:kind>/<int:pk>/new/", themes.create, name="theme_new"),
    path("themes/<str:kind>/<int:pk>/order/", themes.order, name="themes_order"),
    path("themes/<str:kind>/<int:pk>/suggestions/", themes.suggest, name="theme_suggestions"),
    path("themes/<int:pk>/name/", themes.rename, name="theme_name"),
    path("themes/<int:pk>/removal/", themes.destroy, name="theme_removal"),
]
