"""What `regie` can do: rooms add their commands here from `apps.py`.

    commands.register("figures", _help, build=add_arguments, run=import_figures)

`build` receives an `argparse` parser, `run` the parsed arguments; it returns an exit status (None is 0)
and raises `Refused` with one sentence when it cannot do what was asked.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


class Refused(Exception):
    """Said to the person as one sentence, without a traceback; the command ends with status 1."""


def _always(arguments: Namespace) -> bool:
    return True


@dataclass(frozen=True)
class Command:
    name: str
    help: Any  # a sentence, lazily translated
    build: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int | None]
    needs_database: Callable[[Namespace], bool] = _always


COMMANDS: dict[str, Command] = {}


def register(
    name: str,
    help: Any,
    *,
    build: Callable[[ArgumentParser], None],
    run: Callable[[Namespace], int | None],
    needs_database: Callable[[Namespace], bool] = _always,
) -> None:
    """Add a command. Where `needs_database(arguments)` is true, tables are brought up to date before `run`."""
    COMMANDS[name] = Command(name, help, build, run, needs_database)
