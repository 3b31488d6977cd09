"""Keys of doors stay out of the log."""

import logging
import sys

import pytest

from regie.lib.discretion import Calm, Discreet

KEY = "9XjZUZj7NszGdlNYJm4N8ysz0Jdk4wgBykt6Vpl5Yn8"


@pytest.mark.parametrize("door", ["/account/link/", "/account/invitation/", "/account/open/", "/account/password/reset/key/"])
def test_a_door_is_named_without_its_key(door):
    record = logging.LogRecord("django.request", 30, "", 1, "%s: %s", ("Gone", f"{door}{KEY}/"), None)
    Discreet().filter(record)
    assert record.getMessage() == f"Gone: {door}…/"


def test_a_feed_is_named_without_its_key():
    record = logging.LogRecord("x", 30, "", 1, f"Not Found: /connect/feeds/{KEY}.ics", None, None)
    Discreet().filter(record)
    assert KEY not in record.getMessage()


def test_a_failure_is_told_without_the_key():
    try:
        raise ValueError(f"http://house/account/link/{KEY}/")
    except ValueError as error:
        record = logging.LogRecord("x", 40, "", 1, "Failed", None, (type(error), error, error.__traceback__))
    Discreet().filter(record)
    assert KEY not in logging.Formatter().format(record)
    assert "ValueError" in logging.Formatter().format(record)


def test_what_is_no_door_is_told_as_it_is():
    record = logging.LogRecord("x", 30, "", 1, "Not Found: %s", ("/metrics/customer_acquisition_cost/",), None)
    Discreet().filter(record)
    assert record.getMessage() == "Not Found: /metrics/customer_acquisition_cost/"


def test_what_is_refused_makes_one_line_and_what_broke_says_where():
    refused = _record("Forbidden (Permission denied): %s", "/journal/")
    refused.status_code, refused.exc_info = 403, _fault()
    broken = _record("Internal Server Error: %s", "/journal/")
    broken.status_code, broken.exc_info = 500, _fault()
    for each in (refused, broken):
        assert Calm().filter(each)
    assert refused.exc_info is None
    assert broken.exc_info is not None


def _record(said: str, *words: str) -> logging.LogRecord:
    return logging.LogRecord("django.request", logging.WARNING, __file__, 1, said, words, None)


def _fault():
    try:
        raise PermissionError
    except PermissionError:
        return sys.exc_info()
