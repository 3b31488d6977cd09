"""Boards: the same tasks in columns, by status, step or person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regie.journal.models import Stale, record
from regie.people.rights import needs
from regie.ui.acting import done
from regie.ui.forms import conflict
from regie.work import choosing
from regie.work.forms import BoardForm
from regie.work.models import Board, Task
from regie.work.reading import boards


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The board of everything; a neighbour goes to what is theirs."""
    if not request.user.has_perm("work.read"):
        return redirect("work:requests")
    return _draw(request, Board(name=_("All work"), columns="status"))


@needs("work.read")
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    return render(
        request, "work/boards/index.html", {"boards": Board.objects.visible_to(request.user).select_related("workflow")}
    )


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return _draw(request, get_object_or_404(Board.objects.visible_to(request.user).select_related("workflow"), pk=pk))


def _draw(request: HttpRequest, board: Board) -> HttpResponse:
    asked = choosing.asked_of(request)
    if board.campaign:
        asked["campaign"] = board.campaign
    if request.GET.get("by") in {"status", "person"} and not board.pk:
        board.columns = request.GET["by"]
    seen = Task.objects.visible_to(request.user).owed()
    tasks = choosing.chosen(seen, asked)
    if board.workflow_id:
        tasks = tasks.filter(run__version__workflow=board.workflow_id)
    is_look = request.htmx and not request.htmx.boosted  # type: ignore[attr-defined]
    if is_look and request.GET.get("seen") and boards.stamp_of(tasks) == request.GET["seen"]:
        return HttpResponse(status=204)  # nothing changed: the page keeps what it has
    most = request.GET.get("most", "")
    shown = boards.of_board(
        board,
        tasks,
        reader=request.user,
        more=request.GET.get("column", ""),
        most=choosing.number_of(most) or boards.PORTION,
    )
    context = {"board": board, "shown": shown, "may_move": request.user.is_member, "is_look": is_look}
    if is_look:
        return render(request, "work/boards/show.html#columns", context)
    whole = {
        "here": "board",
        "boards": Board.objects.visible_to(request.user),
        "questions": choosing.questions(request, seen, without=["campaign"] if board.campaign else []),
        "carried": choosing.carried(request, campaign=asked["campaign"]),
        "is_asked": any(request.GET.get(key) for key in choosing.KEYS),
        "may_edit": board.pk and Board.objects.editable_by(request.user).filter(pk=board.pk).exists(),
    }
    return render(request, "work/boards/show.html", context | whole)


@needs("work.draw")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    board = Board(made_by=request.user)
    form = BoardForm(request.POST or None, instance=board)
    if request.method == "POST" and form.is_valid():
        board = Board(made_by=request.user, **form.typed)
        board.save()
        record("work.board_made", board, by=request.user)
        return done(request, board, _("The board is there."))
    return render(request, "work/boards/form.html", {"form": form, "board": None}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    board = get_object_or_404(Board.objects.editable_by(request.user), pk=pk)
    form = BoardForm(request.POST or None, instance=board)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except Stale as stale:
            return conflict(request, form, stale.current)
        return done(request, board, _("The board is kept."))
    return render(request, "work/boards/form.html", {"form": form, "board": board}, status=422 if form.is_bound else 200)
