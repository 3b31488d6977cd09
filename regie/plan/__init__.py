"""The plan room: whom we speak to, through which channels, with which campaigns, when, and for how much money.

Nouns: channel (and its affinity with audiences), way to purchase, arena (share of voice), earlier effort; campaign, activity, event,
milestone, media line; constraint and opening (the gates before a launch); envelope, budget line, commitment, expense, rate. What is
aimed at is not here (`objectives`), nor the work that is done for it (`work`), nor the report about it (`reports`).
"""
