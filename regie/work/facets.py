"""The canonical form of what the work room itself makes."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from regie.journal.models import File
from regie.journal.models.file import READERS
from regie.work import subjects
from regie.work.models import Content, Task


def of_content(content: Content) -> dict:
    return {
        "title": content.title,
        "text": content.text,
        "audience": content.audience,
        "sender": content.sender,
        "dates": content.goes_out_at,
        "amount": f"{content.amount.normalize():f} {content.currency}".strip() if content.amount is not None else "",
        "files": files(**_of(content)),
    }


def of_task(task: Task) -> dict:
    return {"title": task.title, "text": task.text, "files": files(task_id=task.pk)}


def files(**of) -> list:
    """Name and fingerprint of the newest version of each file."""
    from regie.work.models import Attachment

    newest: dict[str, str] = {}
    for name, digest in Attachment.objects.filter(**of).order_by("version").values_list("name", "file__sha256"):
        newest[name] = digest
    return [[name, newest[name]] for name in sorted(newest)]


def _of(content: Content) -> dict[str, int | None]:
    return {"task__run_id": content.run_id} if content.run_id else {"task_id": content.task_id}


def kept(**of) -> QuerySet[File]:
    """All versions: an approval covers the one that was there when it was asked."""
    from regie.work.models import Attachment

    return File.objects.filter(pk__in=Attachment.objects.filter(**of).values("file")).order_by("pk")


def readable_by(person) -> Q:
    """Files of tasks that `person` may see."""
    from regie.work.models import Attachment

    return Q(pk__in=Attachment.objects.filter(task__in=Task.objects.visible_to(person)).values("file"))


def register() -> None:
    subjects.register(Content, of_content, files=lambda content: kept(**_of(content)))
    subjects.register(Task, of_task, files=lambda task: kept(task_id=task.pk))
    READERS["work"] = readable_by
