"""When an objective is due: the day of its sentence held against the end that was filled in."""

from dataclasses import replace
from datetime import date

import pytest

from regie.objectives.smart import State
from regie.objectives.tests.test_smart import CONVERSION, SUBSCRIBERS, codes, judged

DATES = [
    ("by 30 June", True), ("by June", True), ("by the end of June 2027", True), ("before 1 July 2027", True), ("in 2027", True),
    ("by the end of Q2", True), ("in the first half of 2027", True), ("within seven months", True), ("by Christmas", True),
    ("from January to June 2027", True), ("by 30/06/2027", True), ("by 2027-06-30", True), ("by summer", True), ("before the first home game", True),
    ("by the end of 2027", False), ("by 30 June 2028", False), ("by March", False), ("by Q4", False), ("within three months", False),
    ("early in 2027", True),
]  # fmt: skip


@pytest.mark.parametrize(("words", "fits"), DATES)
def test_the_date_of_the_sentence_is_held_against_the_end(words, fits):
    result = judged(replace(SUBSCRIBERS, text=f"Raise newsletter subscribers from 10,000 to 12,000 {words}"))
    assert codes(result, "T") == (set() if fits else {"other_date"})


DATES_FR = [
    ("d’ici le 30 juin", True), ("d’ici fin juin", True), ("avant le 1er juillet", True), ("d’ici la fin du deuxième trimestre", True),
    ("au T2 2027", True), ("au premier semestre 2027", True), ("en 2027", True), ("d’ici sept mois", True), ("avant l’été", True),
    ("fin 2027", False), ("d’ici mars", False), ("d’ici fin 2026", False), ("au 4e trimestre", False),
]  # fmt: skip


@pytest.mark.parametrize(("words", "fits"), DATES_FR)
def test_the_date_of_a_french_sentence_is_held_against_the_end(words, fits):
    result = judged(replace(CONVERSION, text=f"Porter le taux de conversion de 2 à 2,5 % {words}"))
    assert codes(result, "T") == (set() if fits else {"other_date"})


def test_time_is_missing_until_a_day_is_set_and_the_one_in_the_sentence_is_offered():
    letter = judged(replace(SUBSCRIBERS, due_on=None)).letter("T")
    assert letter.state == State.MISSING and "30 June 2027" in str(letter.advice[0])
    soon = replace(SUBSCRIBERS, text="Raise subscribers to 12,000 as soon as possible", due_on=None)
    assert "“as soon as possible” is no date" in str(judged(soon).letter("T").advice[0])


def test_an_end_that_is_over_or_before_its_start_is_told():
    assert "past" in codes(judged(replace(SUBSCRIBERS, due_on=date(2026, 11, 1))), "T")
    assert "backwards" in codes(judged(replace(SUBSCRIBERS, starts_on=date(2027, 7, 1))), "T")
