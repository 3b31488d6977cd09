"""The SMART check judges as a strategist would: it names what is missing, and leaves good sentences alone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from regie.objectives.smart import Check, Draft, State, check
from regie.objectives.smart.language import language_of
from regie.objectives.smart.lexicon import lexicon
from regie.objectives.smart.quantities import Role, quantities
from regie.objectives.smart.whens import whens

TODAY = date(2026, 11, 23)
PAST = tuple((date(2025 + month // 12, month % 12 + 1, 1), 8000 + 90 * month) for month in range(22))

SUBSCRIBERS = Draft(
    text="Raise newsletter subscribers from 10,000 to 12,000 by 30 June 2027",
    language="en",
    metric_name="Newsletter subscribers",
    baseline=10_000,
    target=12_000,
    starts_on=date(2026, 12, 1),
    due_on=date(2027, 6, 30),
    owner="Inès Marchetti",
    audience="Young families",
    responsibility="Keep in touch with those who know us",
    why_reachable="Two partners will offer the sign-up in their own letters from January.",
)
CONVERSION = Draft(
    text="Porter le taux de conversion de la boutique de 2 à 2,5 % d’ici fin juin 2027",
    language="fr",
    metric_name="Taux de conversion",
    unit="percent",
    baseline=2.0,
    target=2.5,
    starts_on=date(2026, 12, 1),
    due_on=date(2027, 6, 30),
    owner="Inès Marchetti",
    audience="Jeunes familles",
    responsibility="Faire vendre la boutique en ligne",
    why_reachable="Le nouveau parcours de paiement a gagné 0,3 point pendant l’essai d’octobre.",
)


def judged(draft: Draft, language: str = "en") -> Check:
    with translation.override(language):
        return check(draft, TODAY)


def codes(result: Check, letter: str) -> set[str]:
    return {remark.code for remark in result.letter(letter).advice}


def wording(text: str, language: str) -> set[str]:
    return codes(judged(Draft(text, language)), "S")


@pytest.mark.parametrize("draft", [SUBSCRIBERS, CONVERSION])
def test_an_objective_with_everything_in_it_is_good_in_each_letter_and_short(draft):
    result = judged(draft)
    assert [(letter.letter, letter.state) for letter in result.letters] == [(letter, State.GOOD) for letter in "SMART"]
    assert result.is_smart and result.good == 5
    assert result.brevity.state == State.GOOD, result.brevity.advice


def test_an_empty_objective_lacks_every_letter():
    result = judged(Draft(""))
    assert [letter.state for letter in result.letters] == [State.MISSING] * 5
    assert not result.note


GOOD = [
    ("en", "Increase newsletter sign-ups by 20% and reach 12,000 by June"),
    ("en", "Publish 12 articles to win and convert 300 leads by June"),
    ("en", "Recruit and train 12 ambassadors by 30 June"),
    ("en", "Increase traffic while keeping cost per lead under €40"),
    ("en", "Raise market share from 12 to 15% and keep it there until December 2027"),
    ("en", "Keep the churn rate between 3 and 5% until December"),
    ("en", "Double the share of customers who renew"),
    ("en", "200 more members in Lyon by June"),
    ("en", "Improve the open rate from 22 to 28% by the end of Q2"),
    ("en", "Become the leader in Lyon with 30% of market share in 2027"),
    ("en", "Get 40% of our customers to open the newsletter by end of June 2027"),
    ("en", "Win 50 customers in health and education by June"),
    ("en", "Cut the cost per lead in search and social from €40 to €30"),
    ("en", "Generate 300 leads at trade fairs in 3 countries and 2 languages"),
    ("en", "Be mentioned in 12 articles in trade and national press by October"),
    ("en", "Publish one customer story a week and share it on LinkedIn"),
    ("en", "Lift basket size from €48 to €55 to cover delivery costs and protect margin"),
    ("en", "Increase the number of families who visit twice a year by a third"),
    ("en", "Answer every review within two days and at least 90% of them personally"),
    ("fr", "Publier un témoignage client par semaine et le partager sur LinkedIn"),
    ("fr", "Tester trois prix du pack famille d’ici mai et en choisir un"),
    ("fr", "Convaincre 40 mairies de tester le vélo-cargo et d’en parler à leurs voisines"),
    ("fr", "Doubler le nombre de clients réguliers sans dépenser plus de 10 000 €"),
    ("fr", "Gagner 200 nouveaux clients d’ici fin juin"),
    ("fr", "Obtenir 300 inscriptions au salon pour rencontrer des prospects et présenter la gamme"),
    ("fr", "Porter la part de marché de 12 à 15 % et la maintenir jusqu’en décembre"),
    ("fr", "Publier 12 articles et 4 vidéos d’ici juin"),
    ("fr", "Hausse de 15 % du trafic de la boutique"),
    ("fr", "Faire connaître la marque à 40 % des 18-25 ans de Lyon d’ici fin 2027"),
    ("fr", "Augmenter de 15 % les ventes en ligne tout en gardant une marge de 30 %"),
    ("fr", "Diviser par deux le délai de réponse aux prospects avant l’été"),
    ("fr", "Que 30 % des clientes reviennent acheter dans les 90 jours"),
    ("fr", "Convaincre 50 architectes de prescrire nos produits et de nous citer dans leurs appels d’offres"),
    ("fr", "Améliorer la note des avis clients de 3,9 à 4,3 sur 5 d’ici septembre"),
    ("fr", "Vendre 400 abonnements aux 25-40 ans de Nantes et de Rennes avant le 1er juillet"),
]


@pytest.mark.parametrize(("language", "text"), GOOD)
def test_a_sentence_that_says_one_thing_is_left_alone(language, text):
    assert wording(text, language) == set()


BAD = [
    ("en", "Improve brand awareness", "vague_verb"),
    ("en", "Optimise our online presence", "vague_verb"),
    ("en", "Be the best in our industry", "superlative"),
    ("en", "Significantly increase sales", "fuzzy"),
    ("en", "Increase sales by 10% and traffic by 20% by the end of Q2", "two_objectives"),
    ("en", "Win 200 new customers and reduce cost per lead to €30", "two_objectives"),
    ("en", "Acquire and retain 500 customers", "two_objectives"),
    ("en", "Increase traffic while reducing costs", "two_objectives"),
    ("en", "Raise sales by 5%; launch two new products by May", "two_objectives"),
    ("en", "Win 100 members and also grow our followers to 5,000", "two_objectives"),
    ("en", "Jonas raises trial rides from 40 to 55 and cuts the cost of a lead to €6 by June", "two_objectives"),
    ("en", "Customer happiness", "no_change"),
    ("en", "Our newsletter and its many readers", "no_change"),
    ("en", "Hire a content manager and launch a blog", "two_objectives"),
    ("en", "Become the most trusted heat pump installer in Brittany", "superlative"),
    ("en", "Raise open rate to 35% and click rate to 6% by June", "two_objectives"),
    ("fr", "Lancer le programme de fidélité dans les 14 magasins et inscrire 5 000 membres", "two_objectives"),
    ("fr", "Améliorer la notoriété", "vague_verb"),
    ("fr", "Booster notre présence digitale", "vague_verb"),
    ("fr", "Devenir la référence du marché", "superlative"),
    ("fr", "Augmenter fortement les ventes", "fuzzy"),
    ("fr", "Recruter et fidéliser 200 clients", "two_objectives"),
    ("fr", "Augmenter les ventes et réduire le coût d’acquisition", "two_objectives"),
    ("fr", "Augmenter de 15 % les ventes tout en réduisant les coûts", "two_objectives"),
    ("fr", "Gagner 200 clients et 1 000 abonnés", "two_objectives"),
    ("fr", "Augmenter le trafic, réduire les coûts, améliorer l’image", "two_objectives"),
    ("fr", "Lancer la nouvelle gamme au printemps. Recruter 50 revendeurs.", "two_objectives"),
    ("fr", "Notre site web", "no_change"),
]


@pytest.mark.parametrize(("language", "text", "code"), BAD)
def test_a_vague_or_double_sentence_is_named_for_what_it_is(language, text, code):
    assert wording(text, language) == {code}


def test_a_remark_points_at_the_words_it_speaks_of():
    text = "Win 200 new customers and reduce cost per lead to €30"
    remark = judged(Draft(text, "en")).letter("S").advice[0]
    assert text[remark.begin : remark.end] == "and reduce cost per"
    assert "and reduce cost per" in remark.says


def test_without_a_metric_the_number_of_the_sentence_is_pointed_at():
    remark = judged(replace(SUBSCRIBERS, metric_name="")).letter("M").advice[0]
    assert remark.code == "no_metric" and "12,000" in remark.says


SAME_NUMBER = [
    ("Win 2,000 more subscribers by June", 10_000, 12_000, "count", "higher"),
    ("Raise subscribers by 20% by June", 10_000, 12_000, "count", "higher"),
    ("Reach 12k subscribers by June", 10_000, 12_000, "count", "higher"),
    ("Reach 1.2 million visits by June", 900_000, 1_200_000, "count", "higher"),
    ("Double visits by June", 900, 1_800, "count", "higher"),
    ("Cut cost per lead by 25% by June", 40, 30, "currency", "lower"),
    ("Cut cost per lead from €40 to €30 by June", 40, 30, "currency", "lower"),
    ("Halve the cost per lead by June", 40, 20, "currency", "lower"),
    ("Gain 5 points of awareness by June", 30, 35, "percent", "higher"),
    ("Raise awareness to 35% by June", 30, 35, "percent", "higher"),
    ("Cut the time to answer from 9 hours to 4 hours by June", 9, 4, "duration", "lower"),
    ("Raise visits by a third by June", 900, 1_200, "count", "higher"),
    ("Earn a 5x return on campaigns by June", 3, 5, "ratio", "higher"),
    ("Raise sales by 15% by June with a budget of €20,000", 87_000, 100_000, "currency", "higher"),
]


@pytest.mark.parametrize(("text", "baseline", "target", "unit", "direction"), SAME_NUMBER)
def test_a_number_may_be_said_in_any_fair_way(text, baseline, target, unit, direction):
    draft = replace(SUBSCRIBERS, text=text, baseline=baseline, target=target, unit=unit, direction=direction)
    assert judged(draft).letter("M").state == State.GOOD


OTHER_NUMBER = [
    ("Raise subscribers by 50% by June", "other_number"),
    ("Raise subscribers from 10,000 to 15,000 by June", "other_number"),
    ("Raise subscribers from 8,000 to 12,000 by June", "other_baseline"),
    ("Triple subscribers by June", "other_number"),
    ("Raise subscribers by June", "unsaid_target"),
    ("Raise subscribers in 3 countries by June", "unsaid_target"),
]


@pytest.mark.parametrize(("text", "code"), OTHER_NUMBER)
def test_a_sentence_that_says_another_number_than_the_target_is_told(text, code):
    assert codes(judged(replace(SUBSCRIBERS, text=text)), "M") == {code}


def test_french_numbers_and_percents_are_read():
    for text in (
        "Passer de 10 000 à 12 000 abonnés d’ici juin",
        "Augmenter de 20 % les abonnés d’ici juin",
        "+20 % d’abonnés en juin",
    ):
        assert judged(replace(SUBSCRIBERS, text=text, language="fr")).letter("M").state == State.GOOD, text
    text = "Augmenter de 15 % les abonnés d’ici juin"
    assert codes(judged(replace(SUBSCRIBERS, text=text, language="fr")), "M") == {"other_number"}


def test_a_target_on_the_bad_side_of_the_baseline_is_told():
    assert "wrong_way" in codes(judged(replace(SUBSCRIBERS, target=9_000)), "M")
    lower = replace(
        SUBSCRIBERS, text="Cut churn by June", metric_name="Churn", direction="lower", baseline=4, target=5, unit="percent"
    )
    assert "wrong_way" in codes(judged(lower), "M")


def test_a_target_equal_to_the_baseline_is_fine_where_the_sentence_keeps_it():
    same = replace(SUBSCRIBERS, baseline=12_000)
    assert "no_change" in codes(judged(replace(same, text="Raise subscribers to 12,000 by June")), "M")
    assert judged(replace(same, text="Keep 12,000 subscribers until the end of June 2027")).letter("M").state == State.GOOD


def test_a_band_needs_two_edges_in_order():
    band = replace(SUBSCRIBERS, direction="band", baseline=None, target=None)
    assert codes(judged(band), "M") == {"no_edges"}
    assert codes(judged(replace(band, low=5, high=3)), "M") == {"edges"}
    assert judged(replace(band, low=3, high=5)).letter("M").is_good


def test_decimals_of_a_form_are_judged_like_any_number():
    draft = replace(SUBSCRIBERS, baseline=Decimal("10000"), target=Decimal("12000"), ceiling=Decimal("50000"), past=PAST)
    assert judged(draft).letter("M").is_good


def test_a_target_beyond_all_the_past_asks_for_what_will_be_different():
    bold = replace(SUBSCRIBERS, text="Raise subscribers to 30,000 by 30 June 2027", target=30_000, past=PAST)
    letter = judged(bold).letter("A")
    assert letter.state == State.WATCH
    assert {"times_best", "bold"} <= {remark.code for remark in letter.advice}
    assert "3 times your best month" in str(letter.advice[0])


def test_a_target_that_the_past_has_seen_often_is_good_once_a_reason_is_written():
    usual = replace(SUBSCRIBERS, text="Raise subscribers to 9,400 by June", baseline=8_900, target=9_400, past=PAST)
    assert judged(usual).letter("A").is_good
    assert judged(replace(usual, why_reachable="")).letter("A").state == State.WATCH
    assert codes(judged(replace(usual, why_reachable="We can.")), "A") == {"thin_reason"}
    assert codes(judged(replace(usual, owner="")), "A") == {"no_owner"}


def test_a_share_above_its_ceiling_cannot_be_reached():
    draft = replace(CONVERSION, target=120, ceiling=100)
    assert judged(draft).letter("A").state == State.MISSING


def test_an_objective_serves_a_responsibility_and_an_audience():
    assert codes(judged(replace(SUBSCRIBERS, audience="")), "R") == {"no_audience"}
    assert codes(judged(replace(SUBSCRIBERS, responsibility="")), "R") == {"no_responsibility"}
    assert judged(replace(SUBSCRIBERS, responsibility="", audience="")).letter("R").state == State.MISSING


def test_a_verb_that_looks_like_a_month_is_no_date():
    assert whens("We may march on", TODAY) == []
    assert [each.said for each in whens("Win 200 customers by May", TODAY)] == ["May"]


def test_ages_countries_budgets_and_years_are_no_aims():
    text = "Win 200 customers aged 18 to 25 in 3 countries in 2027 with a budget of €20,000"
    found = quantities(text, [(each.begin, each.end) for each in whens(text, TODAY)], "en")
    assert [each.said for each in found if each.role != Role.ASIDE] == ["200"]


def test_a_long_sentence_full_of_jargon_is_told_in_plain_words():
    text = (
        "Leverage synergies across our ecosystem in order to operationalise a holistic, data-driven and customer-centric value "
        "proposition that will be recognised by all of our stakeholders in each and every market that we serve"
    )
    brevity = judged(Draft(text, "en")).brevity
    assert brevity.words > brevity.aim and brevity.state == State.WATCH
    assert ("synergies", "working together") in brevity.jargon and ("stakeholders", "name the people") in brevity.jargon
    assert {"long", "jargon", "passive"} <= {remark.code for remark in brevity.advice}


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("fr", "Le nombre de visites sera augmenté de 20 %", {"passive"}),
        ("fr", "Faire savoir à 40 % des clients que l’essai est gratuit et que l’équipe est jeune", set()),
        ("en", "Sales will be increased by 20%", {"passive"}),
        ("en", "Have 80% of visitors say that they are satisfied", set()),
    ],
)
def test_the_passive_is_hinted_at_and_a_mere_quality_is_none(language, text, code):
    assert {remark.code for remark in judged(Draft(text, language)).brevity.advice} == code


def test_french_jargon_is_found_in_any_form():
    brevity = judged(
        Draft("Actionner des leviers disruptifs et des synergies pour impacter nos parties prenantes", "fr"), "fr"
    ).brevity
    assert len(brevity.jargon) == 5


def test_what_the_metric_is_called_is_no_jargon_of_the_writer():
    text = "Raise share of voice and buzz to 30% by June"
    assert judged(Draft(text, "en", metric_name="Buzz index")).brevity.jargon == ()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_language_knows_sixty_words_of_jargon_with_plain_ones_beside(language):
    jargon = lexicon(language).jargon
    assert len({plain for _phrase, plain in jargon}) >= 60
    assert all(phrase and plain for phrase, plain in jargon)


def test_a_language_that_is_not_read_is_said_and_only_what_is_filled_in_is_judged():
    german = replace(SUBSCRIBERS, text="Die Zahl der Abonnenten bis zum Ende des Jahres um 20 Prozent steigern", language="")
    result = judged(german)
    assert result.language == "" and "Only French and English" in result.note
    assert [letter.state for letter in result.letters] == [State.UNJUDGED] + [State.GOOD] * 4
    assert result.brevity.jargon == ()


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("Gagner 200 clients d’ici la fin de l’année", "en", "fr"),
        ("Win 200 customers by the end of the year", "fr", "en"),
        ("Newsletter 1200 leads juin", "fr", "fr"),
        ("Aumentar las ventas de la tienda un 10 % para el 30 de junio", "", ""),
        ("Porter le NPS à 45", "", "fr"),
    ],
)
def test_the_language_is_told_by_its_small_words(text, declared, language):
    assert language_of(text, declared) == language


def test_the_check_speaks_the_language_of_its_reader_about_a_text_in_the_other():
    result = judged(replace(CONVERSION, text="Améliorer la conversion"), "en")
    assert "does not say what changes" in str(result.letter("S").advice[0])


def test_nothing_that_people_type_breaks_the_check():
    for text in (
        "%",
        "€",
        "31 juin",
        "1.2.3.4",
        "à",
        "…",
        "12",
        "30/02/2027",
        "😀 200",
        "de à",
        "from to",
        "\n\n",
        "9" * 400,
        "ﬁn ½ İ",
    ):
        for language in ("fr", "en", ""):
            assert len(judged(replace(SUBSCRIBERS, text=text, language=language)).letters) == 5
