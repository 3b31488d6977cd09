"""From `make up` on a prepared machine to the first page, and what the server then weighs."""

import http.client
import json
import os
import re
import signal
import socket
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import psutil

DATABASES = False
ROOT = Path(__file__).resolve().parent.parent
TIMES = 3
PATIENCE = 300


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="regie-startup-") as home:
        first, _work, _weight = start(home)  # makes the tables and the demo
        runs = [start(home) for _ in range(TIMES)]
    say("startup_first_time_with_demo", first, "s", 1)
    say("startup_prepared_to_first_page", statistics.median(seconds for seconds, _work, _weight in runs), "s", TIMES)
    say("startup_prepared_processor_time", statistics.median(work for _seconds, work, _weight in runs), "s", TIMES)
    say("memory_of_the_server", max(weights["server"] for _seconds, _work, weights in runs), "MB", TIMES)
    say("memory_of_the_worker", max(weights["worker"] for _seconds, _work, weights in runs), "MB", TIMES)


def start(home: str) -> tuple[float, float, dict[str, float]]:
    """Seconds until the page behind the printed address has come, by the clock and of processors; megabytes by part."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"REGIE_HOME": home}
    for name in ("REGIE_ADDRESS", "REGIE_DATABASE"):
        environment.pop(name, None)
    began = time.monotonic()
    command = ["make", "--no-print-directory", "up", f"ARGS=--port {port}"]
    up = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        follow(address_in(up))
        seconds = time.monotonic() - began
        return seconds, worked(up.pid), weigh(up.pid)
    finally:
        os.killpg(up.pid, signal.SIGTERM)
        up.wait(timeout=30)


def address_in(up: subprocess.Popen) -> str:
    deadline = time.monotonic() + PATIENCE
    assert up.stdout
    for line in up.stdout:
        if found := re.search(r"http://\S+", line):
            return found[0]
        if time.monotonic() > deadline:
            break
    raise SystemExit("make up printed no address")


def follow(address: str) -> None:
    """Open the address as a browser would, until a page comes."""
    cookies: dict[str, str] = {}
    for _hop in range(6):
        parts = urlsplit(address)
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
        sent = "; ".join(f"{name}={value}" for name, value in cookies.items())
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", path, headers={"Cookie": sent, "Host": parts.netloc})
        answer = connection.getresponse()
        answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _equals, rest = value.partition("=")
                cookies[key] = rest.split(";")[0]
        if answer.status == 200:
            return
        if answer.status not in (301, 302, 303):
            raise SystemExit(f"{address} answers {answer.status}")
        location = answer.headers["Location"]
        address = location if location.startswith("http") else f"{parts.scheme}://{parts.netloc}{location}"
    raise SystemExit(f"{address} leads on and on")


def worked(pid: int) -> float:
    """Seconds of processor of a process and all that it started, those that have ended too."""
    whole = psutil.Process(pid)
    times = [each.cpu_times() for each in (whole, *whole.children(recursive=True))]
    return sum(each.user + each.system + each.children_user + each.children_system for each in times)


def weigh(pid: int) -> dict[str, float]:
    weights = {"server": 0.0, "worker": 0.0}
    for child in psutil.Process(pid).children(recursive=True):
        try:
            words, megabytes = " ".join(child.cmdline()), child.memory_info().rss / 1e6
        except psutil.Error:
            continue
        if "granian" in words:
            weights["server"] += megabytes
        elif "worker" in words:
            weights["worker"] += megabytes
    return weights


def say(name: str, value: float, unit: str, n: int) -> None:
    print(json.dumps({"name": name, "value": round(value, 2), "unit": unit, "n": n, "database": "sqlite"}), flush=True)


if __name__ == "__main__":
    main()
