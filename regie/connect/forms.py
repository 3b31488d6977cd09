"""The first form of the wizard."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

LIMIT = 150 * 1024 * 1024  # two million rows of a usual CSV


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("File of figures"),
        help_text=_("CSV, XLSX, XLS or ODS, up to 150 MB. Nothing is written before you say so."),
        error_messages={"required": _("Choose a file first."), "empty": _("This file is empty. Choose another one.")},
    )
