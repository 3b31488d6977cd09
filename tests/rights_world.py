"""A small house with one thing of each kind, none of which concerns the neighbour Paul; and the address of each."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone
from PIL import Image

import regie.demo
from regie.charter.models import Competency, Deliverable, Wording
from regie.charter.models import Reading as CharterReading
from regie.connect.models import Dispatch, FeedLink, Relay
from regie.connect.tests.world import bring
from regie.journal.models import Comment, Event, File, Notification
from regie.metrics.models import Batch, Breach, Metric, Reference, Threshold
from regie.metrics.staging import Entry
from regie.people.models import Absence, Domain, Invitation, OpenLink, Organisation, Person, Role
from regie.reviews.models import Decision, Driver, FollowUp, Item, Minute, Participant, Review, Series
from regie.ui import specimens
from regie.ui.models import SavedView
from regie.work import folding, planning
from regie.work.engine import outline
from regie.work.engine.model import Duty
from regie.work.engine.rows import Row
from regie.work.models import (
    Approval,
    Audit,
    Board,
    Content,
    Delivery,
    Improvement,
    Offer,
    PassedStep,
    Pin,
    Request,
    Run,
    Task,
    Workflow,
)
from regie.work.models.deciding import Asked
from tests import (
    rights_gathering,
    rights_objectives,
    rights_plan_budget,
    rights_plan_campaigns,
    rights_plan_channels,
    rights_plan_gates,
    rights_plan_media,
    rights_plan_schedule,
    rights_reports,
)

SECRET = "Kergrist"  # a word of the team's own, in whatever one could say or write


def cast() -> tuple[dict[str, Person], Domain]:
    """Who asks, by their standing, and the domain of all but the neighbour."""
    Organisation.objects.get_or_create(pk=1, defaults={"name": "Tamarelle", "language": "fr"})
    home = Domain.objects.get_or_create(name="Marketing", defaults={"is_home": True})[0]
    elsewhere = Domain.objects.get_or_create(name="Finance")[0]
    names = {"lead": "Inès Carvalho", "member": "Jonas Keller", "delegator": "Hélène Brandt", "neighbour": "Paul Quéré"}
    people = {
        standing: Person.objects.create_user(
            email=f"{standing}@tamarelle.example",
            name=name,
            standing=standing,
            domain=elsewhere if standing == "neighbour" else home,
        )
        for standing, name in names.items()
    }
    return people, home


def build(ines, jonas, home) -> dict[str, dict[str, Any]]:
    """What fills the slots of each address, by the address’s name; the room alone stands for all of its addresses."""
    text = (Path(regie.demo.__file__).parent / "texts" / "charter-en.md").read_text("utf8")
    version = CharterReading.bring(text, by=ines, name="charter.md").accept(by=ines)
    draft = CharterReading.bring(text.replace("Marketing", "Marketing "), by=ines, name="newer.md")
    metric = Metric.objects.in_use().filter(thresholds__isnull=False, measures__isnull=False).first()
    Metric.objects.filter(pk=metric.pk).update(purpose=SECRET)
    measure = metric.measures.first()
    threshold = Threshold.objects.filter(metric=metric).first()
    month = date(2026, 9, 1)
    batch = Batch.open(by=ines, file_name=f"{SECRET}.csv")
    batch.write([Entry(each.pk, {}, month, 10, place) for place, each in enumerate(metric.measures.all(), 2)])
    reference = Reference.state(metric=metric, by=ines, kind="target", value=5, since=month, source=SECRET)
    breach = Breach.objects.create(
        threshold=threshold, metric=metric, grain="month", period=month, last_period=month, value=42.6, bound=38
    )
    intake = bring("Period,Spend\n2026-09,1\n", by=ines)
    held, live = (_review(ines, name) for name in (f"{SECRET} held", f"{SECRET} live"))
    item = Item.add(live, by=ines, title=f"{SECRET} point")
    minute = Minute.say(live, f"{SECRET} was said", by=ines)
    decision = Decision.propose(live, f"{SECRET} is proposed", by=ines)
    decision.object("Not yet", by=jonas)
    follow_up = FollowUp.give(live, f"{SECRET} to do", who=jonas, by_when=timezone.localdate(), by=ines)
    Minute.say(held, f"{SECRET} was said before", by=ines)
    held.close(by=ines)
    series = Series.objects.alive().first()
    Series.objects.filter(pk=series.pk).update(name=f"{SECRET} series")
    participant = Participant.objects.create(series=series, person=jonas)
    driver = Driver.open_one(by=ines, title=f"{SECRET} driver", situation="Inside.")
    role = Role.objects.create(name="Data", domain=home)
    role.give_to(jonas, by=ines)
    today = timezone.localdate()
    Comment.say(metric, f"{SECRET} comment", by=ines)
    comment = Comment.say(held, f"{SECRET} comment", by=ines)
    role.edit(by=ines, purpose="Figures that hold")
    edit = Event.objects.get(verb="people.role_edited")
    event = Event.objects.first()
    of_review = {"kind": "reviews.review", "key": str(held.pk)}
    return {
        "ui:components_chart": {"name": next(iter(specimens.CHARTS)), "kind": "csv"},
        "ui:saved_view_erasure": {"pk": SavedView.objects.create(person=ines, list_name="people", name="Mine").pk},
        "charter:reading": {"pk": draft.pk, "path": _path(draft), "place": 0},
        "charter:clause": {"pk": Wording.objects.filter(version=version, is_note=False).first().pk, "place": 0},
        "charter:line": {"pk": Wording.objects.filter(version=version, is_note=False).first().line_id},
        "charter:version": {"number": version.number},
        "charter": {"number": version.number},
        "charter:competency": {"pk": Competency.objects.first().pk},
        "charter:deliverable": {"pk": Deliverable.objects.first().pk},
        "metrics:breach": {"pk": breach.pk},
        "metrics:threshold": {"pk": threshold.pk, "key": metric.key},
        "metrics:measure": {"key": measure.key},
        "metrics:batch": {"pk": batch.pk},
        "metrics:reference": {"pk": reference.pk, "key": metric.key},
        "metrics": {"key": metric.key, "kind": "csv", "period": month.isoformat()},
        "reviews": {"pk": live.pk},
        "reviews:item": {"pk": item.pk},
        "reviews:items": {"pk": live.pk},
        "reviews:minute": {"pk": minute.pk},
        "reviews:minutes": {"pk": live.pk},
        "reviews:decision": {"pk": decision.pk, "voice": decision.voices.get(consents=False).pk},
        "reviews:follow_up": {"pk": follow_up.pk},
        "reviews:series": {"pk": series.pk},
        "reviews:participant": {"pk": participant.pk},
        "reviews:driver": {"pk": driver.pk},
        "people": {"pk": jonas.pk},
        "people:absence": {"pk": Absence.note(jonas, today, today + timedelta(days=1), by=jonas).pk},
        "people:absences": {"pk": jonas.pk},
        "people:role": {"pk": role.pk},
        "people:holdings": {"pk": role.pk},
        "people:holding_end": {"pk": role.holdings.get().pk},
        "people:domain": {"pk": home.pk},
        "people:invitation": {"pk": Invitation.invite("theo@tamarelle.example", by=ines, standing="member").pk},
        "people:link_new": of_review,
        "people:link_end": {"pk": OpenLink.give("reviews.read_minutes", held, by=ines).pk},
        "journal": of_review,
        "journal:event": {"pk": event.pk},
        "journal:undo": {"pk": edit.pk},
        "journal:notification": {"pk": Notification.objects.get_or_create(person=ines, event=event)[0].pk},
        "journal:comment": {"pk": comment.pk},
        "journal:comments": of_review,
        "journal:file": {"pk": File.keep(SimpleUploadedFile("page.html", b"<script>alert(1)</script>"), by=ines).pk},
        "connect": {"pk": intake.pk},
        **_between_departments(ines),
        "connect:feed": {"pk": FeedLink.make("reviews", by=ines)[0].pk},
        "connect:feed_file": {"token": "not-a-token"},
        **_approval(ines, jonas),
        **_workflow(ines),
        **_tasks(ines, jonas),
        **_stuck(ines),
        **rights_gathering.build(ines, jonas, SECRET),
        **rights_objectives.build(ines, metric, SECRET),
        **rights_reports.build(ines, home, SECRET),
        **rights_plan_budget.build(ines, Person.objects.get(standing="delegator"), SECRET),
        **rights_plan_campaigns.build(ines, jonas, metric, SECRET),
        **rights_plan_channels.build(ines, measure, SECRET),
        **rights_plan_media.build(ines, SECRET),
        **rights_plan_schedule.build(ines, SECRET),
        **rights_plan_gates.build(ines, Person.objects.get(standing="delegator"), SECRET),
    }


def _workflow(by) -> dict[str, dict[str, Any]]:
    """A workflow with a published version and a draft of the next."""
    drawn = outline.draw([Row("step", f"{SECRET} step", duties=(Duty("R", role="Data"),))], name=f"{SECRET} workflow")
    workflow = Workflow.make(f"{SECRET} workflow", drawn.decode(), by=by, language="en")
    workflow.draft.publish(by=by)
    workflow.open_draft(by=by)
    return {"work:workflow": {"pk": workflow.pk}, "work:version": {"pk": workflow.pk, "number": 1}}


def _tasks(ines, jonas) -> dict[str, dict[str, Any]]:
    """A task of the member with a check, a picture and something it waits for; a board; a run under way."""
    task = Task.make(f"{SECRET} task", by=ines, who=[("R", jonas), ("A", jonas)], checks=[f"{SECRET} check"], campaign=SECRET)
    task.wait_for(Task.make(f"{SECRET} before", by=ines), by=ines)
    file = File.keep(SimpleUploadedFile("seen.png", _drawn()), by=jonas)
    task.attach(file, by=jonas)
    board = Board.objects.create(name=f"{SECRET} board", columns="status", made_by=ines)
    drawn = outline.draw([Row("step", f"{SECRET} doing", duties=(Duty("R", role="Data"),))], name=f"{SECRET} run")
    workflow = Workflow.make(f"{SECRET} run", drawn.decode(), by=ines)
    workflow.draft.publish(by=ines)
    run = Run.start(workflow.published, f"{SECRET} run", planning.plan(workflow.published), by=ines)
    slots = {"pk": task.pk, "check": task.checks.get().pk, "wait": task.waits.get().pk, "file": file.pk}
    return {"work:board": {"pk": board.pk}, "work:task": slots, "work:run": {"pk": run.pk}}


def _stuck(by) -> dict[str, dict[str, Any]]:
    """The past of those tasks, a change adopted, an export of another tool rehearsed."""
    folding.fold(timedelta(0))
    step = PassedStep.objects.filter(audit=None).first()
    export = f"Summary,Issue key,Status,Created\n{SECRET} page,A-1,To do,2026-03-02\n".encode()
    audit = Audit.bring(File.keep(SimpleUploadedFile("export.csv", export), by=by), by=by)
    return {
        "work:stuck_chart": {"name": "ages", "kind": "csv"},
        "work:stuck_driver": {"pk": step.pk},
        "work:improvements": {"pk": step.pk},
        "work:improvement_end": {"pk": Improvement.adopt(step, "second", by=by).pk},
        "work:audit": {"pk": audit.pk},
    }


def _drawn() -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (8, 8)).save(drawn, "PNG")
    return drawn.getvalue()


def _approval(ines, jonas) -> dict[str, dict[str, Any]]:
    """A content that the member made, with a picture and a remark, waiting for the lead's word."""
    task = Task.make(f"{SECRET} mailing", by=jonas, who=[("R", jonas)])
    content = Content.of_task(task, by=jonas)
    drawn = BytesIO()
    Image.new("RGB", (8, 8)).save(drawn, "PNG")
    file = File.keep(SimpleUploadedFile("picture.png", drawn.getvalue()), by=jonas)
    task.attach(file, by=jonas)
    approval = Approval.ask(content, [Asked([ines])], by=jonas)
    pin = Pin.put(approval, f"{SECRET} remark", by=ines, facet="title", where={"start": 0, "end": 8, "quote": SECRET})
    return {
        "work:approval": {"pk": approval.pk, "file": file.pk, "number": 1, "other": 1},
        "work:pin": {"pk": pin.pk},
        "work:content": {"pk": content.pk},
        "work:task_approvals": {"pk": task.pk},
        "work:task_content": {"pk": task.pk},
    }


def _between_departments(by) -> dict[str, dict[str, Any]]:
    """A form open to all, what the lead asked with it, what is awaited of a department that is not Paul’s, a relay."""
    offer = Offer.make("Sales leaflet", by=by)
    request = Request.ask(offer, f"{SECRET} leaflet", by=by)
    elsewhere = Domain.objects.filter(is_home=False).exclude(name="Finance").first()
    delivery = Delivery.ask(f"{SECRET} figures", elsewhere, by=by)
    relay, _secret = Relay.make(f"{SECRET} relay", "program", "https://127.0.0.1/hook", by=by, kinds=["tasks"])
    dispatch = Dispatch.objects.create(relay=relay, said={"sentence": SECRET})
    return {
        "work:offer": {"pk": offer.pk},
        "work:request": {"pk": request.pk},
        "work:delivery": {"pk": delivery.pk},
        "connect:relay": {"pk": relay.pk, "dispatch": dispatch.pk},
    }


def _review(by, name: str) -> Review:
    review = Review.call(by=by, name=name, starts_at=timezone.now() + timedelta(hours=1), minutes=60, time_zone="Europe/Paris")
    review.start(by=by)
    return review


def _path(draft) -> str:
    from regie.charter.reviewing import reviewed

    return next(entry.path for entry in reviewed(draft).entries if entry.path != "head")


def addresses() -> list[tuple[str, list[str]]]:
    """`(name, names of its slots)` of every address of our own rooms."""
    found = []

    def walk(resolver, space: str) -> None:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                walk(entry, entry.namespace or space)
            elif entry.name and space:
                found.append((f"{space}:{entry.name}", list(entry.pattern.converters)))

    walk(get_resolver(), "")
    return found


def path_of(name: str, slots: list[str], world: dict[str, dict[str, Any]]) -> str:
    """The address filled from the longest key of `world` that begins its name and knows all of its slots."""
    for key in sorted((key for key in world if name.startswith(key)), key=len, reverse=True):
        if set(slots) <= set(world[key]):
            return reverse(name, kwargs={slot: world[key][slot] for slot in slots})
    if slots:
        raise LookupError(f"{name} wants {slots}: add it to the world")
    return reverse(name)
