"""The canonical form of what the work room itself makes."""

from __future__ import annotations

from regie.work import subjects
from regie.work.models import Content, Task


def of_content(content: Content) -> dict:
    task_filter = {"task__run_id": content.run_id} if content.run_id else {"task_id": content.task_id}
    return {
        "title": content.title,
        "text": content.text,
        "audience": content.audience,
        "sender": content.sender,
        "dates": content.goes_out_at,
        "amount": f"{content.amount.normalize():f} {content.currency}".strip() if content.amount is not None else "",
        "files": files(**task_filter),
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


def register() -> None:
    subjects.register(Content, of_content)
    subjects.register(Task, of_task)
