"""The grammar of thresholds: what sentences say, in two languages, and what is not understood."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regie.charter.reading import Threshold
from regie.charter.reading.thresholds import read_thresholds
from regie.charter.writing import rule_sentence

# sentence → (compare, op, amount, unit, periods, per), then the fields beyond that matter
UNDERSTOOD = [
    # a constant
    ("Si le score est inférieur à 85, prévenir.", ("constant", "<", 85, "absolute", 1, None), {"response": "prévenir"}),
    ("Act if the score is below 85.", ("constant", "<", 85, "absolute", 1, None), {"response": "Act"}),
    ("Quand le score tombe sous 85 deux mois de suite, agir", ("constant", "<", 85, "absolute", 2, None), {"period": "month"}),
    ("When the score stays under 85 for three weeks in a row, act", ("constant", "<", 85, "absolute", 3, None), {"period": "week"}),
    ("Si le score est de 80 ou moins, agir", ("constant", "<=", 80, "absolute", 1, None), {}),
    ("If the score drops to 80 or less, act", ("constant", "<=", 80, "absolute", 1, None), {}),
    ("Act if the score is 80 or below", ("constant", "<=", 80, "absolute", 1, None), {}),
    ("Act if the rate is 5 percentage points under the monthly target", ("target", "<=", 5, "points", 1, None), {}),
    ("Un score inférieur à 85 appelle une action", ("constant", "<", 85, "absolute", 1, None), {}),
    ("Si le taux atteint 3,5 %, fêter", ("constant", ">=", Decimal("3.5"), "percent", 1, None), {"response": "fêter"}),
    ("If the rate is at least 3.5%, celebrate", ("constant", ">=", Decimal("3.5"), "percent", 1, None), {}),
    ("Si le coût dépasse 1 250 €, revoir", ("constant", ">", 1250, "absolute", 1, None), {"currency": "EUR"}),
    ("If the cost is over €1,250 for two months running, review", ("constant", ">", 1250, "absolute", 2, None), {"currency": "EUR"}),
    ("Si le taux est strictement supérieur à 2 %, agir", ("constant", ">", 2, "percent", 1, None), {}),
    ("Si le score est inférieur ou égal à quatre-vingt-cinq, agir", ("constant", "<=", 85, "absolute", 1, None), {}),
    ("If the score is less than or equal to eighty-five, act", ("constant", "<=", 85, "absolute", 1, None), {}),
    ("CSAT < 85 pendant 2 mois : lancer une enquête", ("constant", "<", 85, "absolute", 2, None), {"response": "lancer une enquête"}),
    ("CSAT under 85 three weeks in a row → call customers", ("constant", "<", 85, "absolute", 3, None), {"response": "call customers"}),
    ("score >= 12 → agir", ("constant", ">=", 12, "absolute", 1, None), {}),
    ("Agir si le taux est sous 2,5 % avec au moins 100 réponses", ("constant", "<", Decimal("2.5"), "percent", 1, None), {"minimum": 100}),
    ("Act if the rate is below 2.5% with at least 100 answers", ("constant", "<", Decimal("2.5"), "percent", 1, None), {"minimum": 100}),
    ("Si le score n’atteint pas 70, agir", ("constant", "<", 70, "absolute", 1, None), {}),
    ("If the score does not reach 70, act", ("constant", "<", 70, "absolute", 1, None), {}),
    # a mean
    ("Si le coût dépasse la moyenne de 15 % ou plus, agir", ("moving_mean", ">=", 15, "percent", 1, None), {"window": None}),
    ("If the cost exceeds its average by 15% or more, act", ("moving_mean", ">=", 15, "percent", 1, None), {}),
    ("Si le coût dépasse de 15 % la moyenne mobile de quatre trimestres, agir", ("moving_mean", ">=", 15, "percent", 1, None),
     {"window": 4, "window_period": "quarter"}),
    ("If the cost is more than 15% above the average of the last 12 months, act", ("moving_mean", ">", 15, "percent", 1, None),
     {"window": 12, "window_period": "month"}),
    ("If the cost is 15% above its four-quarter moving average, act", ("moving_mean", ">=", 15, "percent", 1, None),
     {"window": 4, "window_period": "quarter"}),
    ("Si le coût passe au-dessus de la moyenne des six derniers mois, agir", ("moving_mean", ">", None, None, 1, None), {"window": 6}),
    # a benchmark
    ("Si le rendement tombe de 10 % sous la référence, agir", ("benchmark", "<=", 10, "percent", 1, None), {}),
    ("If the return falls 10% below the company-defined benchmark, act", ("benchmark", "<=", 10, "percent", 1, None), {"reference": "company"}),
    ("Si les résultats sont sous la moyenne du secteur, agir", ("benchmark", "<", None, None, 1, None), {"reference": "industry"}),
    ("If results are below the industry average, act", ("benchmark", "<", None, None, 1, None), {"reference": "industry"}),
    # a target
    ("Si le volume est inférieur de 5 % à l’objectif mensuel, agir", ("target", "<=", 5, "percent", 1, None), {"reference_period": "month"}),
    ("Si le volume baisse de 5 % en dessous de la cible du mois, agir", ("target", "<=", 5, "percent", 1, None), {"reference_period": "month"}),
    ("If the volume drops by 5% below the monthly target, act", ("target", "<=", 5, "percent", 1, None), {"reference_period": "month"}),
    ("If the volume is five points below target, act", ("target", "<=", 5, "points", 1, None), {}),
    ("If the volume misses the quarterly goal, act", ("target", "<", None, None, 1, None), {"reference_period": "quarter"}),
    # the period before
    ("Si l’engagement sur une plateforme diminue de 15 % d’une semaine à l’autre, agir", ("previous", "<=", 15, "percent", 1, "platform"),
     {"period": "week"}),
    ("If engagement on any platform drops by 15% week on week, act", ("previous", "<=", 15, "percent", 1, "platform"), {"period": "week"}),
    ("If reach falls by more than 3.5 points compared with the previous month, act", ("previous", "<", Decimal("3.5"), "points", 1, None),
     {"period": "month"}),
    ("Si la portée augmente de plus de 30 % par rapport au mois précédent, agir", ("previous", ">", 30, "percent", 1, None), {"period": "month"}),
    ("Si la portée recule de moitié d’un mois sur l’autre, agir", ("previous", "<=", 50, "percent", 1, None), {"period": "month"}),
    ("If the drop from one month to the next exceeds 15%, act", ("previous", "<", 15, "percent", 1, None), {"period": "month"}),
    ("Si la hausse atteint 20 % d’une semaine à l’autre, agir", ("previous", ">=", 20, "percent", 1, None), {"period": "week"}),
    ("If the rate is down 15% WoW on a platform, act", ("previous", "<=", 15, "percent", 1, "platform"), {"period": "week"}),
    ("Si le taux chute de 15 % en une semaine, agir", ("previous", "<=", 15, "percent", 1, None), {"period": "week"}),
    # a part of a base
    ("Si le rendement est inférieur à 90 % de la référence, agir", ("benchmark", "<", 10, "percent", 1, None), {}),
    ("Si le volume est à moins de 95 % de la cible, agir", ("target", "<", 5, "percent", 1, None), {}),
    ("If the cost exceeds 115% of the average, act", ("moving_mean", ">", 15, "percent", 1, None), {}),
    # thousands, below zero, more than so long
    ("If spend exceeds €10k, act", ("constant", ">", 10_000, "absolute", 1, None), {"currency": "EUR"}),
    ("Si la dépense dépasse 1,2 M€, agir", ("constant", ">", 1_200_000, "absolute", 1, None), {"currency": "EUR"}),
    ("If the score is below -10, act", ("constant", "<", -10, "absolute", 1, None), {}),
    ("Si le score est sous 85 pendant plus de deux mois, agir", ("constant", "<", 85, "absolute", 3, None), {"period": "month"}),
    ("Si pendant deux mois consécutifs le score est inférieur à 85, agir", ("constant", "<", 85, "absolute", 2, None), {}),
    # what shall be: what calls for action is the opposite
    ("Le score doit rester au-dessus de 85", ("constant", "<=", 85, "absolute", 1, None), {}),
    ("The rate must be at least 5%", ("constant", "<", 5, "percent", 1, None), {}),
    ("The score should not fall below 85 for two months", ("constant", "<", 85, "absolute", 2, None), {"period": "month"}),
    ("Le score ne doit pas descendre sous 85 deux mois de suite", ("constant", "<", 85, "absolute", 2, None), {}),
    # for each value of a dimension
    ("Si le rendement d’une campagne est inférieur à 2, l’arrêter", ("constant", "<", 2, "absolute", 1, "campaign"), {}),
    ("Stop it if the return of any campaign is below 2", ("constant", "<", 2, "absolute", 1, "campaign"), {"response": "Stop it"}),
    ("If the open rate by channel is below 20%, act", ("constant", "<", 20, "percent", 1, "channel"), {}),
]  # fmt: skip


def summary(rule):
    return rule.compare, rule.op, rule.amount, rule.unit, rule.periods, rule.per


@pytest.mark.parametrize(("sentence", "expected", "more"), UNDERSTOOD, ids=[each[0] for each in UNDERSTOOD])
def test_a_sentence_is_read_as_its_rule(sentence, expected, more):
    (rule,) = read_thresholds(sentence)
    assert summary(rule) == expected
    assert {name: getattr(rule, name) for name in more} == more
    assert rule.reason is None
    assert rule.unread == []
    assert rule.source == sentence
    assert rule.confirmed is False


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Une baisse marquée sur une plateforme doit nous faire revoir le contenu.", "vague"),
        ("If engagement is markedly down, think again.", "vague"),
        ("Si le score est trop bas, agir.", "vague"),
        ("If the score is low, act.", "vague"),
        ("Si l’engagement recule d’un quart, agir.", "no_amount"),
        ("We look at this metric together.", "no_comparison"),
        ("Regarder cet indicateur avec attention.", "no_comparison"),
        ("If it is above 3 and below 5, act.", "two_conditions"),
        ("Si le coût dépasse 40 € et que le volume dépasse 300, agir.", "two_conditions"),
        ("Si la hausse est inférieure à 5 %, agir.", "change_and_side"),
        ("If the cost exceeds 15% or 20%, act.", "several_amounts"),
        ("Si le score n’est pas inférieur à 85, agir.", "negation"),
        ("If spend exceeds the envelope by 5%, act.", "base_not_known"),
        ("Si le taux n’est plus au-dessus de 20 %, agir.", "negation"),
        ("If the rate is no longer above 20%, act.", "negation"),
        ("If the rate deviates by more than 10% from target, act.", "two_sides"),
        ("Si le score sort de l’intervalle entre 3 et 5, agir.", "two_conditions"),
        ("If the score is no higher than 85, act.", "negation"),
        ("If the cost exceeds 15% of the average, act.", "base_not_known"),
        ("If the cost is up to 15% above the average, act.", "two_sides"),
        ("Si le coût est deux fois supérieur à la moyenne, agir.", "multiple"),
        ("If the score is below 85 or the margin below 20, act.", "two_conditions"),
        ("The cost must stay 10% under the benchmark.", "wish"),
        ("85 % minimum", "no_comparison"),
        ("Wenn der Wert unter 85 liegt, handeln.", "no_comparison"),
        ("a" * 700, "too_long"),
    ],
)
def test_what_is_not_understood_is_said_and_never_guessed(sentence, reason):
    (rule,) = read_thresholds(sentence)
    assert (rule.compare, rule.op, rule.amount) == (None, None, None)
    assert rule.reason == reason
    assert rule.certainty == "unsure"


@pytest.mark.parametrize(
    ("sentence", "unread"),
    [
        ("Agir si le coût est au-dessus de 12 % en zone rurale", ["zone", "rurale"]),
        ("Act if the cost is above 12% outside the summer", ["outside", "summer"]),
    ],
)
def test_words_that_no_part_of_the_rule_stands_for_are_named(sentence, unread):
    (rule,) = read_thresholds(sentence)
    assert rule.compare == "constant"
    assert rule.reason == "words_not_read"
    assert rule.unread == unread


def test_a_drop_without_a_before_is_read_as_the_period_before_and_asked():
    (rule,) = read_thresholds("If the score drops by 10%, act")
    assert (rule.compare, rule.op, rule.amount, rule.reason) == ("previous", "<=", 10, "base_not_said")


@pytest.mark.parametrize(
    "sentence",
    [
        "Agir si le score est inférieur à 85 ou supérieur à 99",
        "Act if the score is below 85 or above 99",
    ],
)
def test_two_sides_joined_by_or_are_two_rules(sentence):
    assert [summary(rule)[:3] for rule in read_thresholds(sentence)] == [("constant", "<", 85), ("constant", ">", 99)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Agir si la progression est inférieure à la référence du secteur ou à l’objectif de l’entreprise",
        "Act if growth is below the industry benchmark or the company target",
        "Act if growth is lower than industry benchmarks or company goals",
    ],
)
def test_two_bases_joined_by_or_are_two_rules(sentence):
    found = [(rule.compare, rule.op, rule.reference) for rule in read_thresholds(sentence)]
    assert found == [("benchmark", "<", "industry"), ("target", "<", "company")]


def test_percent_under_the_target_of_a_percentage_is_left_open():
    sentence = "Agir si le taux est inférieur de 5 % à la cible"
    assert read_thresholds(sentence, of_percent=True)[0].unit == "percent_or_points"
    assert read_thresholds(sentence, of_percent=False)[0].unit == "percent"
    assert read_thresholds("Agir si le taux est inférieur de 5 points à la cible", of_percent=True)[0].unit == "points"


amounts = st.decimals(min_value=Decimal("0.01"), max_value=10**7, places=2, allow_nan=False).map(
    lambda each: each.normalize() + 0
)
periods = st.sampled_from(["day", "week", "month", "quarter", "year"])


@st.composite
def understood_rules(draw):
    compare = draw(st.sampled_from(["constant", "moving_mean", "benchmark", "target", "previous"]))
    rule = Threshold("", 0, compare=compare, op=draw(st.sampled_from([">", ">=", "<", "<="])))
    rule.per = draw(st.sampled_from([None, "platform", "campaign", "channel", "audience"]))
    rule.periods = draw(st.integers(1, 12))
    rule.minimum = draw(st.none() | st.integers(1, 5000).map(Decimal))
    if compare == "previous" or rule.periods > 1:
        rule.period = draw(periods)
    if compare == "constant" or draw(st.booleans()):
        rule.amount = draw(amounts)
        rule.unit = draw(st.sampled_from(["percent", "points", "absolute"]))
        if rule.unit == "absolute":
            rule.currency = draw(st.sampled_from([None, "EUR", "USD", "GBP"]))
    if compare == "moving_mean":
        rule.window = draw(st.none() | st.integers(2, 24))
        rule.window_period = draw(periods) if rule.window else None
    elif compare == "benchmark":
        rule.reference = draw(st.sampled_from([None, "industry", "company"]))
    elif compare == "target":
        rule.reference = draw(st.sampled_from([None, "company"]))
        rule.reference_period = draw(st.none() | periods)
    return rule


@settings(max_examples=400, deadline=None)
@given(rule=understood_rules(), language=st.sampled_from(["fr", "en"]))
def test_every_rule_survives_being_written_as_a_sentence(rule, language):
    sentence = rule_sentence(rule, language)
    (again,) = read_thresholds(sentence)
    assert again.rule() == rule.rule(), sentence
    assert again.reason is None, sentence


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300) | st.lists(st.sampled_from(["si", "if", "le", "score", "tombe", "sous", "85", "%", "moyenne", "cible", "de", "ou", "plus", ",", "pendant", "deux", "mois", "below", "above", "by", "target", "15", "not", "et", "and"]), max_size=25).map(" ".join))  # fmt: skip
def test_any_text_is_read_or_declined_without_breaking(text):
    for rule in read_thresholds(text):
        assert (rule.compare is None) == (rule.op is None)
        assert rule.compare or rule.reason
