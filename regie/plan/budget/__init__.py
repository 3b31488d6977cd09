"""What the budget does by itself: envelopes that grow from the charter, finance that is asked, the pace of spending, the monthly
question about what is not invoiced, and figures of spend for the metrics. Nouns and their verbs are in `plan.models`."""
