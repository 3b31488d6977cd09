"""The plan on one page, its calendar and its timeline; days that change, milestones."""

from django.urls import path

from regie.plan.views import activity_days, milestones, plans, schedules

urlpatterns = [
    path("", plans.index, name="index"),
    path("calendar/", schedules.calendar, name="calendar"),
    path("timeline/", schedules.timeline, name="timeline"),
    path("activities/", plans.activities, name="activities"),
    path("activities/<int:pk>/day/", activity_days.show, name="activity_day"),
    path("activities/day/undo/", activity_days.undo, name="move_undoing"),
    path("contents/<int:pk>/day/", activity_days.piece, name="piece_day"),
    path("milestones/", milestones.index, name="milestones"),
    path("milestones/new/", milestones.new, name="milestone_new"),
    path("milestones/<int:pk>/", milestones.edit, name="milestone_edit"),
    path("milestones/<int:pk>/day/", activity_days.milestone, name="milestone_day"),
    path("milestones/<int:pk>/erase/", milestones.erase, name="milestone_erasure"),
]
