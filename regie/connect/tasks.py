"""Work that the queue wakes up; the rows themselves remember it."""

from django.tasks import task

from regie.connect import work


@task
def go_on(pk: int) -> None:
    work.go_on(pk)
