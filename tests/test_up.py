"""`regie up` on a hard day: asked for twice, its port taken, its server killed, told to stop."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil
import pytest

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 120  # seconds: only what hangs needs them


def _environment(home: Path) -> dict[str, str]:
    kept = {
        key: value for key, value in os.environ.items() if key not in {"LC_ALL", "LC_MESSAGES", "REGIE_ADDRESS", "REGIE_DATABASE"}
    }
    return kept | {
        "REGIE_HOME": str(home),
        "LANG": "C.UTF-8",
        "PYTHONIOENCODING": "utf-8",
        "DJANGO_SETTINGS_MODULE": "regie.settings",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _regie(home: Path, *words: object) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "regie.cli", *(str(word) for word in words)]
    return subprocess.run(
        command, cwd=ROOT, env=_environment(home), capture_output=True, text=True, timeout=PATIENCE, check=False
    )


class Up:
    def __init__(self, home: Path, port: int) -> None:
        self.said = home.parent / "said"
        command = [sys.executable, "-m", "regie.cli", "up", "--port", str(port)]
        with self.said.open("w") as out:
            self.process = subprocess.Popen(command, cwd=ROOT, env=_environment(home), stdout=out, stderr=subprocess.STDOUT)

    def says(self, words: str, patience: float = PATIENCE) -> str:
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if words in (said := self.said.read_text("utf8")):
                return said
            time.sleep(0.1)
        raise AssertionError(f"{words!r} was not said in {self.said.read_text('utf8')!r}")

    def children(self, kind: str) -> list[psutil.Process]:
        return [child for child in psutil.Process(self.process.pid).children() if kind in " ".join(child.cmdline())]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("up") / "home"


@pytest.fixture(scope="module")
def port():
    return _free_port()


@pytest.fixture(scope="module")
def up(home, port):
    started = Up(home, port)
    yield started
    if started.process.poll() is None:
        started.process.kill()


def test_the_address_is_a_name_for_which_browsers_keep_passkeys(up, port):
    said = up.says("Stop with Ctrl-C")
    address = re.search(r"http://\S+", said)[0]
    assert address.startswith(f"http://localhost:{port}/account/link/")
    assert urllib.request.urlopen(address, timeout=PATIENCE).status == 200


def test_a_second_one_says_where_the_first_answers_and_does_no_harm(up, home, port):
    up.says("Stop with Ctrl-C")
    again = _regie(home, "up", "--port", _free_port())
    assert again.returncode == 1
    assert f"runs already for this folder: open http://localhost:{port}." in again.stderr
    other = _regie(home.parent / "another", "up", "--port", port)
    assert other.returncode == 1
    assert f"Port {port} is not free" in other.stderr
    assert up.process.poll() is None


def test_a_server_that_is_killed_is_started_again_and_one_hears_of_it(up, port):
    up.says("Stop with Ctrl-C")
    up.children("granian")[0].kill()
    up.says("The server ended (signal SIGKILL); it is started again.")
    up.says("The server answers again.")
    assert urllib.request.urlopen(f"http://127.0.0.1:{port}/static/built/app.css", timeout=PATIENCE).status == 200


def test_told_to_stop_it_ends_and_leaves_nobody_behind(up, home, port):
    up.says("Stop with Ctrl-C")
    family = psutil.Process(up.process.pid).children(recursive=True)
    assert family
    up.process.send_signal(signal.SIGTERM)
    assert up.process.wait(timeout=PATIENCE) == 0
    assert not [child for child in psutil.wait_procs(family, timeout=PATIENCE)[1] if child.is_running()]
    assert (home / "running").read_text() == ""
