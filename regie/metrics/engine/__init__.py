"""Formulas, rules and their evaluation: pure Python and arrays, no model, no request.

`formula` compiles, `arrays` adds figures up, `rule` judges, `backtest` says what a rule would have done."""
