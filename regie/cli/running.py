"""One `regie up` at a time for an instance, and the address under which it can be reached meanwhile."""

import fcntl
import os
import socket
from pathlib import Path
from typing import IO

NAME = "running"  # in REGIE_HOME: locked by the one that runs, empty when none does
_held: list[IO[str]] = []


def take(home: Path, address: str) -> tuple[str, bool]:
    """Be the one that runs, until this process ends or calls `leave`.

    Returns the address of another that runs already ("" when we are the one), and whether the last one ended
    without a word: what it started may need a moment to end too.
    """
    file = (home / NAME).open("a+", encoding="utf8")
    file.seek(0)
    said = file.read().strip()
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return said or address, False
    _write(file, address)
    _held.append(file)
    return "", bool(said)


def leave() -> None:
    while _held:
        file = _held.pop()
        _write(file, "")
        file.close()


def _write(file: IO[str], address: str) -> None:
    file.truncate(0)
    file.write(address)
    file.flush()


def address_at(home: Path) -> str:
    """Where the instance that runs now is reached; "" when none runs."""
    try:
        with (home / NAME).open("r", encoding="utf8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return file.read().strip()
    except OSError:
        pass
    return ""


def be_known_as(address: str) -> None:
    """Before the settings are used: pages and letters name `address`, unless the instance has a public one."""
    from regie import settings

    if not address or settings.setting("REGIE_ADDRESS"):
        return
    os.environ["REGIE_ADDRESS"] = settings.SITE_ADDRESS = address
    settings.CSRF_TRUSTED_ORIGINS = [settings.SITE_ADDRESS]
    settings.BEHIND_TLS = False


def name_for(host: str, port: int) -> str:
    """The name by which a browser on this machine reaches `host`: “localhost” where it does, as browsers keep passkeys for names only."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    if near in {"127.0.0.1", "::1", "localhost"}:
        other = "::1" if near == "127.0.0.1" else "127.0.0.1"
        # Browsers try both addresses of the name: whoever listens on the other one would answer in our place.
        if near == "localhost" or (_means(near) and not _listens(other, port)):
            return "localhost"
    return f"[{near}]" if ":" in near else near


def _means(address: str) -> bool:
    try:
        return address in {found[4][0] for found in socket.getaddrinfo("localhost", None)}
    except OSError:
        return False


def _listens(address: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(0.2)
        return probe.connect_ex((address, port)) == 0
