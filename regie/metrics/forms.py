"""Forms of the room: metric, measure, reference, and the words that come with a breach."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from regie.charter.models import Line, Section, Wording
from regie.metrics.catalogue import Catalogue
from regie.metrics.engine.formula import FUNCTIONS, FormulaError, quoted
from regie.metrics.models import Measure, Metric, Reference
from regie.metrics.ruling import DIMENSIONS
from regie.people.models import Person
from regie.ui.forms import DecimalField, Form, RevisedModelForm

FAULTS = {
    "empty": _("Write a formula, or leave the field empty."),
    "too_long": _("This formula is too long: give a part of it a metric of its own."),
    "too_deep": _("There are too many parentheses inside each other."),
    "unknown_function": _("“%(word)s” is no function. There are sum, mean, last, min, max, abs, previous and percent."),
    "unexpected": _("“%(word)s” is not expected here."),
    "unclosed": _("A parenthesis or a quote is not closed."),
    "not_a_number": _("“%(word)s” is not a number."),
    "not_periods": _("Say a whole number of periods here, such as 3."),
    "not_a_measure": _("“%(word)s” must be a measure here, not a formula."),
    "too_far": _("That is too many periods back."),
    "arguments": _("“%(word)s” does not take this many values."),
    "cycle": _("The metric would depend on itself: %(suggestion)s."),
    "no_measure": _("A formula needs at least one measure."),
}


AT_HAND = 30  # measures that stand beside the form of a metric
NOWHERE = ("empty", "too_long", "cycle", "no_measure")


def formula_fault(error: FormulaError) -> str:
    """What is wrong with a formula, at which character, and what may have been meant."""
    if error.code in NOWHERE:
        return _fault(error)
    return gettext("%(fault)s At character %(at)s.") % {"fault": _fault(error), "at": error.at + 1}


def _fault(error: FormulaError) -> str:
    if error.code == "unknown_name":
        if error.suggestion:
            return gettext("“%(word)s” is neither a measure nor a metric. Did you mean “%(suggestion)s”?") % {
                "word": error.word,
                "suggestion": error.suggestion,
            }
        return gettext("“%(word)s” is neither a measure nor a metric. Make the measure first, or choose one of the list.") % {
            "word": error.word
        }
    return str(FAULTS.get(error.code, _("This formula cannot be read."))) % {"word": error.word, "suggestion": error.suggestion}


def lines_of(*sections: str) -> list[tuple[int, str, str]]:
    """Each line of the charter in force, or of the one proposed, in their order: its number, its first words, its section."""
    rows = Wording.objects.filter(section__in=sections, version__state__in=["in_force", "proposed"], is_note=False)
    seen: dict[int, tuple[str, str]] = {}
    for line, data, text, section in rows.order_by("version__state", "order").values_list("line", "data", "text", "section"):
        seen.setdefault(line, ((data.get("name") or text)[:90], section))
    return [(line, said, section) for line, (said, section) in seen.items()]


class MetricForm(RevisedModelForm):
    formula_since = forms.DateField(
        label=_("In force from"), required=False, help_text=_("Empty: for all periods, past ones too.")
    )
    dimensions = forms.MultipleChoiceField(
        label=_("Also for each"), required=False, widget=forms.CheckboxSelectMultiple, choices=list(DIMENSIONS.items())
    )

    class Meta:
        model = Metric
        fields = [
            "name", "purpose", "about", "group", "line", "watches", "formula", "unit", "unit_label", "currency", "decimals", "direction",
            "measured", "reported", "shown", "dimensions", "owner", "owner_text", "source", "due_after_days",
        ]  # fmt: skip
        widgets = {
            "direction": forms.RadioSelect,
            "watches": forms.CheckboxSelectMultiple,
            "purpose": forms.Textarea(attrs={"rows": 3}),
            "about": forms.Textarea(attrs={"rows": 3}),
            "formula": forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        }
        help_texts = {
            "line": _("It appears in the margin of that line."),
            "unit_label": _("Shown after the number, such as: per new customer."),
            "due_after_days": _(
                "Days after the end of a period in which its figures may still come. Empty: as usual for the rhythm."
            ),
            "group": _("Metrics of one group stand together on the list."),
            "formula": _("Measures and metrics by name, + − × ÷ and parentheses. For instance: spend ÷ new customers."),
        }

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        metric = self.instance
        self.catalogue = Catalogue()
        self.fields["owner"].queryset = Person.objects.active().order_by("name")
        self.fields["line"].queryset = Line.objects.all()
        lines = lines_of(Section.METRICS, Section.PURPOSE, Section.RESPONSIBILITIES)
        self.fields["line"].choices = [("", "—"), *((line, said) for line, said, _section in lines)]
        self.fields["watches"].queryset = Line.objects.filter(section=Section.RESPONSIBILITIES)
        self.fields["watches"].choices = [(line, said) for line, said, section in lines if section == Section.RESPONSIBILITIES]
        self.fields["direction"].choices = metric._meta.get_field("direction").choices
        known = {key for kept in Measure.objects.order_by().values_list("dimensions", flat=True).distinct() for key in kept}
        self.fields["dimensions"].choices = list(
            dict.fromkeys([*DIMENSIONS.items(), *[(key, key) for key in sorted(known - DIMENSIONS.keys())]])
        )
        if metric.pk and metric.formula and (parsed := self.catalogue.kept(metric.formula)):
            self.initial["formula"] = parsed.display(self.catalogue.names)

    @cached_property
    def measures(self) -> list[Measure]:
        """The first of those at hand; the list of measures has them all."""
        return list(Measure.objects.in_use().only("name", "rhythm")[:AT_HAND])

    @property
    def more_measures(self) -> int:
        return Measure.objects.in_use().count() - AT_HAND if len(self.measures) == AT_HAND else 0

    @property
    def names(self) -> list[tuple[str, str, str]]:
        """What a formula may name: (name, as it is written in a formula, kind)."""
        measures, metrics = gettext("measure"), gettext("metric")
        found = [
            (name, quoted(name), metrics if key in self.catalogue.formulas else measures)
            for key, name in self.catalogue.names.items()
            if key != self.instance.key
        ]
        found.sort(key=lambda each: each[0].casefold())
        return found + [(f"{each}(…)", f"{each}(", gettext("function")) for each in sorted(set(FUNCTIONS.values()))]

    @property
    def name_options(self) -> SafeString:
        """`names` as the options of a list, in one piece: there are as many as measures and metrics."""
        made = (
            f'<option value="{escape(inserted)}" label="{escape(name)}" data-kind="{escape(kind)}"></option>'
            for name, inserted, kind in self.names
        )
        return mark_safe("".join(made))  # noqa: S308 - names are escaped

    def clean_formula(self) -> str:
        text = self.cleaned_data["formula"].strip()
        if not text:
            return ""
        try:
            return self.catalogue.parse(text, for_metric=self.instance.key or "").canonical
        except FormulaError as error:
            raise forms.ValidationError(formula_fault(error), code=error.code) from error

    def create(self, *, by) -> Metric:
        typed = {key: value for key, value in self.typed.items() if key != "formula_since"}
        return Metric.create(by=by, **typed)

    def save(self, by: Any = None, commit: bool = True) -> Any:  # type: ignore[override]
        """The formula and the lines it watches have verbs of their own; all the rest is one edit."""
        formula, since = self.cleaned_data.pop("formula"), self.cleaned_data.pop("formula_since", None)
        watches = self.cleaned_data.pop("watches")
        metric = Metric.objects.get(pk=self.instance.pk)
        changes = metric.edit(by=by, revision=self.cleaned_data.get("revision"), **self.typed)
        if set(metric.watches.all()) != set(watches):
            metric.watches.set(watches)
        if formula and formula != metric.formula:
            metric.change_formula(formula, by=by, since=since)
        return changes


class MeasureForm(RevisedModelForm):
    dimensions = forms.MultipleChoiceField(
        label=_("Recorded for each"), required=False, widget=forms.CheckboxSelectMultiple, choices=list(DIMENSIONS.items())
    )

    class Meta:
        model = Measure
        fields = ["name", "about", "unit", "currency", "adds_up", "rhythm", "dimensions", "owner", "source"]
        widgets = {"adds_up": forms.RadioSelect, "about": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "adds_up": _(
                "How figures of several days or platforms make one: spend is a sum, followers the last value, a score a mean."
            ),
            "rhythm": _("The shortest period for which figures come."),
            "source": _("Where the figures come from: a tool, a file, a person."),
        }

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["owner"].queryset = Person.objects.active().order_by("name")
        self.fields["adds_up"].choices = self.instance._meta.get_field("adds_up").choices
        extra = [(key, key) for key in self.instance.dimensions if key not in DIMENSIONS]
        self.fields["dimensions"].choices = [*DIMENSIONS.items(), *extra]

    def create(self, *, by) -> Measure:
        return Measure.create(by=by, **self.typed)


class ReferenceForm(Form):
    """A benchmark or a target from a day on."""

    kind = forms.ChoiceField(choices=Reference.Kind.choices, label=_("Kind"))
    value = DecimalField(label=_("Value"))
    since = forms.DateField(label=_("From"))
    until = forms.DateField(label=pgettext_lazy("a day", "To"), required=False, help_text=_("Empty: until another one begins."))
    dimension_value = forms.CharField(
        label=_("Only for"), required=False, max_length=200, help_text=_("A platform, a campaign. Empty: for all.")
    )
    source = forms.CharField(label=_("Source"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", _("It ends before it begins."))
        return data


class WordsForm(Form):
    """One text: an explanation, a decision."""

    text = forms.CharField(label=_("In your words"), widget=forms.Textarea(attrs={"rows": 4}))


class ThresholdForm(Form):
    """The sentence and the response that go with a rule."""

    sentence = forms.CharField(label=_("In a sentence"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    response = forms.CharField(label=_("What to do then"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
