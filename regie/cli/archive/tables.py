"""Which tables an archive holds, and how a value is written and read."""

import base64
import datetime
import decimal
import json
import uuid
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.duration import duration_string

# Doors and secrets of one place: whoever restores elsewhere signs in anew.
LEFT_OUT = {
    "sessions.Session",
    "usersessions.UserSession",  # names the keys of sessions that are open where the backup was made
    "people.SignInLink",
    "account.EmailConfirmation",
    "socialaccount.SocialApp",
    "socialaccount.SocialApp_sites",
    "socialaccount.SocialToken",
}


def all_tables() -> list[type[models.Model]]:
    """Every model with a table of its own, links between rows included."""
    models_ = apps.get_models(include_auto_created=True)
    return [model for model in models_ if model._meta.managed and not model._meta.proxy and not model._meta.swapped]


def kept_tables() -> list[type[models.Model]]:
    return [model for model in all_tables() if model._meta.label not in LEFT_OUT]


def columns(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def written(values: tuple) -> str:
    """One row as one line of JSON."""
    return json.dumps(values, default=_plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, decimal.Decimal | uuid.UUID):
        return str(value)
    if isinstance(value, datetime.timedelta):
        return duration_string(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode("ascii")
    raise TypeError(f"{type(value).__name__} has no place in an archive")


def reader(field: models.Field, connection) -> Callable[[Any], Any]:
    """What turns a value of the archive into one that this database's driver takes."""
    if isinstance(field, models.ForeignKey):
        return reader(field.target_field, connection)

    def read(value: Any) -> Any:
        if value is None:
            return None
        return field.get_db_prep_save(field.to_python(value), connection)

    return read
