"""The one page of somebody asked by a secret link: what is sealed, its files, the open remarks, and their decision. Nothing else.

Private remarks, what others decided and why, and the rest of the house are not on it, nor behind any address of it.
"""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from regie.lib.refused import Refused
from regie.work import pointing, subjects

LONGEST = 10_000


def show(request: HttpRequest, link) -> HttpResponse | FileResponse:
    verdict = link.subject
    approval = verdict.stage.approval
    if verdict.decision and verdict.decision != "unanswered":
        return _over(request, link, verdict, 409 if request.method == "POST" else 200)
    if (
        verdict.decision
        or approval.closed_at
        or verdict.stage.closed_at
        or not verdict.stage.opened_at
        or approval.subject is None
    ):
        return _over(request, link, verdict, 410)
    if request.method == "POST":
        return _act(request, link, verdict)
    if key := request.GET.get("file"):
        return _download(approval, key)
    if key := request.GET.get("picture"):
        return _picture(approval, key, request.GET.get("page", "1"))
    return _page(request, link, verdict)


def _page(request: HttpRequest, link, verdict, refusal: str = "", status: int = 200) -> HttpResponse:
    from regie.work.models import Verdict
    from regie.work.reading import approvals as reading

    shown = reading.for_outsider(verdict, page=request.GET.get("sheet", ""))
    words = {
        "link": link, "verdict": verdict, "shown": shown, "refusal": refusal, "typed": request.POST if refusal else {},
        "decisions": Verdict.Decision.choices[:4],
    }  # fmt: skip
    return render(request, "work/approvals/outside.html", words, status=status)


def _over(request: HttpRequest, link, verdict, status: int) -> HttpResponse:
    return render(
        request, "work/approvals/outside_over.html", {"link": link, "verdict": verdict, "again": status == 409}, status=status
    )


def _act(request: HttpRequest, link, verdict) -> HttpResponse:
    from regie.work.models import Pin

    typed, approval = request.POST, verdict.stage.approval
    try:
        if typed.get("what") == "remark":
            place = pointing.read(approval, typed)
            Pin.put(approval, typed.get("text", "")[:LONGEST], outsider=verdict.outsider, **place)
            file = place.get("file")
            return redirect(request.path + (f"?sheet={file.pk}-{place['where']['page']}" if file else "") + "#remarks")
        else:
            verdict.give(
                typed.get("decision", ""),
                by=None,
                seal=typed.get("seal", ""),
                reason=typed.get("reason", "")[:LONGEST],
                via="link",
            )
    except Refused as refusal:
        verdict.refresh_from_db()
        if verdict.decision or verdict.stage.approval.closed_at:
            return _over(request, link, verdict, 409)
        return _page(request, link, verdict, str(refusal.sentence), 422)
    return redirect(request.path)


def _file(approval, key: str):
    file = next((file for file in subjects.sealed_files(approval) if str(file.pk) == key), None)
    if file is None:
        raise Http404
    return file


def _download(approval, key: str) -> FileResponse:
    try:
        return _file(approval, key).as_download()  # type: ignore[no-any-return]
    except FileNotFoundError as fault:
        raise Http404 from fault


def _picture(approval, key: str, page: str) -> FileResponse:
    return picture_of(_file(approval, key), page)


def picture_of(file, page: str) -> FileResponse:
    """The PNG drawn anew, never the file itself."""
    from regie.work import pictures

    place = pictures.picture(file, int(page)) if page.isdigit() and len(page) < 5 else None
    if place is None:
        raise Http404
    response = FileResponse(place.open("rb"), content_type="image/png")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    return response
