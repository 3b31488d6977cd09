"""What holds for every test, wherever it lies: nothing leaves this machine, work is done at once."""

from __future__ import annotations

import os
import socket

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

# A slow machine is no fault of a property. Where CI is set the same examples come each time, and fewer of them.
hypothesis_settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.register_profile("gate", hypothesis_settings.get_profile("house"), max_examples=40, derandomize=True)
hypothesis_settings.load_profile("gate" if os.environ.get("CI") else "house")

_connect = socket.socket.connect


def pytest_collection_modifyitems(items):
    """What takes long begins first: two workers then end at about the same time."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """A test that reaches for another machine fails, and says whom it asked."""

    def connect(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(("127.", "::1", "localhost")):
            raise AssertionError(f"A test tried to reach {address[0]}")
        return _connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(autouse=True)
def a_home_of_its_own(tmp_path, settings):
    """Files and locks of a test go to its own folder; background work is done when it is asked for."""
    settings.REGIE_HOME = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SITE_ADDRESS = "http://testserver"
