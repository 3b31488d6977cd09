"""`regie up`: the server and the worker in one go, and one address to open."""

import atexit
import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser, BooleanOptionalAction, Namespace
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regie.cli import leash, running
from regie.cli.home import make_folder
from regie.lib.commands import Refused

HELP = gettext_lazy("serve Régie on this machine and print the address to open")
GRACE = 6
PATIENCE = 10  # seconds that what a killed process left behind may take to end
OFTEN = 5
HOST = os.environ.get("REGIE_BIND", "127.0.0.1")
PORT = int(os.environ.get("REGIE_PORT", "8000"))


def build(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default=HOST, help=_("address to listen on"))
    parser.add_argument("--port", type=int, default=PORT, help=_("port to listen on"))
    parser.add_argument("--demo", action="store_true", help=_("fill an empty instance with the demo department"))
    parser.add_argument("--open", action=BooleanOptionalAction, default=False, help=_("open the address in the browser"))
    parser.add_argument("--workers", type=int, default=1, help=_("server processes (default 1)"))
    parser.add_argument("--threads", type=int, default=4, help=_("threads of each server process (default 4)"))


def before_settings(argv: list[str]) -> None:
    """The address that pages and letters name follows the port, unless the instance has a public one."""
    parser = ArgumentParser(add_help=False)
    parser.add_argument("--host", default=HOST)
    parser.add_argument("--port", type=int, default=PORT)
    try:
        arguments, _rest = parser.parse_known_args(argv)
    except SystemExit:  # said again, in the terminal's language, by the whole parser
        return
    running.be_known_as(f"http://{running.name_for(arguments.host, arguments.port)}:{arguments.port}")


def needs_database(arguments: Namespace) -> bool:
    from django.conf import settings

    home = Path(settings.REGIE_HOME)
    make_folder(home)
    other, last_was_lost = running.take(home, settings.SITE_ADDRESS)
    if other:
        raise Refused(
            _(
                "Régie runs already for this folder: open %(address)s. For an address that signs you in, run “regie sign-in-link EMAIL”."
            )
            % {"address": other}
        )
    atexit.register(running.leave)
    if not is_free(arguments.host, arguments.port, patience=PATIENCE if last_was_lost else 0):
        raise Refused(
            _("Port %(port)s is not free: stop what uses it, or choose another with --port.") % {"port": arguments.port}
        )
    return True


def run(arguments: Namespace) -> int:
    if arguments.demo:
        fill_empty_instance()
    children = Children(arguments)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, children.stop)
    children.start_server()
    address = first_address()  # while the server loads: both cost about a second
    if not children.answers():
        if not children.stopping:
            say(_("The server did not start; what it said stands above. Run “regie doctor”, or choose another port with --port."))
        children.end()
        return 0 if children.stopped else 1
    tell(address, arguments.open)
    children.start_worker()
    return children.wait()


def is_free(host: str, port: int, patience: float = 0) -> bool:
    """Whether one may listen there, at once or within `patience` seconds."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    deadline = time.monotonic() + patience
    while True:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise Refused(
                        _("Régie cannot listen on %(host)s, port %(port)s: %(error)s.")
                        % {"host": host, "port": port, "error": error.strerror}
                    ) from None
            else:
                return True
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)


def fill_empty_instance() -> None:
    """The demo department, in the terminal's language, where nobody is in yet."""
    from django.utils import translation

    from regie.cli import whole_parser
    from regie.lib.commands import COMMANDS
    from regie.people.models import Person

    if "demo" not in COMMANDS or Person.objects.exists():
        return
    language = translation.get_language() or "en"
    arguments = whole_parser().parse_args(["demo", "--lang", language])
    arguments.run(arguments)


def first_address() -> str:
    from regie.people.sign_in import first_link

    return first_link()


def tell(address: str, open_it: bool) -> None:
    """Print the one address, which signs the first person in."""
    import webbrowser

    print(_("Régie is ready. Open this address; it signs you in once, within a quarter of an hour:"))
    print(f"\n    {address}\n", flush=True)
    print(_("Stop with Ctrl-C. For another address, run “regie sign-in-link EMAIL”."), flush=True)
    if open_it:
        webbrowser.open(address)


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


class Children:
    """The server and the worker: they start, stop and are looked after together."""

    def __init__(self, arguments: Namespace) -> None:
        self.arguments = arguments
        self.stopping = False  # also when we gave up
        self.stopped = False  # because somebody asked
        self.server: subprocess.Popen | None = None
        self.worker: subprocess.Popen | None = None
        self.server_ends: list[float] = []
        self.worker_ends: list[float] = []

    def start_server(self) -> None:
        asked = self.arguments
        options = ["--interface", "wsgi", "--host", asked.host, "--port", str(asked.port), "--no-ws"]
        sizes = ["--workers", str(asked.workers), "--blocking-threads", str(asked.threads), "--backlog", "512"]
        quiet = ["--log-level", "warning", "--respawn-failed-workers", "--workers-kill-timeout", "3"]
        self.server = self._spawn("-m", "granian", *options, *sizes, *quiet, "regie.wsgi:application")

    def start_worker(self) -> None:
        self.worker = self._spawn("-m", "regie.cli", "worker", "--with-parent", str(os.getpid()))

    def _spawn(self, *command: str) -> subprocess.Popen:
        # In a group of their own, so that Ctrl-C reaches them once, through us.
        environment = os.environ | {leash.PARENT: str(os.getpid())}
        return subprocess.Popen([sys.executable, *command], start_new_session=True, env=environment)

    def stop(self, *_signal: object) -> None:
        self.stopping = self.stopped = True
        self._terminate()

    def _terminate(self) -> None:
        for child in (self.server, self.worker):
            if child is not None and child.poll() is None:
                child.terminate()

    def answers(self, patience: float = 60) -> bool:
        """True as soon as the server answers a request, False when it ends before or we are told to stop."""
        host, port = self.arguments.host, self.arguments.port
        near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline and not self.stopping and self.server and self.server.poll() is None:
            connection = http.client.HTTPConnection(near, port, timeout=patience)
            try:
                connection.request("HEAD", "/static/built/app.css", headers={"Host": "localhost"})
                connection.getresponse().read()
                return True
            except OSError:
                time.sleep(0.05)
            finally:
                connection.close()
        return False

    def wait(self) -> int:
        """Until we are stopped; a server or a worker that ends by itself is started again, and one hears of it."""
        while not self.stopping:
            if self.server is not None and self.server.poll() is not None:
                self._server_ended(self.server.returncode)
            if self.worker is not None and self.worker.poll() is not None:
                self._worker_ended(self.worker.returncode)
            time.sleep(0.2)
        self.end()
        return 0 if self.stopped else 1

    def end(self) -> None:
        self.stopping = True
        self._terminate()
        deadline = time.monotonic() + GRACE
        for child in filter(None, (self.server, self.worker)):
            try:
                child.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()

    def _server_ended(self, status: int) -> None:
        self.server_ends.append(time.monotonic())
        often = len([at for at in self.server_ends if time.monotonic() - at < 60])
        if often >= OFTEN:
            say(
                _(
                    "The server ended %(count)d times within a minute (%(why)s), so Régie stops. Nothing that was saved is lost: run “regie doctor”, then start again."
                )
                % {"count": often, "why": in_words(status)}
            )
            self.stopping = True
            return
        say(_("The server ended (%(why)s); it is started again.") % {"why": in_words(status)})
        if not is_free(self.arguments.host, self.arguments.port, patience=PATIENCE):
            say(_("Something else took port %(port)s meanwhile, so Régie stops.") % {"port": self.arguments.port})
            self.stopping = True
            return
        if not self.stopping:
            self.start_server()
        if self.answers():
            say(_("The server answers again."))

    def _worker_ended(self, status: int) -> None:
        self.worker_ends.append(time.monotonic())
        recent = [at for at in self.worker_ends if time.monotonic() - at < 60]
        say(_("The worker ended (%(why)s); it is started again.") % {"why": in_words(status)})
        deadline = time.monotonic() + min(len(recent), 10)
        while time.monotonic() < deadline and not self.stopping:
            time.sleep(0.1)
        if not self.stopping:
            self.start_worker()


def in_words(status: int) -> str:
    """Why a process ended, from its exit status."""
    if status < 0:
        return _("signal %(name)s") % {"name": signal.Signals(-status).name}
    return _("status %(number)d") % {"number": status}
