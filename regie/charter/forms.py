"""Forms of one item of a charter: fields by kind, and a threshold as a sentence with slots."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.charter.models import Per, Period, Section
from regie.charter.reading import Item
from regie.charter.reading.numbers import number
from regie.charter.reading.parts import weigh
from regie.charter.reading.reviews import line_of
from regie.charter.reading.words import RRULES
from regie.charter.understanding import clause
from regie.lib.money import is_currency
from regie.ui.forms import Form

POINTS = {"responsibilities", "constraints", "challenges", "delegator_responsibilities", "competencies", "criteria"}
NONE = [("", "—")]
AMOUNT = ("amount", "currency", "period", "per")


def weighed(text: str) -> dict[str, Any]:
    """What the reader makes of the words of a resource, with plain numbers."""
    item = Item(text, 0)
    weigh(item)
    amount = item.amount
    plain = None if amount is None else int(amount) if amount == amount.to_integral_value() else float(amount)
    return {"amount": plain, **{key: getattr(item, key) for key in ("currency", "period", "per", "unit", "kind", "names")}}


def _same(one: Any, other: Any) -> bool:
    if one in (None, "") or other in (None, ""):
        return (one or None) == (other or None)
    return float(one) == float(other) if isinstance(one, int | float) and isinstance(other, int | float) else one == other


class AmountField(forms.CharField):
    """A number as people write it in either language: `120 000`, `2.500`, `1,5`."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = number(text.replace("€", "").replace("%", "").strip())
        if found is None:
            raise forms.ValidationError(_("“%(text)s” is not a number. Write for example 2500 or 12.5."), params={"text": text})
        return int(found) if found == found.to_integral_value() else float(found)


class ImportForm(Form):
    text = forms.CharField(
        label=_("Text of the charter"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
        help_text=_("Paste it as it is, in French or in English. Damaged accents are repaired."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Or a file"), required=False, help_text=_("Markdown or plain text, up to 2 MB"), allow_empty_file=True
    )
    text.one_of_several = file.one_of_several = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not (data.get("text") or "").strip() and not data.get("file"):
            raise forms.ValidationError(_("Paste the text of a charter, or choose a file."))
        return data


def area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ItemForm(Form):
    """One item in the fields of its section. `changes()` gives the keys of the item that it sets."""

    def __init__(self, data: Any = None, *, section: str, item: dict, is_note: bool = False, **more: Any) -> None:
        super().__init__(data, **more)
        self.section, self.item, self.is_note = section, item, is_note
        self._build()
        for name, value in self._initial().items():
            if name in self.fields:
                self.fields[name].initial = value

    def _build(self) -> None:
        section, fields = self.section, self.fields
        if section == "head":
            fields["domain"] = forms.CharField(label=_("Domain"), required=False, max_length=200)
            fields["delegator"] = forms.CharField(label=_("Delegator"), required=False, max_length=200)
            fields["delegatees"] = forms.CharField(label=_("Delegatees"), required=False, help_text=_("Separated by semicolons"))
            fields["authors"] = forms.CharField(label=_("Authors"), required=False, help_text=_("Separated by semicolons"))
            fields["updated_on"] = forms.DateField(label=_("Text of"), required=False, widget=forms.DateInput)
            return
        if self.is_note or section == "purpose":
            fields["text"] = forms.CharField(label=_("Text"), widget=area())
            return
        named = section in ("customers", "dependencies", "metrics", "reviews")
        fields["name"] = forms.CharField(label=_("Name") if named else _("Opening, in bold"), required=named, max_length=300)
        if section in POINTS or section == "resources":
            fields["rest"] = forms.CharField(label=_("What follows"), required=False, widget=area())
        if section in ("competencies", "resources"):
            fields["group"] = forms.CharField(label=_("Group"), required=False, max_length=200)
        if section in ("customers", "dependencies"):
            fields["deliverable"] = forms.CharField(label=clause.LABELS["deliverable"], required=False, widget=area())
            fields["requirement"] = forms.CharField(label=clause.LABELS["requirement"], required=False, widget=area())
        elif section == "resources":
            fields["amount"] = AmountField(label=_("Amount"), required=False, max_length=30)
            fields["currency"] = forms.CharField(
                label=pgettext_lazy("of an amount", "Currency"),
                required=False,
                max_length=3,
                help_text=_("Three letters, such as EUR"),
            )
            fields["period"] = forms.ChoiceField(label=_("Period"), required=False, choices=[*NONE, *Period.choices])
            fields["per"] = forms.ChoiceField(label=_("For each"), required=False, choices=[*NONE, *Per.choices])
        elif section == "metrics":
            rhythms = NONE + [(key, label) for key, label in clause.RHYTHMS.items()]
            fields["text"] = forms.CharField(label=_("Description"), required=False, widget=area())
            fields["formula"] = forms.CharField(
                label=clause.LABELS["formula"], required=False, help_text=_("Over measures, such as spend / new customers")
            )
            fields["measured"] = forms.ChoiceField(label=clause.LABELS["measured"], required=False, choices=rhythms)
            fields["reported"] = forms.ChoiceField(label=clause.LABELS["reported"], required=False, choices=rhythms)
            fields["owner"] = forms.CharField(label=clause.LABELS["owner"], required=False, max_length=200)
            fields["monitoring"] = forms.CharField(
                label=clause.LABELS["monitoring"], required=False, widget=area(), help_text=_("A sentence a line")
            )
            fields["purpose"] = forms.CharField(label=clause.LABELS["purpose"], required=False, widget=area(2))
        elif section == "reviews":
            rhythms = NONE + [(key, label) for key, label in clause.RHYTHMS.items() if key in RRULES]
            fields["rhythm"] = forms.ChoiceField(label=clause.LABELS["rhythm"], required=False, choices=rhythms)
            fields["minutes_min"] = forms.IntegerField(
                label=_("At least, in minutes"), required=False, min_value=1, max_value=1440
            )
            fields["minutes_max"] = forms.IntegerField(
                label=_("At most, in minutes"), required=False, min_value=1, max_value=1440
            )
            fields["participants"] = forms.CharField(
                label=clause.LABELS["participants"], required=False, widget=area(2), help_text=_("Separated by semicolons")
            )

    def _initial(self) -> dict[str, Any]:
        item = self.item
        if self.section == "head":
            names = {key: "; ".join(each.get("name") or "" for each in item.get(key) or []) for key in ("delegatees", "authors")}
            return {
                "domain": item.get("domain"),
                "delegator": (item.get("delegator") or {}).get("name"),
                "updated_on": item.get("updated_on"),
                **names,
            }
        initial = {key: value for key, value in item.items() if isinstance(value, str | int | float)}
        initial["monitoring"] = "\n".join(each.get("text") or "" for each in item.get("monitoring") or [])
        return initial | {"rest": clause.rest(item), "participants": "; ".join(item.get("participants") or [])}

    def clean_currency(self) -> str | None:
        code = self.cleaned_data["currency"].strip().upper()
        if code and not is_currency(code):
            raise forms.ValidationError(
                _("“%(code)s” is not a currency. Write its three letters, such as EUR or CHF."), params={"code": code}
            )
        return code or None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        low, high = data.get("minutes_min"), data.get("minutes_max")
        if low and high and low > high:
            self.add_error("minutes_max", _("This is less than the shortest length."))
        elif low and not high and "minutes_max" in self.fields:
            data["minutes_max"] = low
        if self.section in POINTS and not self.is_note and not self.errors and not (data.get("name") or data.get("rest")):
            raise forms.ValidationError(_("Write something, or leave the line out."))
        return data

    def _head(self) -> dict[str, Any]:
        """Names as the reader's items, each with its line where the text had it."""
        known = {each["name"]: each for key in ("delegatees", "authors") for each in self.item.get(key) or []}
        data: dict[str, Any] = {"domain": self.cleaned_data["domain"] or None, "delegator": None}
        for key in ("delegatees", "authors"):
            names = [each.strip() for each in self.cleaned_data[key].split(";") if each.strip()]
            data[key] = [known.get(name) or {"name": name, "text": name} for name in names]
        if name := self.cleaned_data["delegator"]:
            data["delegator"] = {**(self.item.get("delegator") or {}), "name": name, "text": name}
        data["updated_on"] = self.cleaned_data["updated_on"].isoformat() if self.cleaned_data["updated_on"] else None
        return data

    def changes(self) -> dict[str, Any]:
        if self.section == "head":
            return self._head()
        data = {key: (None if value == "" else value) for key, value in self.cleaned_data.items() if key != "rest"}
        if "rest" in self.cleaned_data:
            data["text"] = clause.joined(data.get("name") or "", self.cleaned_data["rest"])
        if "participants" in data:
            data["participants"] = [each.strip() for each in (data["participants"] or "").split(";") if each.strip()]
        if "monitoring" in data:
            known = {each.get("text"): each for each in self.item.get("monitoring") or []}
            lines = [" ".join(each.split()) for each in (data["monitoring"] or "").split("\n") if each.strip()]
            data["monitoring"] = [known.get(each) or {"text": each, "line": 0, "section": "metrics"} for each in lines]
        if "rhythm" in data and data["rhythm"] != self.item.get("rhythm"):
            data["rrule"] = RRULES.get(data["rhythm"] or "")
        if "formula" in data and data["formula"] != self.item.get("formula"):
            data["formula_from"] = "text" if data["formula"] else None
        if self.section == "reviews" and not self.is_note:
            self._tell_review(data)
        elif self.section == "resources" and not self.is_note:
            self._weigh(data)
        if not data.get("text"):
            data["text"] = data.get("name") or self.item.get("text") or ""
        return data

    def _tell_review(self, data: dict[str, Any]) -> None:
        """The sentence follows the fields where they changed."""
        keys = ("name", "minutes_min", "minutes_max", "participants")
        if self.item.get("text") and all((data.get(key) or None) == (self.item.get(key) or None) for key in keys):
            data["text"] = self.item["text"]
        else:
            data["text"] = line_of(
                data["name"], data["minutes_min"], data["minutes_max"], data["participants"], self.item.get("text") or ""
            )

    def _weigh(self, data: dict[str, Any]) -> None:
        """An amount that nobody touched follows the words it was read from; so do the kind and the things named."""
        old, fresh = weighed(self.item.get("text") or ""), weighed(data["text"])
        mine = {key: data.get(key) for key in AMOUNT}
        as_it_was = all(_same(mine[key], self.item.get(key)) for key in AMOUNT)
        if as_it_was and all(_same(self.item.get(key), old[key]) for key in AMOUNT):
            data |= {key: fresh[key] for key in AMOUNT}
        for key in ("unit", "kind", "names"):
            if self.item.get(key) in (old[key], None):
                data[key] = fresh[key]
        if data.get("currency"):
            data["unit"] = None

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The fields as they stand beside each other: short ones share a line."""
        together = [
            ("amount", "currency", "period", "per"),
            ("measured", "reported", "owner"),
            ("rhythm", "minutes_min", "minutes_max"),
        ]
        rows: list[list[forms.BoundField]] = []
        for name in self.fields:
            band = next((each for each in together if name in each), (name,))
            if band[0] == name or not rows:
                rows.append([self[each] for each in band if each in self.fields])
        return rows


class ObjectionForm(Form):
    reason = forms.CharField(
        label=_("Reason for the objection"), widget=area(), help_text=_("What would go wrong if this version came in force?"),
        error_messages={"required": _("An objection needs its reason.")},
    )  # fmt: skip


class LookForm(Form):
    next_look_on = forms.DateField(label=_("Next look at the charter"), required=False, widget=forms.DateInput)


def section_choices() -> list[tuple[str, Any]]:
    """Parts to which a note can be moved as a line of its own."""
    return [(value, label) for value, label in Section.choices if value != Section.PURPOSE]
