"""The refused rows as a file: corrected there, and brought again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regie.connect.models import Intake
from regie.people.rights import needs
from regie.ui.exports import csv_lines


@needs("connect.see_imports")
def download(request: HttpRequest, pk: int) -> HttpResponse:
    intake = get_object_or_404(Intake.objects.visible_to(request.user).select_related("file"), pk=pk)

    def rows() -> Iterator[list]:
        for row in intake.rows.filter(kind="refused").order_by("number", "id").iterator(2000):
            yield [*row.cells, row.number, row.reason]

    heads = [*(column["name"] for column in intake.header), _("Row"), _("Why")]
    name = f"{PurePath(intake.file.name).stem[:80]}-refused.csv"
    answer = StreamingHttpResponse(csv_lines(heads, rows(), get_language() or "en"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{_quoted(name)}"
    return answer


def _quoted(name: str) -> str:
    from urllib.parse import quote

    return quote(name)
