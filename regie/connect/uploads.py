"""An upload that stops being stored when it grows past the limit: 200 MB sent by mistake cost no disk."""

from __future__ import annotations

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from regie.connect.forms import LIMIT


class LimitedUpload(FileUploadHandler):
    """Stands before the others. What follows the limit is read from the wire and thrown away, so that the answer arrives."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.seen += len(raw_data)
        if self.seen > LIMIT:
            self.request.upload_was_too_large = True  # type: ignore[attr-defined]
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
