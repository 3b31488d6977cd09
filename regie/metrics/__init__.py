"""Measures and their figures, metrics and their thresholds, breaches.

Formulas and rules are computed by `metrics.engine`, pure Python that knows no database.
Nouns: measure, series, figure, batch, metric, threshold, breach."""
