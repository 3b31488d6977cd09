"""What a reading asks a person, in sentences. Codes are stable; facts fill the sentence."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "same_name": _("Lines %(first)s and %(second)s both name “%(name)s”. Is this one domain with two deliverables, or two domains?"),
    "heading_guessed": _("The heading on line %(line)s is empty. What stands below was read as “%(section)s”. Is that right?"),
    "heading_unknown": _("The heading “%(title)s” is not one that a charter has. What stands below was read as “%(section)s”. Is that right?"),
    "percent_or_points": _("“%(amount)s%%” in “%(source)s”: is it a percentage of the base, or percentage points?"),
    "mean_window": _("“%(source)s”: over how many periods is the mean taken?"),
    "base_not_said": _("“%(source)s”: compared with what? It was read as compared with the period before."),
    "which_year": _(
        "“%(source)s”: all of last year, or the same period a year before? It was read year against year; for the same period, compare "
        "with a target that holds last year's values."
    ),
    "words_not_read": _("“%(source)s”: these words are not part of the rule: %(words)s. Does the rule hold without them?"),
    "threshold_vague": _("“%(source)s” names no number. From which value should it call for action?"),
    "threshold_not_understood": _("“%(source)s” was not understood as a rule. Say when it calls for action, or keep it as a sentence."),
    "threshold_missing": _("No threshold was found for “%(name)s”. When should it call for action?"),
    "formula_by_name": _("The text does not say how “%(name)s” is computed. This formula is proposed: %(formula)s"),
    "formula_missing": _("The text does not say how “%(name)s” is computed. Which measures make it up?"),
    "several_amounts": _("“%(name)s” holds several amounts. Only the first was taken: give each of the others a line of its own."),
    "date_order": _("Is “%(text)s” the %(date)s? Day and month could be the other way round."),
    "date_unread": _("“%(text)s” was not understood as a date."),
    "rhythm_ambiguous": _("“%(words)s” can mean two rhythms. It was read as %(rhythm)s."),
    "review_without_rhythm": _("How often does “%(name)s” take place?"),
    "deliverable_guessed": _("The text for “%(name)s” has no label. It was read as the deliverable. Is that right?"),
    "part_of_above": _("Line %(line)s opens with no title of its own. It was read as part of the line above. Is that right?"),
    "split_word": _("On line %(line)s the bold closes in the middle of a word. The title was read as “%(name)s”."),
    "missing": _("Nothing was found for this part: %(section)s."),
}  # fmt: skip

SECTION_NAMES = {
    "delegator": _("delegator"),
    "delegatees": _("delegatees"),
    "driver": _("primary driver"),
    "requirement": _("main requirement"),
    "purpose": _("purpose"),
    "responsibilities": _("key responsibilities"),
    "customers": _("customers and deliverables"),
    "dependencies": _("dependencies"),
    "constraints": _("external constraints"),
    "challenges": _("key challenges"),
    "resources": _("key resources"),
    "delegator_responsibilities": _("delegator responsibilities"),
    "competencies": _("competencies, qualities and skills"),
    "metrics": _("key metrics and monitoring"),
    "reviews": _("evaluation schedule"),
    "criteria": _("evaluation criteria"),
    "notes": _("notes"),
}


def sentence(code: str, facts: dict) -> str:
    """The question in the language in force."""
    facts = {name: str(SECTION_NAMES.get(value, value)) if name == "section" else value for name, value in facts.items()}
    return str(SENTENCES[code]) % facts
