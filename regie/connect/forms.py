"""The first form of the wizard."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from regie.connect.targets import targets_for

LIMIT = 150 * 1024 * 1024  # two million rows of a usual CSV


class FileForm(forms.Form):
    holds = forms.ChoiceField(
        label=_("What the sheet holds"),
        required=False,
        help_text=_("It is found out from the columns; the next page lets you say otherwise."),
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, XLSX, XLS or ODS, up to 150 MB. Nothing is written before you say so."),
        error_messages={"required": _("Choose a file first."), "empty": _("This file is empty. Choose another one.")},
    )

    def __init__(self, *given, person, **more) -> None:
        super().__init__(*given, **more)
        holds = self.fields["holds"]
        assert isinstance(holds, forms.ChoiceField)
        holds.choices = [("", _("find it out")), *((target.key, target.name) for target in targets_for(person))]
