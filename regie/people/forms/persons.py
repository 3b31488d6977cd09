"""What is typed about people, roles, domains and the organisation."""

from __future__ import annotations

import zoneinfo
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regie.people.models import Domain, Organisation, Person, Role


def _field(form: forms.BaseForm, name: str) -> Any:
    """A field of whatever kind: its choices or its rows are known when the form is made."""
    return form.fields[name]


class Edited(forms.ModelForm):
    """A form that carries the revision it was opened with; `changes()` is what `Revised.edit` takes."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["revision"].initial = getattr(self.instance, "revision", None)

    def changes(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    def opened_at(self) -> int | None:
        return self.cleaned_data.get("revision")


class PersonForm(Edited):
    class Meta:
        model = Person
        fields = ["name", "job", "domain"]
        labels = {"domain": _("Domain")}


class RoleForm(Edited):
    class Meta:
        model = Role
        fields = ["name", "domain", "purpose"]
        labels = {"domain": _("Domain")}
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3})}


class DomainForm(Edited):
    class Meta:
        model = Domain
        fields = ["name", "purpose", "is_inside", "delegator"]
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _field(self, "delegator").queryset = Person.objects.active()
        self.fields["delegator"].label = _("Delegator")


def time_zones() -> list[tuple[str, str]]:
    """Those that are named after places, as people look for theirs."""
    zones = sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))
    return [(zone, zone.replace("_", " ")) for zone in zones]


COUNTRIES = [
    ("FR", _("France")),
    ("BE", _("Belgium")),
    ("CH", _("Switzerland")),
    ("LU", _("Luxembourg")),
    ("CA", _("Canada")),
    ("DE", _("Germany")),
    ("ES", _("Spain")),
    ("IT", _("Italy")),
    ("NL", _("Netherlands")),
    ("PT", _("Portugal")),
    ("IE", _("Ireland")),
    ("GB", _("United Kingdom")),
    ("US", _("United States")),
]
CURRENCIES = [("EUR", "EUR (€)"), ("CHF", "CHF"), ("GBP", "GBP (£)"), ("USD", "USD ($)"), ("CAD", "CAD ($)")]


class OrganisationForm(Edited):
    country = forms.ChoiceField(
        label=_("Country"), choices=COUNTRIES, help_text=_("Its public holidays are kept free of reviews.")
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES)
    time_zone = forms.ChoiceField(label=_("Time zone"))

    class Meta:
        model = Organisation
        fields = ["name", "language", "country", "currency", "time_zone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _field(self, "time_zone").choices = time_zones()


class HoldingForm(forms.Form):
    person = forms.ModelChoiceField(label=_("Person"), queryset=Person.objects.none())
    since = forms.DateField(label=_("Since"), required=False, widget=forms.DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _field(self, "person").queryset = Person.objects.active()


class AbsenceForm(forms.Form):
    first_day = forms.DateField(label=_("First day"), widget=forms.DateInput)
    last_day = forms.DateField(label=_("Last day"), widget=forms.DateInput)
    deputy = forms.ModelChoiceField(label=_("Who stands in"), queryset=Person.objects.none(), required=False)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _field(self, "deputy").queryset = Person.objects.active().exclude(pk=person.pk)


class NamedForm(forms.ModelForm):
    """Somebody who is only named: a charter's author, a colleague to be invited later."""

    class Meta:
        model = Person
        fields = ["name", "job", "domain"]
        labels = {"domain": _("Domain")}


class InviteForm(forms.Form):
    addresses = forms.CharField(
        label=_("Addresses"),
        help_text=_("One a line. The link is good for seven days."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    standing = forms.ChoiceField(label=_("Rights"), choices=Person.Standing.choices, initial=Person.Standing.MEMBER)
    domain = forms.ModelChoiceField(label=_("Domain"), queryset=Domain.objects.all(), required=False)
    person = forms.ModelChoiceField(label=_("Already named as"), queryset=Person.objects.none(), required=False)
    shows_charter = forms.BooleanField(label=_("Show them the charter first"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _field(self, "person").queryset = Person.objects.active().filter(email=None)
        home = Domain.objects.home()
        self.fields["domain"].initial = home.pk if home else None

    def clean_addresses(self) -> list[str]:
        lines = [
            line.strip().strip(",;").lower()
            for line in self.cleaned_data["addresses"].replace(",", "\n").splitlines()
            if line.strip()
        ]
        wrong = [line for line in lines if not _is_address(line)]
        if wrong:
            raise forms.ValidationError(_("This is not an e-mail address: %(wrong)s"), params={"wrong": ", ".join(wrong[:3])})
        if len(lines) > 50:
            raise forms.ValidationError(_("Fifty addresses at a time: send the rest next."))
        return list(dict.fromkeys(lines))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("person") and len(cleaned.get("addresses") or []) > 1:
            self.add_error("person", _("Several addresses cannot be one person: invite them one at a time."))
        return cleaned


def _is_address(text: str) -> bool:
    try:
        forms.EmailField().clean(text)
    except forms.ValidationError:
        return False
    return True


class LinkForm(forms.Form):
    given_to = forms.CharField(label=_("For whom"), max_length=200, help_text=_("A name that tells you later who has it."))
    days = forms.TypedChoiceField(
        label=_("Open for"),
        coerce=int,
        initial=14,
        choices=[(1, _("one day")), (7, _("a week")), (14, _("two weeks")), (60, _("two months"))],
    )
