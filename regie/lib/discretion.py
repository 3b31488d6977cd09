"""What a log may not keep: the part of an address that opens a door."""

import logging
import re

# Sign-in, invitation and outsiders’ links, private feeds, password letters, surveys, seats: all that follows is the key.
_DOORS = re.compile(
    r"(/account/(?:link|invitation|open|confirm-email)/|/account/password/reset/key/|/connect/feeds/|/objectives/(?:answer|seats)/)"
    r"[^/\s\"'?]{12,}"
)


def without_keys(text: str) -> str:
    return _DOORS.sub(r"\1…", text)


class Calm(logging.Filter):
    """What the house refuses is no fault of its own: one line, where Django writes the whole way to a 403."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", 500) < 500:
            record.exc_info, record.exc_text = None, None
        return True


class Discreet(logging.Filter):
    """Takes the keys out of what is logged, the request's own path included."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if (plain := without_keys(said)) != said:
            record.msg, record.args = plain, None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = without_keys(record.exc_text)
        return True
