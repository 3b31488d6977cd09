"""What people type for a report."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from regie.lib import dates
from regie.lib.periods import Grain, Period
from regie.reports.models import Passage
from regie.ui.forms import Form, RevisedModelForm

BACK = 9  # quarters that one may report, this one among them


def quarters() -> list[Period]:
    """This quarter and those before it, the newest first."""
    now = Period.of(timezone.localdate(), Grain.QUARTER)
    return [now.shift(-step) for step in range(BACK)]


class NewReportForm(Form):
    quarter = forms.ChoiceField(label=_("Quarter"))
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Texts are drafted in it, numbers and days written as it does."),
    )

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        language = (get_language() or "en")[:2]
        self.fields["quarter"].choices = [(each.code, dates.period(each.start, "quarter", language)) for each in quarters()]

    def clean_quarter(self) -> Period:
        return Period.parse(self.cleaned_data["quarter"])


class PassageForm(RevisedModelForm):
    class Meta:
        model = Passage
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, draft: str = "", **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["text"].label = str(self.instance)
        self.fields["text"].strip = True
        self.fields["text"].widget.attrs["data-autosave"] = f"passage-{self.instance.pk}"
        if not self.instance.is_worded:
            self.initial["text"] = draft
        self.draft = draft

    def save(self, by: Any = None, commit: bool = True) -> Passage:  # type: ignore[override]
        """The draft sent back as it was is nobody's words yet."""
        self.instance.text = self._held["text"]
        typed = self.cleaned_data["text"].replace("\r\n", "\n").strip()
        if self.instance.is_worded or typed != self.draft.strip():
            self.instance.word(typed, by=by, revision=self.cleaned_data.get("revision"))
        return self.instance


class CorrectionForm(Form):
    because = forms.CharField(
        label=_("What does the new edition correct?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        help_text=_("It stands under the title of the new edition. The numbers that differ are listed at its end by themselves."),
        error_messages={"required": _("Say in a sentence what the new edition corrects.")},
    )


class WaiverForm(Form):
    reason = forms.CharField(
        label=_("Why may it close without its report?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Say why the review may close without its report.")},
    )
