"""What one types at the door."""

from __future__ import annotations

import re

from allauth.account.forms import LoginForm, RequestLoginCodeForm, ResetPasswordForm
from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regie.people.forms.persons import COUNTRIES
from regie.people.models import Person

# Each language by its own name: who cannot read this page finds theirs.
LANGUAGES = [("fr", "Français"), ("en", "English")]


class SignInForm(LoginForm):
    """E-mail address and password."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)
        self.fields["password"].help_text = ""
        self.fields.pop("remember", None)


class LinkForm(RequestLoginCodeForm):
    """Where the link goes."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")


class ForgottenForm(ResetPasswordForm):
    """Where the link to a new password goes."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")


class PasswordChosen(forms.Form):
    """A password, when one is wanted at all."""

    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        help_text=_("Ten characters or more. Without one you sign in by a link that we send you, or with a passkey."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        if password:
            password_validation.validate_password(password, Person(email=self._address(), name=self.cleaned_data.get("name", "")))
        return password

    def _address(self) -> str:
        return self.cleaned_data.get("email", "")


class BeginForm(PasswordChosen):
    """The first run: who opens the instance, and for whom."""

    organisation = forms.CharField(
        label=_("Organisation"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    domain = forms.CharField(label=_("Your domain"), max_length=200, help_text=_("The area that this instance runs."))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    country = forms.ChoiceField(
        label=_("Country"),
        choices=COUNTRIES,
        required=False,
        help_text=_("Its public holidays, its currency and its time come with it; all three can be changed."),
    )
    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    field_order = ["organisation", "domain", "language", "country", "name", "email", "password"]

    @staticmethod
    def usual_country(accepted: str, language: str) -> str:
        """The first country that the browser's languages name, such as GB in “en-GB, fr;q=0.5”; else the language's own."""
        known = {code for code, _name in COUNTRIES}
        named = [found for found in re.findall(r"\b[a-z]{2,3}-([A-Z]{2})\b", accepted) if found in known]
        return named[0] if named else "GB" if language.startswith("en") else "FR"

    @staticmethod
    def usual_domain() -> str:
        return gettext("Marketing")

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if Person.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("Somebody has this address already: use another one."))
        return email


class ComeForm(PasswordChosen):
    """Who accepts an invitation says how they want to be called."""

    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)

    field_order = ["name", "language", "password"]

    def __init__(self, *args, email: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def _address(self) -> str:
        return self.email
