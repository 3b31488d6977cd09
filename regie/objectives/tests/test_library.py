"""The inspiration library: the same objectives in both languages, sentences that our own check finds good, found by any word."""

import tomllib
from collections import Counter
from datetime import date
from importlib.resources import files

import pytest
from django.utils import translation

from regie.objectives.library import THEMES, inspirations, named, search, theme_name
from regie.objectives.smart import Draft, check

LANGUAGES = ("fr", "en")


def _file(name: str) -> dict:
    return tomllib.loads((files("regie.objectives.library") / f"{name}.toml").read_text(encoding="utf-8"))


def test_both_languages_hold_the_keys_of_the_index_and_no_other():
    keys = {key for theme in _file("index").values() for key in theme}
    assert set(_file("fr")) == set(_file("en")) == keys
    assert set(_file("index")) == set(THEMES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_theme_has_twelve_at_least_and_each_is_complete(language):
    found = inspirations(language)
    assert all(count >= 12 for count in Counter(each.theme for each in found).values())
    assert len({each.text for each in found}) == len(found)
    for each in found:
        assert each.text and each.audience and each.note, each.key
        assert each.blanks >= 1, f"{each.key}: nothing to fill in"


def test_every_measure_that_is_hinted_at_is_one_of_the_house():
    from regie.metrics.library import MEASURES

    assert {each.metric for each in inspirations("en") if each.metric} <= set(MEASURES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_check_finds_nothing_vague_nothing_double_and_no_jargon_in_them(language):
    for each in inspirations(language):
        text = each.text.replace("d’ici ….", "d’ici fin juin.").replace("by ….", "by June.").replace("…", "30")
        result = check(Draft(text, language, metric_name="x"), date(2026, 11, 23))
        assert not [remark.code for remark in result.letter("S").advice], text
        assert not result.brevity.jargon, text
        assert result.brevity.words <= 30, text


def test_the_two_languages_have_as_many_blanks():
    english = {each.key: each.blanks for each in inspirations("en")}
    apart = {each.key for each in inspirations("fr") if abs(each.blanks - english[each.key]) > 1}
    assert not apart


def test_a_search_minds_neither_accents_nor_plurals_nor_capitals():
    assert named("press-mentions", "fr") in search("JOURNALISTE", "fr")
    assert {each.key for each in search("prospects acceptes", "fr")} >= {"qualified-leads", "sales-accept-leads"}
    assert search("newsletters subscriber", "en") and search("clients abonne", "fr")
    assert search("zyzomys", "fr") == ()


def test_a_search_for_nothing_gives_all_and_a_theme_narrows_it():
    assert len(search("", "en")) == len(inspirations("en"))
    assert {each.theme for each in search("", "en", "loyalty")} == {"loyalty"}
    assert {each.theme for each in search("fidélité", "fr")} >= {"loyalty"}


def test_what_the_sentence_says_comes_before_what_stands_beside_it():
    found = search("newsletter", "en")
    assert "newsletter" in found[0].text
    assert {each.key for each in found} >= {"newsletter-signups"}


def test_themes_are_called_as_a_french_marketing_lead_calls_them():
    with translation.override("fr"):
        assert [theme_name(theme) for theme in THEMES] == [
            "Notoriété",
            "Acquisition",
            "Conversion",
            "Fidélité",
            "Image",
            "Équipe",
        ]
    assert theme_name("own") == "own"
