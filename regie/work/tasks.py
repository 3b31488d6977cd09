"""What the worker does for this room when the queue wakes it up; the rows themselves remember what is to be done."""

from django.tasks import task

from regie.work import auditing


@task
def go_on_with_audit(pk: int) -> None:
    auditing.go_on(pk)
