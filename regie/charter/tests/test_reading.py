"""Reading a whole text: the demo's charter in both languages, and the same text damaged as texts get damaged."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from regie.charter.reading import read
from regie.charter.reading.plain import fold
from regie.charter.reading.words import LABEL_WORDS, SECTION_TITLES

HERE = Path(__file__).parent
DEMO = HERE.parents[1] / "demo" / "texts"
REAL = HERE.parents[3] / "shared" / "inputs" / "charter-marketing-fr.md"
TEXTS = {"fr": DEMO / "charter-fr.md", "en": DEMO / "charter-en.md", "damaged": HERE / "texts" / "tamarelle-fr-damaged.md"}
COUNTS = {
    "delegatees": 4, "authors": 3, "responsibilities": 7, "customers": 6, "dependencies": 7, "constraints": 7, "challenges": 6,
    "resources": 10, "delegator_responsibilities": 5, "competencies": 24, "metrics": 7, "reviews": 6, "criteria": 6,
}  # fmt: skip


@pytest.fixture(scope="module", params=TEXTS)
def tamarelle(request):
    return read(TEXTS[request.param].read_bytes(), TEXTS[request.param].name)


@pytest.fixture(scope="module")
def damaged():
    return read(TEXTS["damaged"].read_bytes())


@pytest.fixture(scope="module")
def real():
    if not REAL.exists():
        pytest.skip("the real charter is not here")
    return read(REAL.read_bytes(), REAL.name)


def counts(reading):
    return {name: len(getattr(reading, name)) for name in COUNTS}


def rules(reading):
    return [[rule.rule() for rule in metric.thresholds] for metric in reading.metrics]


def test_every_part_of_the_charter_is_found_in_each_of_its_three_texts(tamarelle):
    assert counts(tamarelle) == COUNTS
    assert tamarelle.domain == "Marketing"
    assert tamarelle.delegator.text == "Hélène Brandt"
    assert [item.name for item in tamarelle.delegatees] == ["Inès Carvalho", "Bastien Le Goff", "Awa Ndiaye", "Jonas Keller"]
    assert tamarelle.updated_on == date(2026, 3, 12)
    assert tamarelle.driver.text
    assert tamarelle.requirement.text
    assert all(item.deliverable for item in tamarelle.customers)
    assert all(item.deliverable and item.requirement for item in tamarelle.dependencies)
    groups = [item.group for item in tamarelle.competencies]
    assert [groups.count(group) for group in dict.fromkeys(groups)] == [8, 8, 5, 3]


def test_the_three_texts_give_the_same_rules_rhythms_and_amounts():
    french, english, damaged = (read(path.read_bytes()) for path in TEXTS.values())
    assert rules(french) == rules(english) == rules(damaged)
    for one, two in ((french, english), (french, damaged)):
        for name in ("formula", "unit", "measured", "reported", "per"):
            assert [getattr(metric, name) for metric in one.metrics] == [getattr(metric, name) for metric in two.metrics], name
        for name in ("rhythm", "rrule", "minutes_min", "minutes_max"):
            assert [getattr(review, name) for review in one.reviews] == [getattr(review, name) for review in two.reviews], name
        for name in ("kind", "amount", "currency", "unit", "period", "per"):
            assert [getattr(item, name) for item in one.resources] == [getattr(item, name) for item in two.resources], name


def test_the_seven_thresholds_of_the_charter_are_rules():
    metrics = read(TEXTS["fr"].read_bytes()).metrics
    said = [[(rule.compare, rule.op, rule.amount, rule.unit) for rule in metric.thresholds] for metric in metrics]
    assert said == [
        [("moving_mean", ">=", Decimal(15), "percent")],
        [("benchmark", "<=", Decimal(10), "percent")],
        [("target", "<=", Decimal(5), "percent_or_points")],
        [("constant", "<", Decimal(85), "absolute")],
        [("previous", "<=", Decimal(15), "percent")],
        [("benchmark", "<", None, None), ("target", "<", None, None)],
        [("benchmark", "<", None, None)],
    ]
    assert (metrics[0].thresholds[0].window, metrics[0].thresholds[0].window_period) == (6, "month")
    assert (metrics[3].thresholds[0].periods, metrics[3].thresholds[0].period) == (2, "month")
    assert metrics[4].thresholds[0].per == "platform"


def test_the_metrics_know_their_formula_owner_and_rhythms():
    metrics = read(TEXTS["en"].read_bytes()).metrics
    assert [(metric.formula, metric.formula_from) for metric in metrics][:5] == [
        ("spend / new customers", "text"),
        ("revenue / spend", "text"),
        ("converted leads / leads * 100", "text"),
        ("positive answers / answers * 100", "text"),
        ("interactions / reach * 100", "text"),
    ]
    assert [metric.formula_from for metric in metrics][5:] == ["name", "name"]
    assert [metric.owner for metric in metrics] == [
        "Marketing analyst", "Marketing lead", "Sales and marketing teams", "Head of customer care", "Social media specialist",
        "Survey manager", "E-mail manager",
    ]  # fmt: skip
    assert [metric.measured for metric in metrics] == [
        "monthly",
        "quarterly",
        "monthly",
        "daily",
        "daily",
        "semiweekly",
        "weekly",
    ]
    assert [metric.reported for metric in metrics] == [
        "quarterly",
        "as_available",
        "monthly",
        "monthly",
        "weekly",
        None,
        "weekly",
    ]


def test_the_resources_say_amount_currency_period_and_names():
    resources = read(TEXTS["en"].read_bytes()).resources
    said = [(item.kind, item.amount, item.currency, item.unit, item.period, item.per) for item in resources]
    assert said[:4] == [
        ("time", Decimal(35), None, "hour", "week", None),
        ("money", Decimal(120000), "EUR", None, "quarter", None),
        ("money", Decimal(1800), "EUR", None, "year", "person"),
        ("card", None, None, None, "month", None),
    ]
    assert resources[7].names == ["Brevo", "Matomo", "Metricool", "Pipedrive"]
    assert [item.kind for item in resources[4:]] == ["channel", "room", "mentoring", "access", "account", "equipment"]


def test_the_reviews_have_rhythm_length_and_participants():
    reviews = read(TEXTS["en"].read_bytes()).reviews
    assert [(each.rhythm, each.rrule, each.minutes_min, each.minutes_max) for each in reviews] == [
        ("weekly", "FREQ=WEEKLY", 10, 15),
        ("monthly", "FREQ=MONTHLY", 60, 60),
        ("quarterly", "FREQ=MONTHLY;INTERVAL=3", 120, 180),
        ("half_yearly", "FREQ=MONTHLY;INTERVAL=6", 120, 120),
        ("half_yearly", "FREQ=MONTHLY;INTERVAL=6", None, 120),
        ("yearly", "FREQ=YEARLY", None, 240),
    ]
    assert reviews[1].participants == ["marketing team", "sales representative", "head of customer care", "product liaison"]


def test_damage_is_mended_and_what_it_leaves_open_is_asked(damaged):
    codes = [question.code for question in damaged.uncertain]
    assert {"heading_guessed", "same_name", "split_word", "percent_or_points"} <= set(codes)
    assert codes.count("same_name") == 1
    assert [item.name for item in damaged.dependencies].count("Équipe produit") == 2
    assert {left.reason for left in damaged.left_out} >= {"empty_bullet", "link_mark", "contents", "front_matter"}
    assert damaged.repaired > 200
    clean = read(TEXTS["fr"].read_bytes())
    for name in ("responsibilities", "customers", "competencies", "criteria"):
        assert [fold(item.text) for item in getattr(damaged, name)] == [fold(item.text) for item in getattr(clean, name)]


def test_each_item_knows_the_line_it_came_from(tamarelle):
    for name in COUNTS:
        for item in getattr(tamarelle, name):
            line = fold(re.sub(r"[*#\\]|🔗|<[^>]*>", "", tamarelle.lines[item.line - 1]))
            words = fold(item.name if name in ("metrics", "customers", "dependencies") else item.text).split()
            assert words[0].strip(".,:") in line, (name, item.text)
            assert words[-1].strip(".,:") in line, (name, item.text)


DECORATION = set()
for _spelled in LABEL_WORDS.values():
    DECORATION.update(word for label in _spelled for word in re.findall(r"\w+", fold(label)))
for _titles in SECTION_TITLES.values():
    DECORATION.update(word for titles in _titles.values() for title in titles for word in re.findall(r"\w+", fold(title)))


def _kept(value, kept):
    if isinstance(value, dict):
        for each in value.values():
            _kept(each, kept)
    elif isinstance(value, list):
        for each in value:
            _kept(each, kept)
    elif isinstance(value, str):
        kept.update(re.findall(r"\w+", fold(value)))


def lost_words(reading):
    """Words of the source that stand nowhere in the answer, labels and titles of the charter's shape apart."""
    kept = set(DECORATION)
    answer = reading.as_json()
    _kept(answer, kept)
    kept.update(re.findall(r"\w+", fold(" ".join(RHYTHM_TITLES))))
    kept.update(
        re.findall(
            r"\w+",
            fold(f"{reading.updated_on:%d} mars march novembre november {reading.updated_on:%Y}" if reading.updated_on else ""),
        )
    )
    lost = {}
    for number, line in enumerate(reading.lines, 1):
        line = re.sub(r"<[^>]*>", "", line).replace("**", "")
        missing = [word for word in re.findall(r"\w+", fold(line)) if word not in kept]
        if missing:
            lost[number] = missing
    return lost


RHYTHM_TITLES = ["Hebdomadaire", "Mensuel", "Trimestriel", "Semestriel", "Annuel", "Annuellement", "Weekly", "Monthly", "Quarterly",
                 "Half-yearly", "Yearly"]  # fmt: skip


def test_no_word_of_the_text_is_lost(tamarelle):
    assert lost_words(tamarelle) == {}


def test_no_word_of_the_real_charter_is_lost_and_its_counts_are_right(real):
    assert lost_words(real) == {}
    assert counts(real) == COUNTS
    assert real.delegator
    assert real.updated_on == date(2023, 11, 13)
    amounts = [(item.amount, item.currency, item.period, item.per) for item in real.resources if item.currency]
    assert amounts == [(120000, "EUR", "quarter", None), (2500, "EUR", "year", "person")]
    said = [
        [(rule.compare, rule.op, rule.amount, rule.unit, rule.periods, rule.per) for rule in metric.thresholds]
        for metric in real.metrics
    ]
    assert said == [
        [("moving_mean", ">=", 15, "percent", 1, None)],
        [("benchmark", "<=", 10, "percent", 1, None)],
        [("target", "<=", 5, "percent_or_points", 1, None)],
        [("constant", "<", 85, "absolute", 2, None)],
        [("previous", "<=", 15, "percent", 1, "platform")],
        [("benchmark", "<", None, None, 1, None), ("target", "<", None, None, 1, None)],
        [("benchmark", "<", None, None, 1, None)],
    ]
    assert [review.minutes_max for review in real.reviews] == [15, 60, 180, 120, 120, 240]
    assert not [line for line in real.lines if re.search("Ã|Â|â€|ğŸ", line)]


def test_json_holds_numbers_dates_and_plain_words(tamarelle):
    answer = tamarelle.as_json()
    assert answer["updated_on"] == "2026-03-12"
    assert answer["resources"][1]["amount"] == 120000
    assert isinstance(answer["resources"][1]["amount"], int)
    threshold = answer["metrics"][0]["thresholds"][0]
    assert {"source", "compare", "op", "amount", "unit", "periods", "per", "response", "confirmed", "line", "text"} <= set(
        threshold
    )
    for name in ("responsibilities", "metrics", "reviews", "notes", "uncertain"):
        assert all("text" in item and item["line"] >= 1 for item in answer[name])


def test_sections_may_come_in_any_order_at_any_level_in_any_kind_of_heading():
    text = """
3. Draft

DEPENDENCIES
============

#### Workshop
Deliverable: bikes to lend
Requirements: a week's notice

# 2) Contraintes externes
* pas d'envoi sans accord
+ pas d'annonce avant la date
1. pas de dépense sans enveloppe

**Key responsibilities**

- One
- Two

Delegator responsibilities
--------------------------
Answer within a day.
"""
    reading = read(text)
    assert [(item.name, item.deliverable, item.requirement) for item in reading.dependencies] == [
        ("Workshop", "bikes to lend", "a week's notice")
    ]
    assert len(reading.constraints) == 3
    assert [item.text for item in reading.responsibilities] == ["One", "Two"]
    assert [item.text for item in reading.delegator_responsibilities] == ["Answer within a day."]
    assert [note.text for note in reading.notes] == ["Draft"]


def test_a_label_of_responsibilities_in_its_own_words_names_the_owner():
    text = "## Metrics\n\n### Lead rate\n\n**Look at it** and **responsibilities**: Sales and marketing teams to track, **monthly.**\n"
    (metric,) = read(text).metrics
    assert (metric.owner, metric.measured) == ("Sales and marketing teams", "monthly")


def test_listed_names_stop_at_what_has_no_name():
    (item,) = read("## Resources\n\n- Access to tools such as Brevo, Google Ads, and Matomo, and a printer.\n").resources
    assert (item.kind, item.names) == ("access", ["Brevo", "Google Ads", "Matomo"])


def test_unknown_sections_are_kept_as_notes_with_their_heading():
    reading = read("## Responsibilities\n\n- Ride\n\n## History\n\nFounded in a shed.\n\n- By two\n")
    assert [(note.section, note.heading, note.text) for note in reading.notes] == [
        ("other", "History", "Founded in a shed."),
        ("other", "History", "By two"),
    ]


def test_a_table_of_dependencies_is_read_by_its_columns():
    text = "## Dependencies\n\n| Who | Requirement | Deliverable |\n|---|---|---|\n| Legal | within three days | **advice** |\n| IT | notice | a site |\n"
    assert [(item.name, item.requirement, item.deliverable) for item in read(text).dependencies] == [
        ("Legal", "within three days", "advice"),
        ("IT", "notice", "a site"),
    ]


@pytest.mark.parametrize(
    ("sentence", "measured", "reported", "owner"),
    [
        ("It is measured monthly and reported quarterly.", "monthly", "quarterly", None),
        ("Reported every quarter, measured every week.", "weekly", "quarterly", None),
        ("Monthly measured, quarterly reported.", "monthly", "quarterly", None),
        ("Tracked daily by the analyst and presented twice a month to the board.", "daily", "semimonthly", "Analyst"),
        ("The analyst measures it weekly, reporting every two weeks.", "weekly", "fortnightly", "Analyst"),
        ("Measured and shared half-yearly.", "half_yearly", "half_yearly", None),
        ("We measure it by platform every day and report it yearly.", "daily", "yearly", None),
        ("Mesurée chaque mois et rapportée chaque trimestre.", "monthly", "quarterly", None),
        ("Le taux est suivi chaque semaine par l’analyste et présenté tous les deux mois.", "weekly", "bimonthly", "Analyste"),
        ("Présentés une fois par an, relevés par plateforme deux fois par semaine.", "semiweekly", "yearly", None),
    ],
)
def test_each_rhythm_goes_to_the_act_it_is_said_of(sentence, measured, reported, owner):
    metric = read(f"## Metrics\n\n### Share of things\n\nA share of things.\n\n{sentence}\n").metrics[0]
    assert (metric.measured, metric.reported, metric.owner) == (measured, reported, owner)


@pytest.mark.parametrize(
    ("text", "amount", "period", "per"),
    [
        ("2 500 € par personne et par an", 2500, "year", "person"),
        ("€2,500 per person and per year", 2500, "year", "person"),
        ("€2,500 / person / year", 2500, "year", "person"),
        ("2 500 € pour chaque personne et chaque année", 2500, "year", "person"),
        ("12 000 € par campagne et par trimestre", 12000, "quarter", "campaign"),
        ("€1.2 million a year", 1200000, "year", None),
    ],
)
def test_a_resource_knows_for_whom_and_for_how_long(text, amount, period, per):
    item = read(f"## Resources\n\n- {text}\n- Rooms\n").resources[0]
    assert (item.amount, item.period, item.per) == (amount, period, per)


def test_of_two_amounts_in_a_line_the_first_keeps_its_own_period_and_a_person_is_asked():
    reading = read(
        "## Resources\n\n- **Budget:** £45,000 per quarter for campaigns, £1,200 per person per year for training\n- Rooms\n"
    )
    item = reading.resources[0]
    assert (item.amount, item.currency, item.period, item.per) == (45000, "GBP", "quarter", None)
    assert [(asked.code, asked.about) for asked in reading.uncertain if asked.section == "resources"] == [
        ("several_amounts", "resources.0")
    ]


@pytest.mark.parametrize(
    ("description", "formula"),
    [
        ("clicks / emails delivered × 100", "clicks / emails delivered * 100"),
        ("Clics ÷ e-mails remis", "Clics / e-mails remis"),
        ("What people say of us in the shops and/or on the telephone.", None),
    ],
)
def test_a_quotient_that_is_the_whole_description_is_a_formula_over_its_own_words(description, formula):
    metric = read(f"## Metrics\n\n### Warmth of the letters\n\n**Description:** {description}\n").metrics[0]
    assert metric.formula == formula
