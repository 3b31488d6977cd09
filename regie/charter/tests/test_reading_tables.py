"""Metrics that a text gives as a table."""

from regie.charter.reading import read

TABLE = """# Marketing

## {title}

| {name} | {formula} | {threshold} | {owner} | {often} | Outil |
|---|---|---|---|---|---|
| **Satisfaction (CSAT)** | positives / answers × 100 | {when} | Service desk | {month} | Mailchimp |
| Visits | visits | < 300 | Inès | {month} | |
| Leads | leads | {year} | — | {month} | |
"""
FRENCH = dict(
    title="Indicateurs clés", name="Indicateur", formula="Formule", threshold="Seuil", owner="Responsable", often="Fréquence",
    when="Alerter si inférieur à 85 % pendant deux mois consécutifs", month="mensuel",
    year="Agir si le nombre est inférieur à celui de l'an dernier",
)  # fmt: skip
ENGLISH = dict(
    title="Key metrics", name="Metric", formula="Formula", threshold="Threshold", owner="Owner", often="Frequency",
    when="Act if below 85 % for two months in a row", month="monthly", year="Act if the number is below last year's",
)  # fmt: skip


def test_a_row_of_a_table_is_a_metric_with_its_formula_threshold_and_owner():
    for words in (FRENCH, ENGLISH):
        reading = read(TABLE.format(**words).encode(), "charter.md")
        satisfaction, visits, leads = reading.metrics
        assert (satisfaction.name, satisfaction.code, satisfaction.line) == ("Satisfaction (CSAT)", "CSAT", 7)
        assert (satisfaction.formula, satisfaction.owner, satisfaction.measured) == (
            "positives / answers × 100",
            "Service desk",
            "monthly",
        )
        (rule,) = satisfaction.thresholds
        assert (rule.compare, rule.op, rule.amount, rule.periods) == ("constant", "<", 85, 2)
        assert "Mailchimp" in satisfaction.text  # a column that is no field is kept
        assert (visits.thresholds[0].op, visits.thresholds[0].amount, visits.owner) == ("<", 300, "Inès")
        assert leads.owner is None


def test_a_comparison_with_last_year_is_asked_for_what_is_counted_by_month():
    for words in (FRENCH, ENGLISH):
        reading = read(TABLE.format(**words).encode(), "charter.md")
        assert reading.metrics[2].thresholds[0].reason == "which_year"
        assert "which_year" in [question.code for question in reading.uncertain]


def test_a_table_whose_columns_are_not_those_of_metrics_stays_a_note():
    reading = read(
        b"# Marketing\n\n## Key responsibilities\n\n- Tell the story\n\n## Key metrics\n\n| When | Where |\n|---|---|\n| Monday | Hall |\n",
        "charter.md",
    )
    assert reading.metrics == []
    assert any("Monday" in note.text for note in reading.notes)
