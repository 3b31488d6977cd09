"""One request to an address that a person typed: never into the own network, never followed elsewhere, never for long.

The name is looked up once and the connection goes to the address that was checked, so that a name which answers differently
the second time (DNS rebinding) leads nowhere else.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

TIMEOUT = 10
MOST = 2000  # bytes of an answer that are read


class Unreachable(Exception):
    """`sentence` says why, for people; it holds neither the path nor the query, which are secrets."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    wait: int | None = None  # seconds that the other side asks us to wait

    @property
    def is_good(self) -> bool:
        return 200 <= self.status < 300


def parts_of(address: str) -> SplitResult:
    """The parts of an address that may be called; `Unreachable` says what is wrong with it."""
    inside = settings.RELAYS_INSIDE
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError as fault:
        raise Unreachable(_("This is no web address.")) from fault
    if parts.scheme != "https" and not (inside and parts.scheme == "http"):
        raise Unreachable(_("The address has to begin with https://."))
    if not parts.hostname or parts.username or parts.password:
        raise Unreachable(_("This is no web address."))
    if port is not None and not inside and port not in {443, 8443}:
        raise Unreachable(_("Port %(port)s is not open to relays.") % {"port": port})
    return parts


def addresses_of(parts: SplitResult) -> list[str]:
    """Where the host lies; refused when any of it is in a private network."""
    host = parts.hostname or ""
    try:
        found = socket.getaddrinfo(host, parts.port or (443 if parts.scheme == "https" else 80), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise Unreachable(_("“%(host)s” is not known: look at its spelling.") % {"host": host}) from fault
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not settings.RELAYS_INSIDE and not all(_is_public(each) for each in addresses):
        raise Unreachable(_("“%(host)s” lies in a private network: relays only leave it.") % {"host": host})
    return addresses


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        ip = ip.ipv4_mapped or ip.sixtofour or ip
    return ip.is_global and not ip.is_multicast


def post(address: str, body: bytes, headers: dict[str, str], *, timeout: float = TIMEOUT) -> Answer:
    """POST once; an answer of any status is an answer, silence is `Unreachable`."""
    parts = parts_of(address)
    there = addresses_of(parts)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = _connection(parts, there[0], timeout)
    try:
        connection.request("POST", path, body=body, headers={"Host": parts.netloc, "User-Agent": "Regie", **headers})
        answer = connection.getresponse()
        text = answer.read(MOST).decode("utf-8", "replace")
        wait = answer.getheader("Retry-After", "")
        return Answer(answer.status, text, min(int(wait), 3600) if wait.isdigit() else None)
    except TimeoutError as fault:
        raise Unreachable(_("No answer within %(seconds)s seconds.") % {"seconds": int(timeout)}) from fault
    except ssl.SSLError as fault:
        raise Unreachable(_("Its certificate does not hold.")) from fault
    except (OSError, http.client.HTTPException) as fault:
        raise Unreachable(_("No connection to “%(host)s”.") % {"host": parts.hostname}) from fault
    finally:
        connection.close()


class _Pinned(http.client.HTTPSConnection):
    """TLS for the host that was asked, on the address that was checked."""

    def __init__(self, host: str, there: str, port: int, timeout: float) -> None:
        self.tls = ssl.create_default_context()
        super().__init__(host, port, timeout=timeout, context=self.tls)
        self.there = there

    def connect(self) -> None:
        plain = socket.create_connection((self.there, self.port), self.timeout)
        self.sock = self.tls.wrap_socket(plain, server_hostname=self.host)


def _connection(parts: SplitResult, there: str, timeout: float) -> http.client.HTTPConnection:
    if parts.scheme == "https":
        return _Pinned(parts.hostname or "", there, parts.port or 443, timeout)
    return http.client.HTTPConnection(there, parts.port or 80, timeout=timeout)
