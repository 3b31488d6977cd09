"""Tasks: the list, one task, and its verbs."""

from __future__ import annotations

import re
from datetime import date

from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regie.journal.models import File, Stale
from regie.lib import dates
from regie.lib.refused import Refused
from regie.people.models import Person
from regie.people.rights import needs
from regie.ui.acting import acts, back, done
from regie.ui.forms import conflict
from regie.ui.toasts import toast
from regie.work import choosing, places
from regie.work.forms import NewTaskForm, TaskForm
from regie.work.lists import Tasks
from regie.work.models import Opinion, Task
from regie.work.reading import tasks as reading


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    rows = Task.objects.visible_to(request.user).owed()
    if not request.user.has_perm("work.read"):
        rows = rows.open()
    now = timezone.now()
    counts = rows.aggregate(open=Count("pk", filter=Q(ended_at=None)), late=Count("pk", filter=Q(ended_at=None, due_at__lt=now)))
    # What is to be done comes first, the nearest date on top; then what was done, the newest first.
    rows = rows.order_by(F("ended_at").desc(nulls_first=True), F("due_at").asc(nulls_last=True), "rank", "pk")
    table = Tasks(request, rows.select_related("run__version__workflow").prefetch_related("duties__person"))
    around = {"here": "list", "carried": choosing.carried(request), "counts": counts}
    return table.export() or render(request, "work/tasks/index.html", {"table": table, **around})


@needs("work.start")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = NewTaskForm(
        request.POST or None, initial={"responsible": request.user.pk, "campaign": request.GET.get("campaign", "")}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        task = Task.make(
            data["title"], by=request.user, who=form.who(), text=data["text"], channel=data["channel"],
            campaign=data["campaign"], due_at=data["due_at"], estimate=data["estimate"],
        )  # fmt: skip
        task.adopt_pictures(by=request.user)
        return done(request, task, _("The task is there."))
    return render(request, "work/tasks/form.html", {"form": form, "task": None}, status=422 if form.is_bound else 200)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Task.objects.visible_to(request.user).select_related(
        "run__version__workflow", "run__content", "content", "made_by", "blocked_by", "split_from"
    )
    task = get_object_or_404(rows, pk=pk)
    return render(request, "work/tasks/show.html", reading.of_task(task, request.user))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    task = _mine(request, pk)
    form = TaskForm(request.POST or None, instance=task)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except Stale as stale:
            return conflict(request, form, stale.current)
        task.adopt_pictures(by=request.user)
        return done(request, task, _("The task is kept."))
    return render(request, "work/tasks/form.html", {"form": form, "task": task}, status=422 if form.is_bound else 200)


def _mine(request: HttpRequest, pk: int) -> Task:
    return get_object_or_404(Task.objects.editable_by(request.user), pk=pk)


def _stay(request: HttpRequest, task: Task, text: str, undo: str = "") -> HttpResponse:
    """Where one was: the board, My day, or the task."""
    if request.htmx:  # type: ignore[attr-defined]
        return toast(HttpResponse(status=204), text, undo)
    return done(request, back(request, task.get_absolute_url()), text, undo)


@acts
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """A card put down: between two others (`after`, `before`, or `where` in words), and in a column: of a status, a person, or a step."""
    task = _mine(request, pk)
    near = {
        key: Task.objects.visible_to(request.user).filter(pk=_number(request.POST.get(key))).first()
        for key in ("after", "before")
    }
    by, column = request.POST.get("by", "status"), request.POST.get("column", "")
    was, undo = task.status, ""
    if column and by == "step":
        raise Refused(_("A step is reached through its workflow: finish the task, and the next step opens."))
    if column and by == "person":
        if column == "nobody":
            raise Refused(_("Somebody has to be responsible: put it with the person who does it now."))
        task.hand_over(get_object_or_404(Person.objects.active(), pk=_number(column)), by=request.user)
    if column and by == "status" and column not in Task.Status.values:
        raise Refused(_("There is no such column."))
    if where := request.POST.get("where", ""):
        near = places.neighbours(task, where, column if by == "status" and column else task.status, request.user)
    task.move(by=request.user, status=column if by == "status" else None, after=near["after"], before=near["before"])
    if was == "to_do" and task.status == "doing":
        undo = reverse("work:task_rest", args=[pk])
    elif was == "doing" and task.status == "to_do":
        undo = reverse("work:task_start", args=[pk])
    text = _said(task)
    if column and by == "person":
        text = _("%(name)s has it now.") % {"name": ", ".join(map(str, task.responsible()))}
    elif was == task.status:
        text = _("“%(task)s” is placed.") % {"task": task}
    return _stay(request, task, text, undo)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0


def _said(task: Task) -> str:
    return _("“%(task)s”: %(status)s.") % {"task": task, "status": task.get_status_display()}


@acts
def start(request: HttpRequest, pk: int) -> HttpResponse:
    task = _mine(request, pk)
    task.start(by=request.user)
    return _stay(request, task, _said(task), reverse("work:task_rest", args=[pk]))


@acts
def rest(request: HttpRequest, pk: int) -> HttpResponse:
    task = _mine(request, pk)
    task.lay_down(by=request.user)
    return _stay(request, task, _said(task))


@acts
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    task = _mine(request, pk)
    task.submit(by=request.user, way=tuple(filter(None, request.POST.getlist("way"))))
    undo = reverse("work:task_reopening", args=[pk]) if task.ended_at and not task.run_id else ""
    return _stay(request, task, _said(task), undo)


@acts
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    task = _mine(request, pk)
    task.accept(by=request.user, way=tuple(filter(None, request.POST.getlist("way"))))
    return _stay(request, task, _said(task))


@acts
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    task = _mine(request, pk)
    task.send_back(request.POST.get("reason", ""), by=request.user)
    return _stay(request, task, _said(task))


@acts
def block(request: HttpRequest, pk: int) -> HttpResponse:
    task = _mine(request, pk)
    task.block(request.POST.get("reason", ""), by=request.user)
    return _stay(request, task, _("“%(task)s” is blocked.") % {"task": task}, reverse("work:task_unblock", args=[pk]))


@acts
def unblock(request: HttpRequest, pk: int) -> HttpResponse:
    task = _mine(request, pk)
    task.unblock(by=request.user)
    return _stay(request, task, _("“%(task)s” is free again.") % {"task": task})


@acts
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    task = _mine(request, pk)
    person = get_object_or_404(Person.objects.active(), pk=_number(request.POST.get("to")))
    letter = request.POST.get("letter") or "R"
    if letter not in {"R", "A"}:
        raise Refused(_("Choose what is handed over."))
    task.hand_over(person, by=request.user, letter=letter, reason=request.POST.get("reason", "")[:300])
    return _stay(request, task, _("%(name)s has it now.") % {"name": person})


@acts
def put_off(request: HttpRequest, pk: int) -> HttpResponse:
    task = _mine(request, pk)
    try:
        day = date.fromisoformat(request.POST.get("until", ""))
    except ValueError as fault:
        raise Refused(_("Choose a day to come.")) from fault
    task.put_off(day, by=request.user)
    return _stay(request, task, _("“%(task)s” is put off.") % {"task": task})


@acts
def redate(request: HttpRequest, pk: int) -> HttpResponse:
    """Another day, the same hour; an empty one takes the date away. The toast leads back to the former day."""
    task = _mine(request, pk)
    text = request.POST.get("day", request.GET.get("day", ""))
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError as fault:
        raise Refused(_("Choose a day.")) from fault
    was = task.redate(day, by=request.user)
    undo = f"{reverse('work:task_due', args=[pk])}?day={was.isoformat() if was else ''}"
    if day is None:
        return _stay(request, task, _("“%(task)s” has no date now.") % {"task": task}, undo)
    said = dates.day(day, (get_language() or "en")[:2], "weekday", timezone.localdate())
    return _stay(request, task, _("“%(task)s” is due on %(day)s.") % {"task": task, "day": said}, undo)


@acts
def split(request: HttpRequest, pk: int) -> HttpResponse:
    task = _mine(request, pk)
    pieces = task.split(request.POST.get("titles", "").splitlines(), by=request.user)
    return _stay(request, task, _("%(count)s pieces are there, and this task waits for them.") % {"count": len(pieces)})


@acts
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    task = _mine(request, pk)
    task.drop(request.POST.get("reason", "")[:300], by=request.user)
    return _stay(request, task, _said(task), reverse("work:task_reopening", args=[pk]))


@acts
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    task = _mine(request, pk)
    task.reopen(by=request.user)
    return _stay(request, task, _said(task))


@acts
def touch(request: HttpRequest, pk: int) -> HttpResponse:
    task = _mine(request, pk)
    task.touch(by=request.user)
    return _stay(request, task, _("Good to know."))


@acts
def add_check(request: HttpRequest, pk: int) -> HttpResponse:
    task = _mine(request, pk)
    task.add_check(request.POST.get("text", ""), by=request.user)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "work/tasks/show.html#checks", reading.checks_of(task))
    return done(request, f"{task.get_absolute_url()}#checks")


@acts
def tick(request: HttpRequest, pk: int, check: int) -> HttpResponse:
    task = _mine(request, pk)
    task.tick(get_object_or_404(task.checks, pk=check), by=request.user, is_done=request.POST.get("done") == "1")
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "work/tasks/show.html#checks", reading.checks_of(task))
    return done(request, f"{task.get_absolute_url()}#checks")


@acts
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    task = _mine(request, pk)
    for upload in request.FILES.getlist("file"):
        task.attach(File.keep(upload, by=request.user), by=request.user)
    return done(request, f"{task.get_absolute_url()}#files")


@acts
def wait_for(request: HttpRequest, pk: int) -> HttpResponse:
    task = _mine(request, pk)
    on = _titled(request, request.POST.get("on", ""))
    task.wait_for(on, by=request.user)
    return done(request, f"{task.get_absolute_url()}#waits", _("It waits for “%(what)s”.") % {"what": on})


def _titled(request: HttpRequest, typed: str) -> Task:
    """A task by what was typed: the words offered (their end carries its number), its number, or its whole title."""
    seen, typed = Task.objects.visible_to(request.user), typed.strip()
    named = re.search(r"\(#(\d{1,18})\)$", typed)
    found = list(seen.filter(pk=_number(named.group(1) if named else typed))[:1])
    if not found:
        found = list(seen.open().filter(title__iexact=typed)[:2]) if typed else []
    if not found:
        raise Refused(_("No task is called that: choose one of those offered while you type."))
    if len(found) > 1:
        raise Refused(_("Several tasks are called that: choose one of those offered while you type."))
    return found[0]


@require_safe
def titles(request: HttpRequest, pk: int) -> HttpResponse:
    """Open tasks whose title holds what is typed, for the field of what a task waits for."""
    task = _mine(request, pk)
    sought = request.GET.get("on", "").partition(" (#")[0].strip()[:100]
    rows = Task.objects.visible_to(request.user).open().exclude(pk=task.pk).select_related("run")
    rows = rows.filter(title__icontains=sought) if sought else rows.filter(campaign=task.campaign)
    return render(request, "work/tasks/titles.html", {"tasks": rows.order_by("title", "pk")[:12]})


@acts
def wait_no_more(request: HttpRequest, pk: int, wait: int) -> HttpResponse:
    task = _mine(request, pk)
    task.wait_no_more(get_object_or_404(task.waits, pk=wait), by=request.user)
    return done(request, f"{task.get_absolute_url()}#waits")


@acts
def say(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody consulted says what they think."""
    rows = Opinion.objects.editable_by(request.user).awaited().select_related("task")
    opinion = get_object_or_404(rows, task=pk)
    opinion.say(request.POST.get("text", ""), by=request.user)
    return _stay(request, opinion.task, _("Thank you: your word is with the task."))
