"""The one log: what happened, who hears of it, what people say about it, the files they bring.

It knows no room. A room names its verbs in `journal.verbs` and calls `journal.record`.
Nouns: event, notification, comment, file."""
