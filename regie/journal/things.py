"""Things of any kind, found by their kind and number: only those that the reader may see."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import Http404


def kind_of(thing: models.Model) -> str:
    return f"{thing._meta.app_label}.{thing._meta.model_name}"


def find(kind: str, key: str, person) -> models.Model:
    """The thing if `person` may see it, else 404; a model that does not say who may see it shows itself to nobody."""
    label, _dot, name = kind.partition(".")
    try:
        model = ContentType.objects.get_by_natural_key(label, name).model_class()
        manager: Any = model._default_manager  # each room's own: it may lack the method
        return manager.visible_to(person).get(pk=key)
    except (ContentType.DoesNotExist, AttributeError, ValueError, TypeError) as fault:
        raise Http404 from fault
    except models.ObjectDoesNotExist as fault:
        raise Http404 from fault


def is_visible(thing: models.Model | None, person) -> bool:
    if thing is None:
        return False
    manager = type(thing)._default_manager
    return hasattr(manager, "visible_to") and manager.visible_to(person).filter(pk=thing.pk).exists()


def address_of(thing: models.Model | None) -> str:
    return thing.get_absolute_url() if thing is not None and hasattr(thing, "get_absolute_url") else ""
