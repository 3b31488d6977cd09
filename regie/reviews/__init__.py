"""Reviews that decide: drivers, series, agendas, minutes, decisions, criteria.

What an agenda collects comes from sources that register themselves in `reviews.sources`.
Nouns: driver, series, review, agenda item, minute, decision, follow-up, criterion."""
