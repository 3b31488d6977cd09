"""Workshops: the facilitator's page, the screen for the projector, and a phone page for each."""

from django.urls import path

from regie.objectives.views import ideas, seats, workshops

urlpatterns = [
    path("workshops/", workshops.index, name="workshops"),
    path("workshops/new/", workshops.new, name="workshop_new"),
    path("workshops/<int:pk>/", workshops.show, name="workshop"),
    path("workshops/<int:pk>/edit/", workshops.edit, name="workshop_edit"),
    path("workshops/<int:pk>/live/", workshops.live, name="workshop_live"),
    path("workshops/<int:pk>/screen/", workshops.screen, name="workshop_screen"),
    path("workshops/<int:pk>/screen/live/", workshops.screen_live, name="workshop_screen_live"),
    path("workshops/<int:pk>/opening/", workshops.opening, name="workshop_opening"),
    path("workshops/<int:pk>/closing/", workshops.closing, name="workshop_closing"),
    path("workshops/<int:pk>/reopening/", workshops.reopening, name="workshop_reopening"),
    path("workshops/<int:pk>/step/", workshops.step, name="workshop_step"),
    path("workshops/<int:pk>/time/", workshops.time, name="workshop_time"),
    path("workshops/<int:pk>/facilitator/", workshops.facilitator, name="workshop_facilitator"),
    path("workshops/<int:pk>/notes/", workshops.notes, name="workshop_notes"),
    path("workshops/<int:pk>/guests/", workshops.guests, name="workshop_guests"),
    path("workshops/<int:pk>/persons/", workshops.persons, name="workshop_persons"),
    path("workshops/<int:pk>/taking-part/", workshops.taking_part, name="workshop_taking_part"),
    path("workshops/<int:pk>/ideas/", ideas.create, name="workshop_ideas"),
    path("ideas/<int:pk>/", ideas.update, name="idea"),
    path("ideas/<int:pk>/removal/", ideas.destroy, name="idea_removal"),
    path("ideas/<int:pk>/return/", ideas.bring_back, name="idea_return"),
    path("ideas/<int:pk>/theme/", ideas.put, name="idea_theme"),
    path("ideas/<int:pk>/merging/", ideas.merge, name="idea_merging"),
    path("ideas/<int:pk>/objective/", ideas.draft, name="idea_objective"),
    path("seats/<int:pk>/removal/", ideas.unseat, name="seat_removal"),
    path("seats/<str:token>/", seats.show, name="seat"),
    path("seats/<str:token>/live/", seats.live, name="seat_live"),
    path("seats/<str:token>/ideas/", seats.propose, name="seat_ideas"),
    path("seats/<str:token>/ideas/<int:pk>/removal/", seats.take_back, name="seat_idea_removal"),
    path("seats/<str:token>/ideas/<int:pk>/dots/", seats.dots, name="seat_dots"),
]
