"""Sheets of the plan as targets of imports: expenses and commitments, earlier campaigns, media plans.

Each says its fields (`fields.Field`), reads a row into an entry and compares entries with what stands; what is common to them
(columns, merged cells, totals among the lines, rates, writing, undoing) is here once. What is written is a `plan.Ledger`.
"""
