"""Who may what: every address of every room, read and written with an empty form, by each of five people.

The neighbour is asked about things that do not concern them: a word of the team's own may stand on no page they get.
"""

from __future__ import annotations

import logging

import pytest
from django.db import transaction
from django.test import Client

from tests.rights_world import SECRET, addresses, build, path_of

CAST = ("lead", "member", "delegator", "neighbour", "stranger")
DOOR = "302"  # what a stranger meets unless a fifth answer stands in the row

# address -> what lead, member, delegator and neighbour get on GET, and on POST with nothing filled in.
# "POST": the address takes nothing else. "=": the same page again, asked only as those who may not.
EXPECTED = {
    # desk
    "desk:day": ("200 200 200 200", "="),
    "desk:loop": ("200 200 200 403", "="),
    "desk:search": ("200 200 200 200", "="),
    # ui
    "ui:components": ("200 403 403 403", "="),
    "ui:components_chart": ("200 403 403 403", "="),
    "ui:palette": ("200 200 200 200", "="),
    "ui:shortcuts": ("200 200 200 200", "="),
    "ui:saved_views": ("POST", "302 302 302 302"),
    "ui:saved_view_erasure": ("POST", "302 404 404 404"),
    "ui:language": ("POST", "302 302 302 302"),
    "ui:theme": ("POST", "302 302 302 302"),
    # charter
    "charter:index": ("200 200 200 200", "="),
    "charter:import": ("200 200 403 403", "="),
    "charter:reading": ("200 200 404 404", "="),
    "charter:reading_discard": ("POST", "302 302 404 404"),
    "charter:reading_file": ("200 200 404 404", "="),
    "charter:reading_accept": ("POST", "302 302 404 404"),
    "charter:reading_result": ("404 404 404 404", "="),
    "charter:reading_item": ("302 302 404 404", "422 422 404 404"),
    "charter:reading_act": ("POST", "404 404 404 404"),
    "charter:reading_answer": ("POST", "404 404 404 404"),
    "charter:reading_threshold": ("POST", "404 404 404 404"),
    "charter:clause_new": ("POST", "404 404 403 403"),
    "charter:clause": ("302 302 302 404", "="),
    "charter:clause_edit": ("200 200 404 404", "="),
    "charter:clause_remove": ("POST", "302 302 404 404"),
    "charter:clause_place": ("POST", "302 302 404 404"),
    "charter:clause_order": ("POST", "404 404 404 404"),
    "charter:line_restoration": ("POST", "302 302 404 404"),
    "charter:clause_threshold": ("POST", "404 404 404 404"),
    "charter:clause_settle": ("POST", "302 302 404 404"),
    "charter:versions": ("200 200 200 200", "="),
    "charter:compare": ("404 404 404 404", "="),
    "charter:version": ("200 200 200 404", "="),
    "charter:consent": ("POST", "302 403 302 404"),
    "charter:objection": ("POST", "422 403 422 404"),
    "charter:withdraw": ("POST", "302 302 404 404"),
    "charter:remind": ("POST", "302 302 403 404"),
    "charter:export": ("200 200 200 404", "="),
    "charter:look": ("POST", "302 302 404 404"),
    "charter:history": ("200 200 200 404", "="),
    "charter:coverage": ("200 200 200 403", "="),
    "charter:competencies": ("200 200 200 403", "="),
    "charter:competency": ("POST", "302 302 404 404"),
    "charter:deliverable": ("POST", "302 302 404 404"),
    # metrics
    "metrics:index": ("200 200 200 200", "="),
    "metrics:metric_new": ("200 200 403 403", "="),
    "metrics:formula": ("302 302 403 403", "405 405 405 405"),
    "metrics:breaches": ("200 200 200 200", "="),
    "metrics:breach_taking": ("POST", "302 302 404 404"),
    "metrics:breach_explanation": ("POST", "302 302 404 404"),
    "metrics:breach_closing": ("POST", "302 302 404 404"),
    "metrics:thresholds": ("200 200 200 200", "="),
    "metrics:threshold": ("200 200 404 404", "422 422 404 404"),
    "metrics:threshold_confirmation": ("POST", "302 302 404 404"),
    "metrics:threshold_answer": ("POST", "302 302 404 404"),
    "metrics:threshold_retirement": ("POST", "302 302 404 404"),
    "metrics:measures": ("200 200 200 200", "="),
    "metrics:measure_new": ("200 200 403 403", "="),
    "metrics:measure": ("200 200 200 404", "="),
    "metrics:measure_edit": ("200 200 404 404", "="),
    "metrics:measure_retirement": ("POST", "302 302 404 404"),
    "metrics:batches": ("200 200 200 200", "="),
    "metrics:grid": ("200 200 403 403", "302 302 403 403"),
    "metrics:batch": ("200 200 200 404", "="),
    "metrics:batch_undoing": ("POST", "302 302 404 404"),
    "metrics:reference": ("POST", "302 302 404 404"),
    "metrics:metric": ("200 200 200 404", "="),
    "metrics:metric_edit": ("200 200 404 404", "="),
    "metrics:metric_retirement": ("POST", "302 302 404 404"),
    "metrics:following": ("POST", "302 302 302 404"),
    "metrics:threshold_new": ("200 200 404 404", "422 422 404 404"),
    "metrics:references": ("POST", "422 422 404 404"),
    "metrics:chart": ("200 200 200 404", "="),
    "metrics:figures": ("200 200 200 404", "="),
    # reviews
    "reviews:index": ("200 200 200 200", "405 405 405 405"),
    "reviews:calendar": ("200 200 200 200", "405 405 405 405"),
    "reviews:search": ("200 200 200 200", "405 405 405 405"),
    "reviews:criteria": ("200 200 200 200", "405 405 405 405"),
    "reviews:review_new": ("200 200 403 403", "="),
    "reviews:review": ("200 200 200 404", "405 405 405 405"),
    "reviews:review_ics": ("200 200 200 404", "405 405 405 405"),
    "reviews:review_date": ("200 200 403 403", "="),
    "reviews:review_put_back": ("POST", "409 409 403 403"),
    "reviews:review_cancellation": ("POST", "409 409 403 403"),
    "reviews:review_restore": ("POST", "409 409 403 403"),
    "reviews:review_session": ("POST", "302 302 404 404"),
    "reviews:review_closing": ("POST", "302 302 404 404"),
    "reviews:review_reopening": ("POST", "409 403 403 403"),
    "reviews:review_live": ("302 302 302 404", "405 405 405 405"),
    "reviews:presences": ("POST", "302 302 404 404"),
    "reviews:items": ("POST", "422 422 404 404"),
    "reviews:items_order": ("POST", "302 302 404 404"),
    "reviews:minutes": ("POST", "302 302 404 404"),
    "reviews:minutes_draft": ("POST", "204 204 404 404"),
    "reviews:ratings": ("POST", "404 404 404 404"),
    "reviews:review_decisions": ("POST", "422 422 404 404"),
    "reviews:review_follow_ups": ("POST", "422 422 404 404"),
    "reviews:item": ("POST", "422 422 404 404"),
    "reviews:item_removal": ("POST", "302 302 404 404"),
    "reviews:item_bring_back": ("POST", "302 302 404 404"),
    "reviews:item_turn": ("POST", "302 302 404 404"),
    "reviews:item_end": ("POST", "302 302 404 404"),
    "reviews:item_place": ("POST", "302 302 404 404"),
    "reviews:minute": ("200 200 404 404", "="),
    "reviews:minute_striking": ("POST", "302 302 404 404"),
    "reviews:decisions": ("200 200 200 200", "405 405 405 405"),
    "reviews:decision": ("200 200 200 404", "405 405 405 405"),
    "reviews:decision_edit": ("200 200 404 404", "="),
    "reviews:decision_voice": ("POST", "302 302 404 404"),
    "reviews:decision_objection": ("200 200 404 404", "="),
    "reviews:decision_settlement": ("POST", "409 409 404 404"),
    "reviews:decision_withdrawal": ("POST", "302 302 404 404"),
    "reviews:decision_looks": ("POST", "422 422 409 404"),
    "reviews:follow_ups": ("200 200 200 200", "405 405 405 405"),
    "reviews:follow_up_done": ("POST", "302 302 404 404"),
    "reviews:follow_up_undo": ("POST", "302 302 404 404"),
    "reviews:series_new": ("200 200 403 403", "="),
    "reviews:series": ("200 200 200 404", "405 405 405 405"),
    "reviews:series_plan": ("200 200 403 403", "="),
    "reviews:series_end": ("POST", "302 302 403 403"),
    "reviews:series_participants": ("POST", "422 422 403 403"),
    "reviews:participant": ("POST", "422 422 403 403"),
    "reviews:participant_removal": ("POST", "302 302 403 403"),
    "reviews:drivers": ("200 200 200 200", "405 405 405 405"),
    "reviews:driver_new": ("200 200 200 200", "="),
    "reviews:driver": ("200 200 200 404", "405 405 405 405"),
    "reviews:driver_edit": ("200 200 404 404", "="),
    "reviews:driver_taking": ("POST", "302 302 403 403"),
    "reviews:driver_drop": ("POST", "409 409 403 403"),
    "reviews:driver_drop_undo": ("POST", "409 409 403 403"),
    # work, tasks, boards, runs
    "work:index": ("200 200 200 302", "405 405 405 405"),
    "work:boards": ("200 200 200 403", "405 405 405 403"),
    "work:board_new": ("200 200 403 403", "="),
    "work:board": ("200 200 200 404", "405 405 405 405"),
    "work:board_edit": ("200 200 404 404", "="),
    "work:calendar": ("200 200 200 200", "405 405 405 405"),
    "work:timeline": ("200 200 200 200", "405 405 405 405"),
    "work:load": ("200 200 200 403", "405 405 405 403"),
    "work:tasks": ("200 200 200 200", "405 405 405 405"),
    "work:task_new": ("200 200 403 403", "="),
    "work:tasks_many": ("302 302 403 403", "="),
    "work:task": ("200 200 200 404", "405 405 405 405"),
    "work:task_edit": ("200 200 404 404", "="),
    "work:task_place": ("POST", "302 302 404 404"),
    "work:task_start": ("POST", "302 302 404 404"),
    "work:task_rest": ("POST", "302 302 404 404"),
    "work:task_submission": ("POST", "409 409 404 404"),
    "work:task_acceptance": ("POST", "409 409 404 404"),
    "work:task_return": ("POST", "409 409 404 404"),
    "work:task_block": ("POST", "409 409 404 404"),
    "work:task_unblock": ("POST", "302 302 404 404"),
    "work:task_handover": ("POST", "404 404 404 404"),
    "work:task_deferral": ("POST", "409 409 404 404"),
    "work:task_due": ("POST", "302 302 404 404"),
    "work:task_pieces": ("POST", "409 409 404 404"),
    "work:task_drop": ("POST", "302 302 404 404"),
    "work:task_reopening": ("POST", "302 302 404 404"),
    "work:task_touch": ("POST", "302 302 404 404"),
    "work:task_checks": ("POST", "409 409 404 404"),
    "work:task_check": ("POST", "302 302 404 404"),
    "work:task_files": ("POST", "302 302 404 404"),
    "work:task_picture": ("200 200 200 404", "405 405 405 405"),
    "work:task_titles": ("200 200 404 404", "405 405 405 405"),
    "work:task_waits": ("POST", "409 409 404 404"),
    "work:task_wait": ("POST", "302 302 404 404"),
    "work:task_opinion": ("POST", "404 404 404 404"),
    "work:pictures": ("POST", "422 422 403 403"),
    "work:runs": ("200 200 200 200", "405 405 405 405"),
    "work:run_new": ("200 200 403 403", "="),
    "work:run": ("200 200 200 404", "405 405 405 405"),
    "work:run_edit": ("200 200 404 404", "="),
    "work:run_stop": ("POST", "409 409 404 404"),
    "work:run_matrix": ("200 200 200 404", "405 405 405 405"),
    # work, approvals
    "work:approvals": ("200 200 200 200", "405 405 405 405"),
    "work:approval_check": ("200 200 200 200", "422 422 422 422"),
    "work:approval": ("200 200 200 404", "405 405 405 405"),
    "work:approval_verdict": ("POST", "422 409 409 404"),
    "work:approval_round": ("POST", "302 302 409 404"),
    "work:approval_withdrawal": ("POST", "302 302 409 404"),
    "work:approval_remarks": ("POST", "422 422 422 404"),
    "work:approval_picture": ("200 200 200 404", "405 405 405 405"),
    "work:approval_comparison": ("200 200 200 404", "405 405 405 405"),
    "work:approval_proof": ("200 200 200 404", "405 405 405 405"),
    "work:approval_paper": ("200 200 200 404", "405 405 405 405"),
    "work:pin_settlement": ("POST", "302 302 404 404"),
    "work:pin_reopening": ("POST", "302 302 404 404"),
    "work:content": ("200 200 200 404", "405 405 405 405"),
    "work:content_edit": ("200 200 404 404", "="),
    "work:content_approvals": ("200 200 403 403", "="),
    "work:task_approvals": ("200 200 403 403", "="),
    "work:task_content": ("POST", "302 302 404 404"),
    # people
    "people:index": ("200 200 200 200", "="),
    "people:export": ("200 403 403 403", "="),
    "people:new": ("200 403 403 403", "="),
    "people:person": ("200 200 200 200", "="),
    "people:person_edit": ("200 200 404 404", "="),
    "people:standing": ("200 403 403 403", "422 403 403 403"),
    "people:departure": ("200 403 403 403", "302 403 403 403"),
    "people:return": ("405 403 403 403", "302 403 403 403"),
    "people:absences": ("200 200 404 404", "="),
    "people:absence_removal": ("POST", "302 302 404 404"),
    "people:roles": ("200 200 200 200", "="),
    "people:role_new": ("200 403 403 403", "="),
    "people:role": ("200 403 403 403", "="),
    "people:role_removal": ("405 403 403 403", "302 403 403 403"),
    "people:holdings": ("405 403 403 403", "422 403 403 403"),
    "people:holding_end": ("405 403 403 403", "302 403 403 403"),
    "people:domains": ("200 200 200 200", "="),
    "people:domain_new": ("200 403 403 403", "="),
    "people:domain": ("200 200 200 200", "="),
    "people:domain_edit": ("200 403 403 403", "="),
    "people:rights": ("200 200 200 200", "="),
    "people:invitations": ("405 403 403 403", "422 403 403 403"),
    "people:invitation_resend": ("405 403 403 403", "302 403 403 403"),
    "people:invitation_withdrawal": ("405 403 403 403", "302 403 403 403"),
    "people:links": ("200 200 403 403", "="),
    "people:link_new": ("405 405 403 403", "404 404 403 403"),
    "people:link_end": ("405 405 403 403", "302 404 403 403"),
    "people:organisation": ("200 403 403 403", "="),
    "people:names": ("200 200 200 200", "="),
    "people:me": ("200 200 200 200", "="),
    "people:end_sessions": ("POST", "302 302 302 302"),
    # journal
    "journal:index": ("200 403 403 403", "="),
    "journal:export": ("200 403 403 403", "="),
    "journal:event": ("200 403 403 403", "="),
    "journal:undo": ("POST", "302 404 404 404"),
    "journal:of_thing": ("200 200 200 404", "="),
    "journal:notifications": ("200 200 200 200", "="),
    "journal:notifications_read": ("POST", "302 302 302 302"),
    "journal:notification": ("302 404 404 404", "="),
    "journal:comments": ("POST", "422 422 422 404"),
    "journal:comment": ("200 404 404 404", "422 404 404 404"),
    "journal:comment_removal": ("POST", "302 404 404 404"),
    "journal:file": ("200 404 404 404", "="),
    # work, other departments
    "work:offers": ("200 200 200 200", "405 405 405 405"),
    "work:offer_new": ("200 200 403 403", "="),
    "work:offer": ("200 200 200 200", "="),
    "work:offer_edit": ("200 200 404 404", "="),
    "work:offer_opening": ("POST", "302 302 404 404"),
    "work:offer_closing": ("POST", "302 302 404 404"),
    "work:requests": ("200 200 200 200", "405 405 405 405"),
    "work:request": ("200 200 200 404", "405 405 405 405"),
    "work:request_acceptance": ("POST", "302 302 404 404"),
    "work:request_refusal": ("POST", "409 409 404 404"),
    "work:request_promise": ("POST", "409 409 404 404"),
    "work:request_handover": ("POST", "409 409 404 404"),
    "work:request_receipt": ("POST", "409 404 404 404"),
    "work:request_return": ("POST", "409 404 404 404"),
    "work:request_withdrawal": ("POST", "302 404 404 404"),
    "work:request_rating": ("POST", "409 404 404 404"),
    "work:deliveries": ("200 200 200 200", "405 405 405 405"),
    "work:delivery_new": ("200 200 403 403", "="),
    "work:delivery": ("200 200 200 404", "405 405 405 405"),
    "work:delivery_edit": ("200 200 403 403", "="),
    "work:delivery_promise": ("POST", "409 409 404 404"),
    "work:delivery_arrival": ("POST", "302 302 404 404"),
    "work:delivery_taking_back": ("POST", "302 302 404 404"),
    "work:delivery_waits": ("POST", "409 409 404 404"),
    "work:delivery_drop": ("POST", "302 302 404 404"),
    # work, workflows
    "work:workflows": ("200 200 200 200", "405 405 405 405"),
    "work:workflow_new": ("200 200 403 403", "="),
    "work:workflow": ("200 200 200 404", "405 405 405 405"),
    "work:workflow_edit": ("200 200 404 404", "="),
    "work:workflow_archive": ("POST", "302 302 404 404"),
    "work:workflow_return": ("POST", "302 302 404 404"),
    "work:workflow_file": ("200 200 404 404", "="),
    "work:workflow_matrix": ("200 200 200 404", "302 302 404 404"),
    "work:workflow_draft": ("200 200 404 404", "302 302 404 404"),
    "work:workflow_outline": ("200 200 404 404", "422 422 404 404"),
    "work:workflow_diagram": ("POST", "422 422 404 404"),
    "work:workflow_publication": ("200 200 404 404", "302 302 404 404"),
    "work:workflow_versions": ("200 200 200 404", "405 405 405 405"),
    "work:version": ("200 200 200 404", "405 405 405 405"),
    "work:version_file": ("200 200 200 404", "405 405 405 405"),
    "work:workflow_moves": ("200 200 404 404", "422 422 404 404"),
    "work:stuck": ("200 200 200 403", "405 405 405 403"),
    "work:stuck_chart": ("200 200 200 403", "405 405 405 403"),
    "work:improvements": ("POST", "409 409 403 403"),
    "work:stuck_driver": ("POST", "409 409 403 403"),
    "work:improvement_end": ("POST", "302 302 403 403"),
    "work:stuck_measures": ("POST", "302 302 403 403"),
    "work:audits": ("200 200 200 403", "405 405 405 403"),
    "work:audit_new": ("302 302 403 403", "422 422 403 403"),
    "work:audit": ("200 200 200 403", "405 405 405 403"),
    "work:audit_states": ("POST", "302 302 403 403"),
    "work:audit_writing": ("POST", "302 302 403 403"),
    "work:audit_undoing": ("POST", "409 409 403 403"),
    # connect
    "connect:index": ("200 200 200 200", "="),
    "connect:new_import": ("200 200 403 403", "="),
    "connect:imports": ("POST", "422 422 403 403"),
    "connect:import": ("302 302 302 404", "="),
    "connect:progress": ("302 302 302 404", "="),
    "connect:columns": ("200 200 403 403", "302 302 403 403"),
    "connect:readings": ("POST", "302 302 403 403"),
    "connect:measures": ("POST", "302 302 403 403"),
    "connect:corrections": ("POST", "302 302 403 403"),
    "connect:corrections_erasure": ("POST", "302 302 403 403"),
    "connect:rehearsals": ("POST", "302 302 403 403"),
    "connect:halt": ("POST", "302 302 403 403"),
    "connect:writing": ("POST", "302 302 403 403"),
    "connect:undoing": ("POST", "302 302 403 403"),
    "connect:refused": ("200 200 200 403", "="),
    "connect:relays": ("200 200 200 403", "405 405 405 403"),
    "connect:relay_new": ("200 403 403 403", "="),
    "connect:relay": ("200 200 200 404", "405 405 405 405"),
    "connect:relay_edit": ("200 404 404 404", "="),
    "connect:relay_test": ("POST", "302 404 404 404"),
    "connect:relay_closing": ("POST", "302 404 404 404"),
    "connect:relay_opening": ("POST", "302 404 404 404"),
    "connect:relay_secret": ("POST", "302 404 404 404"),
    "connect:relay_dispatch": ("POST", "302 404 404 404"),
    "connect:feeds": ("POST", "404 404 404 404"),
    "connect:feed": ("POST", "302 404 404 404"),
    "connect:feed_file": ("404 404 404 404 404", "405 405 405 405 405"),
}


def answers(said: str) -> list[str]:
    found = said.split()
    return found if len(found) == len(CAST) else [*found, DOOR]


def asked(name: str) -> list[tuple[str, str, str]]:
    """`(method, who, expected answer)` of an address."""
    reading, writing = EXPECTED[name]
    found = []
    if reading == "POST":
        found += [("get", "lead", "405")]
    else:
        found += [("get", who, answer) for who, answer in zip(CAST, answers(reading), strict=True)]
    if writing == "=":
        found += [
            ("post", who, answer) for who, answer in zip(CAST, answers(reading), strict=True) if who not in ("lead", "member")
        ]
    else:
        found += [("post", who, answer) for who, answer in zip(CAST, answers(writing), strict=True)]
    return found


def test_every_address_says_who_may_open_it():
    assert {name for name, _slots in addresses()} == set(EXPECTED)


@pytest.mark.django_db
def test_each_address_answers_each_of_five_as_it_should(ines, jonas, helene, paul, home):
    world = build(ines, jonas, home)
    browsers = {who: Client(raise_request_exception=False) for who in CAST}
    for who, person in zip(CAST, (ines, jonas, helene, paul), strict=False):
        browsers[who].force_login(person)
    wrong = []
    logging.disable(logging.CRITICAL)
    try:
        for name, slots in addresses():
            path = path_of(name, slots, world)
            for method, who, expected in asked(name):
                before = transaction.savepoint_create()
                answer = getattr(browsers[who], method)(path)
                body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                transaction.savepoint_rollback(before)
                if str(answer.status_code) != expected:
                    wrong.append(f"{method} {path} ({name}) as {who}: {answer.status_code}, not {expected}")
                if who in ("neighbour", "stranger") and SECRET.encode() in body:
                    wrong.append(f"{method} {path} ({name}) shows {who} what is the team’s own")
    finally:
        logging.disable(logging.NOTSET)
    assert not wrong, "\n".join(wrong)
