"""What people fill in about a channel."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regie.metrics.models import Metric
from regie.people.models import Role
from regie.plan.models import Channel
from regie.ui.forms import RevisedModelForm


class NamesField(forms.CharField):
    """Several names, parted by commas, kept as a list."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        found = [each.strip() for each in super().clean(value).replace("\n", ",").replace(";", ",").split(",")]
        return list(dict.fromkeys(each for each in found if each))


class ChannelForm(RevisedModelForm):
    called = NamesField(
        label=_("Its names in figures"),
        required=False,
        max_length=600,
        help_text=_(
            "As they stand in the column “channel” or “platform” of your files, parted by commas. Its own name counts anyway."
        ),
    )

    class Meta:
        model = Channel
        fields = ["name", "ownership", "push", "place", "breadth", "cost", "lead_days", "role", "metric", "called", "note"]
        widgets = {name: forms.RadioSelect for name in ("ownership", "push", "place", "breadth")} | {
            "note": forms.Textarea(attrs={"rows": 3})
        }
        labels = {
            "name": _("Name"),
            "ownership": _("Paid, owned or earned"),
            "push": _("Push or pull"),
            "place": _("Online or offline"),
            "breadth": _("One to one or one to many"),
            "cost": _("What it is paid by"),
            "lead_days": _("Lead time"),
            "role": _("Who holds it"),
            "metric": _("Measured by"),
            "note": _("What to know"),
        }
        help_texts = {
            "lead_days": _("Working days between “we do it” and the day people see it."),
            "role": _("A role, so that the channel stays held when people change."),
            "metric": _("What says whether it works, such as cost per lead."),
            "note": _("Contacts, formats, habits, traps."),
        }

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        shape: Any = self.fields
        shape["role"].queryset = Role.objects.select_related("domain").order_by("name")
        held = self.instance.metric_id
        metrics = Metric.objects.in_use().order_by("name")
        shape["metric"].queryset = metrics | Metric.objects.filter(pk=held).order_by("name") if held else metrics
        for name in ("ownership", "push", "place", "breadth"):
            shape[name].choices = getattr(Channel._meta.get_field(name), "choices", ())
        if self.instance.key:
            from regie.plan.known_channels import NAMES

            shape["name"].help_text = _("Empty: “%(name)s”, in the language of each reader.") % {
                "name": NAMES.get(self.instance.key, self.instance.key)
            }
        else:
            shape["name"].required = True

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        others = Channel.objects.in_use().exclude(pk=self.instance.pk)
        if name and any(str(other).casefold() == name.casefold() for other in others):
            raise forms.ValidationError(_("A channel has this name."))
        return name
