"""What people fill in about a workflow."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regie.people.models import Person
from regie.ui.forms import Form, RevisedModelForm
from regie.work.models import Workflow


class BlankForm(Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    purpose = forms.CharField(label=_("What it is for"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class FileForm(Form):
    file = forms.FileField(
        label=_("BPMN file"),
        help_text=_("A .bpmn file from any modeller, up to 5 MB"),
        widget=forms.FileInput(attrs={"accept": ".bpmn,.xml,application/xml,text/xml"}),
        error_messages={"empty": _("The file is empty.")},
    )
    name = forms.CharField(label=_("Name"), max_length=200, required=False, help_text=_("Empty: the name written in the file."))


class WorkflowForm(RevisedModelForm):
    class Meta:
        model = Workflow
        fields = ["name", "purpose", "owner", "language"]
        labels = {
            "name": _("Name"),
            "purpose": _("What it is for"),
            "owner": _("Whoever looks after it"),
            "language": _("Language of its steps"),
        }
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["owner"].queryset = Person.objects.team().order_by("name")  # type: ignore[attr-defined]
