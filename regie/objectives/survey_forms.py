"""What people fill in about a survey, and what those fill in who are asked."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from regie.objectives.models import Question, Survey
from regie.objectives.models.answering import MOST_WORDS
from regie.objectives.questionnaires import TEMPLATES
from regie.people.models import Person
from regie.ui.forms import Form, RevisedModelForm

MOST_ADDRESSES = 500
FIXED = ("language", "is_anonymous")  # once it is open


class SurveyForm(RevisedModelForm):
    class Meta:
        model = Survey
        fields = ["title", "introduction", "language", "closes_on", "is_anonymous"]
        widgets = {
            "introduction": forms.Textarea(attrs={"rows": 3}),
            "closes_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        labels = {
            "title": gettext_lazy("Title"),
            "introduction": gettext_lazy("What it is for"),
            "language": gettext_lazy("Language in which it is asked"),
            "closes_on": gettext_lazy("Answers until"),
            "is_anonymous": gettext_lazy("Anonymous"),
        }
        help_texts = {
            "introduction": gettext_lazy("Stands above the questions: why you ask, and what becomes of the answers."),
            "closes_on": gettext_lazy("That day included; two days before, those who have not answered are reminded."),
            "is_anonymous": gettext_lazy(
                "No name, no address and no time is kept with an answer; answers are shown once it is closed, from four on. "
                "It stays so once the survey is open."
            ),
        }

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        if self.instance.opened_at is not None:
            for name in FIXED:
                del self.fields[name]
        if self.instance.pk is None:
            self.initial.setdefault("language", (get_language() or "en")[:2])

    def clean_closes_on(self) -> Any:
        day = self.cleaned_data["closes_on"]
        if day and day < timezone.localdate() and day != self.instance.closes_on:
            raise ValidationError(_("This day is past: choose a later one."))
        return day


class NewSurveyForm(SurveyForm):
    template = forms.ChoiceField(label=gettext_lazy("Begin from"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        language = (get_language() or "en")[:2]
        fields: Any = self.fields
        fields["template"].choices = [
            *((key, each.title.get(language, each.title["en"])) for key, each in TEMPLATES.items()),
            ("", _("no template: my own questions")),
        ]
        self.initial.setdefault("template", "workshop")
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Empty: the title of the template.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        template = TEMPLATES.get(data.get("template", ""))
        if template is None and not data.get("title", "").strip():
            self.add_error("title", _("Give it a title, or begin from a template."))
        elif template is not None and data.get("language"):
            data["title"] = data.get("title", "").strip() or template.title[data["language"]]
            data["introduction"] = data.get("introduction", "").strip() or template.introduction[data["language"]]
        return data


class QuestionForm(Form):
    text = forms.CharField(label=gettext_lazy("Question"), max_length=300)
    kind = forms.ChoiceField(label=pgettext_lazy("question", "Answered"), choices=Question.Kind.choices)
    choices = forms.CharField(
        label=gettext_lazy("Choices"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One on each line. For a scale: the words of its two ends."),
    )
    is_required = forms.BooleanField(label=gettext_lazy("Must be answered"), required=False)

    @staticmethod
    def initial_of(question: Question) -> dict[str, Any]:
        return {
            "text": question.text,
            "kind": question.kind,
            "choices": "\n".join(question.choices),
            "is_required": question.is_required,
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        lines = [" ".join(line.split())[:120] for line in data.get("choices", "").splitlines()]
        words = list(dict.fromkeys(line for line in lines if line))
        kind = data.get("kind")
        if kind in (Question.Kind.ONE, Question.Kind.MANY) and not 2 <= len(words) <= 20:
            self.add_error("choices", _("Write from two to twenty choices, one on each line."))
        if kind == Question.Kind.SCALE and len(words) not in (0, 2):
            self.add_error("choices", _("A scale has two ends: write one word for 1 and one for 5, or none."))
        data["choices"] = [] if kind == Question.Kind.TEXT else words
        return data


class InvitationForm(Form):
    persons = forms.ModelMultipleChoiceField(
        queryset=Person.objects.none(),
        label=gettext_lazy("People of the house"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    addresses = forms.CharField(
        label=gettext_lazy("Addresses of others"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Pasted from wherever they are: one on each line, or parted by commas."),
    )

    def __init__(self, *args: Any, survey: Survey, **named: Any) -> None:
        super().__init__(*args, **named)
        asked = survey.asked.exclude(person=None).values("person")
        fields: Any = self.fields
        fields["persons"].queryset = Person.objects.active().exclude(pk__in=asked).order_by("name")

    def clean_addresses(self) -> list[str]:
        """Read from “Léa <lea@x.fr>; paul@y.fr”; what is no address is said by name."""
        text = self.cleaned_data["addresses"]
        found, wrong = [], []
        for piece in re.split(r"[,;\n\t]+", text):
            inside = re.search(r"<([^<>]+)>", piece)
            for word in [inside[1]] if inside else piece.split():
                try:
                    validate_email(word.strip())
                    found.append(word.strip().lower())
                except ValidationError:
                    wrong.append(word.strip())
        if wrong:
            raise ValidationError(
                _("This is not an address: %(which)s. Mend it or take it out; the others are kept.")
                % {"which": ", ".join(wrong[:5])}
            )
        if len(found) > MOST_ADDRESSES:
            raise ValidationError(_("Five hundred addresses at a time at most: give the one link to so many."))
        return list(dict.fromkeys(found))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("persons") and not data.get("addresses"):
            raise ValidationError(_("Choose a person or paste an address."))
        return data


class AnswerForm(Form):
    """The questions of a survey, one field each: `q<key>`."""

    def __init__(self, *args: Any, survey: Survey, asks_name: bool = False, **named: Any) -> None:
        super().__init__(*args, **named)
        self.questions = list(survey.questions.all())
        for question in self.questions:
            self.fields[f"q{question.pk}"] = _field_of(question)
        if asks_name:
            self.fields["name"] = forms.CharField(label=_("Your name"), max_length=120, required=False)

    @property
    def lines(self) -> list[tuple[Question, Any]]:
        return [(question, self[f"q{question.pk}"]) for question in self.questions]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not any(text or chosen for text, chosen in self.answers.values()):
            raise ValidationError(_("Answer one question at least."))
        return data

    @property
    def answers(self) -> dict[Question, tuple[str, list]]:
        found = {}
        for question in self.questions:
            value = self.cleaned_data.get(f"q{question.pk}")
            if question.kind == Question.Kind.TEXT:
                found[question] = (value or "", [])
            elif question.kind == Question.Kind.SCALE:
                found[question] = ("", [int(value)] if value else [])
            else:
                found[question] = ("", value if isinstance(value, list) else [value] if value else [])
        return found


def initial_of(reply: Any) -> dict[str, Any]:
    """What somebody answered before, as the form shows it."""
    said: dict[str, Any] = {"name": reply.name}
    for answer in reply.answers.select_related("question"):
        kind = answer.question.kind
        value: Any = answer.text if kind == Question.Kind.TEXT else answer.chosen
        if kind in (Question.Kind.ONE, Question.Kind.SCALE):
            value = str(answer.chosen[0]) if answer.chosen else ""
        said[f"q{answer.question_id}"] = value
    return said


def _field_of(question: Question) -> forms.Field:
    shared: dict[str, Any] = {"label": question.text, "required": question.is_required}
    if question.kind == Question.Kind.TEXT:
        wrong = {"max_length": _("Make it shorter: 5,000 signs at most.")}
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=MOST_WORDS, error_messages=wrong, **shared)
    if question.kind == Question.Kind.SCALE:
        steps = [(str(step), str(step)) for step in range(1, 6)]
        return forms.ChoiceField(choices=steps, widget=forms.RadioSelect, **shared)
    choices = [(word, word) for word in question.choices]
    if question.kind == Question.Kind.ONE:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **shared)
    return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **shared)
