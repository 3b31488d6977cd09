"""A file that somebody brought: kept under a name of our own, given back only as a download."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.http import FileResponse
from django.urls import reverse
from django.utils import timezone


def _place(instance: File, filename: str) -> str:
    """Never the sender's name: it could climb out of the folder or be run by a server."""
    return f"uploads/{timezone.now():%Y/%m}/{uuid4().hex}"


# room -> Q(person): the files that somebody may download because they may see the thing that holds them
READERS: dict[str, Callable[[Any], models.Q]] = {}


class FileQuerySet(models.QuerySet):
    def visible_to(self, person) -> FileQuerySet:
        """One's own, those of things one may see as their rooms say it, and all for a lead."""
        if person.is_lead:
            return self
        allowed = models.Q(brought_by=person)
        for reader in READERS.values():
            allowed |= reader(person)
        return self.filter(allowed).distinct()


class File(models.Model):
    name = models.CharField(max_length=255)
    content = models.FileField(upload_to=_place)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="files")
    at = models.DateTimeField(default=timezone.now)

    objects = FileQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("journal:file", args=[self.pk])

    @classmethod
    def keep(cls, upload: UploadedFile, *, by) -> File:
        """Store what was sent, streamed, with its fingerprint."""
        digest = hashlib.sha256()
        for chunk in upload.chunks():
            digest.update(chunk)
        upload.seek(0)
        name = PurePath((upload.name or "").replace("\\", "/")).name[:255] or "file"
        return cls.objects.create(name=name, content=upload, size=upload.size or 0, sha256=digest.hexdigest(), brought_by=by)

    def as_download(self) -> FileResponse:
        """Always an attachment of unknown type, so that no browser opens it as a page of ours."""
        response = FileResponse(
            self.content.open("rb"), as_attachment=True, filename=self.name, content_type="application/octet-stream"
        )
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"
        return response
