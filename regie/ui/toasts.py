"""A toast said in the answer to a request made by script."""

from __future__ import annotations

import json

from django.http import HttpResponse


def toast(response: HttpResponse, text: object, undo: str = "", state: str = "good") -> HttpResponse:
    """`response` with a toast; `undo` is an address that a POST takes back at; `state` breach stays until closed."""
    said = json.loads(response.headers.get("HX-Trigger", "{}"))
    said["toast"] = {"text": str(text), "undo": undo, "state": state}
    response.headers["HX-Trigger"] = json.dumps(said)  # ASCII: headers carry no accents
    return response
