"""Sheets to fill in and to bring back."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from regie.connect.ledgers import blank
from regie.connect.ledgers.target import LedgerTarget
from regie.connect.targets import TARGETS
from regie.people.rights import needs
from regie.ui.exports import XLSX_TYPE


@require_safe
@needs("connect.import_figures")
def show(request: HttpRequest, key: str) -> FileResponse:
    target = TARGETS.get(key)
    if not isinstance(target, LedgerTarget) or not request.user.has_perm(target.right):
        raise Http404
    return FileResponse(
        blank.write(target), as_attachment=True, filename=f"{slugify(str(target.name))}.xlsx", content_type=XLSX_TYPE
    )
