"""What people fill in about offers, requests and awaited deliveries."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from regie.lib import dates, numbers
from regie.people.models import Domain, Person, Role
from regie.ui.forms import DecimalField, Form, ModelForm, RevisedModelForm
from regie.work.models import Delivery, Offer, Workflow
from regie.work.models.offer import clean_questions

LARGEST = 50 * 1024 * 1024  # of one file: a film for a proof fits, a disk image does not
MOST_FILES = 10


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, none of which is opened here."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list:
        uploads = data if isinstance(data, list | tuple) else [data] if data else []
        if not uploads:
            super().clean(None, initial)  # says that it is required, when it is
            return []
        if len(uploads) > MOST_FILES:
            raise forms.ValidationError(_("Ten files at most: put the rest in one archive."))
        for upload in uploads:
            super().clean(upload, initial)
            if upload.size > LARGEST:
                raise forms.ValidationError(_("“%(name)s” is larger than 50 MB: send a link to it.") % {"name": upload.name})
        return list(uploads)


class AskForm(Form):
    """An offer's questions as a form. `answers` and `files` after validation."""

    title = forms.CharField(
        label=_("What it is about"),
        max_length=200,
        help_text=_("A few words, as the list will show it."),
        error_messages={"required": _("Say in a few words what it is about.")},
    )
    wanted_on = forms.DateField(label=_("Wanted by"), required=False, widget=day_input())

    def __init__(self, offer: Offer, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.offer = offer
        for question in offer.questions:
            self.fields[f"q-{question['key']}"] = _field_of(question)

    @property
    def asked(self) -> list[Any]:
        return [self[f"q-{question['key']}"] for question in self.offer.questions]

    def clean_wanted_on(self) -> date | None:
        day = self.cleaned_data["wanted_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("This day has passed: choose one to come."))
        return day

    @property
    def answers(self) -> list[dict[str, Any]]:
        """With the words of the questions: the form may change later, what was asked does not."""
        return [
            {"key": question["key"], "label": question["label"], "kind": question["kind"], "said": _said(self.cleaned_data[f"q-{question['key']}"])}
            for question in self.offer.questions
            if question["kind"] != "file"
        ] + [
            {"key": question["key"], "label": question["label"], "kind": "file", "said": ""}
            for question in self.offer.questions
            if question["kind"] == "file"
        ]  # fmt: skip

    @property
    def uploads(self) -> dict[str, list]:
        return {
            question["key"]: self.cleaned_data[f"q-{question['key']}"]
            for question in self.offer.questions
            if question["kind"] == "file" and self.cleaned_data.get(f"q-{question['key']}")
        }


def _field_of(question: dict[str, Any]) -> forms.Field:
    named: dict[str, Any] = {"label": question["label"], "required": question["required"], "help_text": question["hint"]}
    named["error_messages"] = {"required": _("The team cannot begin without it.")}
    match question["kind"]:
        case "long":
            return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=10_000, **named)
        case "date":
            return forms.DateField(widget=day_input(), **named)
        case "choice":
            choices = [("", "—"), *((each, each) for each in question["choices"])]
            return forms.ChoiceField(choices=choices, **named)
        case "amount":
            return DecimalField(max_digits=14, decimal_places=2, min_value=0, **named)
        case "file":
            return FilesField(**named)
    return forms.CharField(max_length=500, **named)


def _said(value: Any) -> str:
    language = (get_language() or "en")[:2]
    if isinstance(value, date):
        return dates.day(value, language, "long")
    if value is None or isinstance(value, str):
        return value or ""
    return numbers.number(value, language, 0 if value == value.to_integral_value() else 2)


class OfferForm(RevisedModelForm):
    """The offer and its questions, row by row: empty rows at the end add questions, an emptied one goes."""

    class Meta:
        model = Offer
        fields = ["name", "explanation", "working_days", "receiver", "workflow", "starts_by_itself"]
        widgets = {"explanation": forms.Textarea(attrs={"rows": 3})}
        labels = {
            "name": _("Name"), "explanation": _("What one gets"), "working_days": _("Expected delay, in working days"),
            "receiver": _("Who receives the requests"), "workflow": _("Workflow that makes it"),
            "starts_by_itself": _("The workflow starts as soon as it is asked"),
        }  # fmt: skip
        help_texts = {
            "receiver": _(
                "Its holders hear of each request. Without a role: whoever answers for the deliverable, else the leads."
            ),
            "starts_by_itself": _("Otherwise somebody of the team accepts first."),
        }

    MORE = 2

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["receiver"].queryset = Role.objects.filter(domain__is_home=True)  # type: ignore[attr-defined]
        self.fields["workflow"].queryset = Workflow.objects.in_use()  # type: ignore[attr-defined]
        self.fields["workflow"].required = self.fields["receiver"].required = False
        self.rows = self._rows_sent() if self.is_bound else self._rows_kept()

    def _rows_kept(self) -> list[dict[str, Any]]:
        kept = [{**question, "place": place} for place, question in enumerate(self.instance.questions or [], 1)]
        blank = [
            {"key": "", "label": "", "kind": "text", "choices": [], "required": False, "hint": ""} for _more in range(self.MORE)
        ]
        return kept + [{**row, "place": len(kept) + place} for place, row in enumerate(blank, 1)]

    def _rows_sent(self) -> list[dict[str, Any]]:
        count = min(int(self.data.get("count") or 0) if str(self.data.get("count") or "").isdigit() else 0, 60)
        rows = []
        for number in range(count):
            sent = {
                name: self.data.get(f"q{number}-{name}", "")
                for name in ("key", "label", "kind", "choices", "hint", "place", "required")
            }
            place = int(sent["place"]) if sent["place"].isdigit() else number + 1
            choices = [part.strip() for part in sent["choices"].replace("\n", ";").split(";") if part.strip()]
            rows.append({**sent, "place": place, "choices": choices, "required": bool(sent["required"])})
        return rows

    @property
    def questions(self) -> list[dict[str, Any]]:
        return clean_questions(sorted(self.rows, key=lambda row: row["place"]))

    @property
    def drawn_rows(self) -> list[dict[str, Any]]:
        return [{**row, "choices_text": "; ".join(row["choices"]), "number": number} for number, row in enumerate(self.rows)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("starts_by_itself") and not data.get("workflow"):
            self.add_error("workflow", _("Choose the workflow that starts."))
        for row in self.rows:
            if row["label"].strip() and row["kind"] == "choice" and len(row["choices"]) < 2:
                self.add_error(
                    None,
                    _now("“%(question)s” is one of a list: write what can be chosen, parted by semicolons.")
                    % {"question": row["label"]},
                )
        return data

    @property
    def typed(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields} | {"questions": self.questions}


class DeliveryForm(ModelForm):
    class Meta:
        model = Delivery
        fields = ["what", "domain", "asked_of", "needed_on", "why", "campaign"]
        widgets = {"why": forms.Textarea(attrs={"rows": 3}), "needed_on": day_input()}
        labels = {
            "what": _("What we wait for"), "domain": _("From which department"), "asked_of": _("From whom"),
            "needed_on": _("Needed by"), "why": _("What it is for"), "campaign": _("Campaign"),
        }  # fmt: skip
        help_texts = {"asked_of": _("Without a name, everybody of that department is told.")}

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["domain"].queryset = Domain.objects.filter(is_home=False)  # type: ignore[attr-defined]
        self.fields["asked_of"].queryset = Person.objects.active().exclude(email=None).order_by("name")  # type: ignore[attr-defined]
        self.fields["asked_of"].empty_label = _("everybody there")  # type: ignore[attr-defined]

    def clean_asked_of(self) -> Any:
        person, domain = self.cleaned_data.get("asked_of"), self.cleaned_data.get("domain")
        if person and domain and person.domain_id != domain.pk and domain.delegator_id != person.pk and person.domain_id:
            raise forms.ValidationError(_now("%(name)s is not of that department.") % {"name": person})
        return person


class DeliveryEditForm(RevisedModelForm, DeliveryForm):
    class Meta(DeliveryForm.Meta):
        pass
