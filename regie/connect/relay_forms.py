"""What is filled in about a relay."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from regie.connect import reaching, relaying
from regie.connect.models import Relay
from regie.plan.models import Campaign
from regie.ui.forms import Form
from regie.work.models import Task


class RelayForm(Form):
    """`address` is asked when it is made; afterwards it is never shown, and only replaced."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("As people will know it: “#spring on Slack”."))
    kind = forms.ChoiceField(label=_("Where to"), choices=Relay.Kind.choices)
    address = forms.CharField(
        label=_("Address of the webhook"),
        max_length=2000,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=True),
        help_text=_(
            "Slack and Teams give it where one adds an incoming webhook to a channel. It is a secret: Régie never shows it again."
        ),
    )
    campaign = forms.CharField(
        label=_("Only of the campaign"),
        max_length=120,
        required=False,
        help_text=_("Empty: of all the work."),
        widget=forms.TextInput(attrs={"list": "campaigns"}),
    )
    kinds = forms.MultipleChoiceField(
        label=_("What is passed on"),
        choices=[(key, words) for key, (words, _starts) in relaying.KINDS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    language = forms.ChoiceField(label=_("In which language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, relay: Relay | None = None, **named: Any) -> None:
        if relay is not None:
            named.setdefault(
                "initial",
                {
                    "name": relay.name,
                    "kind": relay.kind,
                    "campaign": relay.campaign,
                    "kinds": relay.kinds,
                    "language": relay.language,
                },
            )
        super().__init__(*args, **named)
        if relay is not None:
            del self.fields["kind"]
            self.fields["address"].required = False
            self.fields["address"].label = _("Another address")

    @property
    def campaigns(self) -> list[str]:
        """What is offered while the name is typed. One query."""
        return list(Campaign.objects.order_by("name").values_list("name", flat=True))

    def clean_campaign(self) -> str:
        """As the campaign writes itself, so that a slip of the pen does not keep a channel silent for ever."""
        said = " ".join(self.cleaned_data["campaign"].split())
        labels = Task.objects.exclude(campaign="").order_by().values_list("campaign", flat=True).distinct()
        known = {name.casefold(): name for name in (*self.campaigns, *labels, self.initial.get("campaign", ""))}
        if said and said.casefold() not in known:
            raise forms.ValidationError(
                _("No campaign is called “%(name)s”. Choose one of those offered."), params={"name": said}
            )
        return known.get(said.casefold(), "")

    def clean_address(self) -> str:
        address = self.cleaned_data["address"].strip()
        if address:
            try:
                reaching.addresses_of(reaching.parts_of(address))
            except reaching.Unreachable as fault:
                raise forms.ValidationError(fault.sentence) from fault
        return address
