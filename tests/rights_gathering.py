"""A survey and a workshop of the team’s own, and who may open what of them."""

from __future__ import annotations

from typing import Any

# address -> as in test_rights.EXPECTED
ROWS = {
    "objectives:surveys": ("200 200 200 403", "405 405 405 403"),
    "objectives:survey_new": ("200 200 403 403", "="),
    "objectives:survey": ("200 200 200 404", "405 405 405 405"),
    "objectives:survey_edit": ("200 200 403 403", "="),
    "objectives:survey_opening": ("POST", "302 302 404 404"),
    "objectives:survey_closing": ("POST", "409 409 404 404"),
    "objectives:survey_reminders": ("POST", "409 409 404 404"),
    "objectives:survey_link": ("POST", "302 302 404 404"),
    "objectives:survey_aside": ("POST", "302 302 404 404"),
    "objectives:survey_copy": ("POST", "302 302 404 404"),
    "objectives:survey_answer": ("404 302 404 404", "405 405 405 405"),
    "objectives:survey_export": ("200 200 200 404", "405 405 405 405"),
    "objectives:survey_questions": ("POST", "422 422 404 404"),
    "objectives:survey_questions_order": ("POST", "302 302 404 404"),
    "objectives:question": ("POST", "422 422 404 404"),
    "objectives:question_removal": ("POST", "302 302 404 404"),
    "objectives:survey_asked": ("POST", "422 422 404 404"),
    "objectives:asked_removal": ("POST", "302 302 404 404"),
    "objectives:survey_themes": ("200 200 200 404", "405 405 405 405"),
    "objectives:answer_theme": ("POST", "302 302 404 404"),
    "objectives:answer": ("410 410 410 410 410", "410 410 410 410 410"),
    "objectives:theme_new": ("POST", "409 409 404 404"),
    "objectives:themes_order": ("POST", "302 302 404 404"),
    "objectives:theme_suggestions": ("POST", "409 409 404 404"),
    "objectives:theme_name": ("POST", "409 409 404 404"),
    "objectives:theme_removal": ("POST", "302 302 404 404"),
    "objectives:workshops": ("200 200 200 403", "405 405 405 403"),
    "objectives:workshop_new": ("200 200 403 403", "="),
    "objectives:workshop": ("200 200 200 404", "405 405 405 405"),
    "objectives:workshop_edit": ("200 200 403 403", "="),
    "objectives:workshop_live": ("302 302 302 404", "405 405 405 405"),
    "objectives:workshop_screen": ("200 200 200 404", "405 405 405 405"),
    "objectives:workshop_screen_live": ("302 302 302 404", "405 405 405 405"),
    "objectives:workshop_opening": ("POST", "409 409 404 404"),
    "objectives:workshop_closing": ("POST", "302 302 404 404"),
    "objectives:workshop_reopening": ("POST", "409 409 404 404"),
    "objectives:workshop_step": ("POST", "404 404 404 404"),
    "objectives:workshop_time": ("POST", "302 302 404 404"),
    "objectives:workshop_facilitator": ("POST", "404 404 404 404"),
    "objectives:workshop_notes": ("POST", "302 302 404 404"),
    "objectives:workshop_guests": ("POST", "302 302 404 404"),
    "objectives:workshop_persons": ("POST", "302 302 404 404"),
    "objectives:workshop_taking_part": ("POST", "302 302 302 404"),
    "objectives:workshop_ideas": ("POST", "409 409 404 404"),
    "objectives:idea": ("POST", "409 409 404 404"),
    "objectives:idea_removal": ("POST", "302 302 404 404"),
    "objectives:idea_return": ("POST", "302 302 404 404"),
    "objectives:idea_theme": ("POST", "302 302 404 404"),
    "objectives:idea_merging": ("POST", "302 302 404 404"),
    "objectives:idea_objective": ("POST", "302 302 404 404"),
    "objectives:seat_removal": ("POST", "302 302 404 404"),
    "objectives:seat": ("410 410 410 410 410", "405 405 405 405 405"),
    "objectives:seat_live": ("410 410 410 410 410", "405 405 405 405 405"),
    "objectives:seat_ideas": ("405 405 405 405 405", "410 410 410 410 410"),
    "objectives:seat_idea_removal": ("405 405 405 405 405", "410 410 410 410 410"),
    "objectives:seat_dots": ("405 405 405 405 405", "410 410 410 410 410"),
}


def build(ines, jonas, secret: str) -> dict[str, dict[str, Any]]:
    """A survey in preparation that asks the member, one with an answer, and a workshop under way."""
    from regie.objectives.models import Idea, Reply, Seat, Survey, Theme, Workshop

    text = [{"text": f"{secret}?", "kind": "text"}]
    survey = Survey.prepare(f"{secret} survey", by=ines, questions=text, is_anonymous=False)
    survey.invite(by=ines, persons=[jonas])
    answered = Survey.prepare(f"{secret} answered", by=ines, questions=text, is_anonymous=False)
    answered.share(by=ines)
    answered.open(by=ines)
    reply = Reply.give(answered, {answered.questions.get(): (f"{secret} said", [])}, by_shared_link=True)
    theme = Theme.make(survey, f"{secret} theme", by=ines)
    workshop = Workshop.prepare(f"{secret} workshop", by=ines)
    workshop.open(by=ines)
    idea = Idea.propose(workshop, f"{secret} idea")
    seat = Seat.take(workshop, name="Léa")
    return {
        "objectives:survey": {"pk": survey.pk},
        "objectives:question": {"pk": survey.questions.get().pk},
        "objectives:asked_removal": {"pk": survey.asked.get().pk},
        "objectives:answer_theme": {"key": reply.answers.get().pk},
        "objectives:answer": {"token": "not-a-token"},
        "objectives:theme": {"kind": "survey", "pk": survey.pk},
        "objectives:theme_name": {"pk": theme.pk},
        "objectives:theme_removal": {"pk": theme.pk},
        "objectives:workshop": {"pk": workshop.pk},
        "objectives:idea": {"pk": idea.pk},
        "objectives:seat_removal": {"pk": seat.pk},
        "objectives:seat": {"token": "not-a-token", "pk": idea.pk},
    }
