"""The charter of a domain: read from a text, kept in versions, consented to, and alive.

It knows no metric and no review: higher rooms hang things on its lines through `charter.hooks`.
Nouns: charter, version, line, reading, consent."""
