"""What somebody chooses about themselves: name, language, look, and where each kind of news reaches them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regie.journal import kinds
from regie.people.forms.door import LANGUAGES
from regie.people.forms.persons import Edited, time_zones
from regie.people.models import Person


@dataclass(frozen=True)
class Row:
    """One kind of news, and the field that says where it goes."""

    kind: kinds.Kind
    bound: Any

    @property
    def cells(self) -> Iterator[tuple[str, Any, bool]]:
        for key, name in kinds.CHANNELS.items():
            yield key, name, self.bound.value() == key


class MeForm(Edited):
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)

    class Meta:
        model = Person
        fields = ["name", "job", "language", "theme", "time_zone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["language"].choices = [("", _("as the browser")), *LANGUAGES]
        fields["theme"].label = _("Theme")
        fields["theme"].choices = [("", _("as the device")), *[pair for pair in fields["theme"].choices if pair[0]]]
        fields["time_zone"].choices = [("", _("as the organisation")), *time_zones()]
        fields["time_zone"].help_text = _("The e-mail of the morning leaves at half past seven there.")
        for kind in kinds.all_kinds():
            told = self.instance.channels.get(kind.key) or self.instance.usually_told_of(kind)
            fields[f"tell_{kind.key}"] = forms.ChoiceField(label=kind.name, choices=list(kinds.CHANNELS.items()), initial=told)

    @property
    def rows(self) -> list[Row]:
        return [Row(kind, self[f"tell_{kind.key}"]) for kind in kinds.all_kinds()]

    def changes(self) -> dict[str, Any]:
        """What was chosen as usual is kept too: it stays when what is usual changes."""
        said = super().changes()
        chosen = {kind.key: said.pop(f"tell_{kind.key}") for kind in kinds.all_kinds()}
        before = {
            kind.key: self.instance.channels.get(kind.key) or self.instance.usually_told_of(kind) for kind in kinds.all_kinds()
        }
        return said if chosen == before else {**said, "channels": {**self.instance.channels, **chosen}}
