"""A situation that calls for a response."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from regie.people.models import Domain
from regie.reviews.models import Review


class DriverForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=200, help_text=gettext_lazy("A few words by which everybody knows it.")
    )
    situation = forms.CharField(
        label=gettext_lazy("What is happening"), widget=forms.Textarea(attrs={"rows": 4}), max_length=10_000,
        help_text=gettext_lazy("What you see or hear, with its figures; no solution yet."),
    )  # fmt: skip
    effect = forms.CharField(
        label=gettext_lazy("What it does to us"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=10_000,
        help_text=gettext_lazy("Why it is worth a response."),
    )  # fmt: skip
    domain = forms.ModelChoiceField(
        queryset=None, label=gettext_lazy("Domain it concerns"), required=False, empty_label=gettext_lazy("not said")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["domain"].queryset = Domain.objects.filter(is_inside=True)


class TakeUpForm(forms.Form):
    review = forms.ModelChoiceField(queryset=Review.objects.none(), label=gettext_lazy("Review that takes it up"))

    def __init__(self, *args, reviews, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["review"].queryset = reviews
        self.fields["review"].label_from_instance = label_of


class DropForm(forms.Form):
    because = forms.CharField(label=gettext_lazy("Why nothing is done"), max_length=300)


def label_of(review: Review) -> str:
    from django.utils.translation import get_language

    from regie.lib import dates

    return f"{review.name}, {dates.day(review.day, (get_language() or 'en')[:2], 'weekday')}"
