"""`regie up`: the server and the worker in one go, and one address to open."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser, BooleanOptionalAction, Namespace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regie.cli import leash

HELP = gettext_lazy("serve Régie on this machine and print the address to open")
GRACE = 6
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
    arguments, _rest = parser.parse_known_args(argv)
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(arguments.host, arguments.host)  # noqa: S104
    from regie import settings

    if not settings.setting("REGIE_ADDRESS"):
        os.environ["REGIE_ADDRESS"] = settings.SITE_ADDRESS = f"http://{shown}:{arguments.port}"
        settings.CSRF_TRUSTED_ORIGINS = [settings.SITE_ADDRESS]
        settings.BEHIND_TLS = False


def needs_database(arguments: Namespace) -> bool:
    refuse_taken_port(arguments.host, arguments.port)
    return True


def run(arguments: Namespace) -> int:
    if arguments.demo:
        fill_empty_instance()
    children = Children(arguments)
    children.start_server()
    signal.signal(signal.SIGTERM, children.stop)
    signal.signal(signal.SIGINT, children.stop)
    address = first_address()  # while the server loads: both cost about a second
    if not answers(arguments.host, arguments.port, children.server):
        children.stop()
        return children.wait() or 1
    tell(address, arguments.open)
    children.start_worker()
    return children.wait()


def refuse_taken_port(host: str, port: int) -> None:

    from regie.lib.commands import Refused

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refused(
                _("Port %(port)s is not free (%(error)s): stop what uses it, or choose another with --port.")
                % {"port": port, "error": error.strerror}
            ) from None


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


class Children:
    """The server and the worker: they start, stop and are looked after together."""

    def __init__(self, arguments: Namespace) -> None:
        self.arguments = arguments
        self.stopping = False
        self.worker_starts: list[float] = []
        self.server: subprocess.Popen
        self.worker: subprocess.Popen | None = None

    def start_server(self) -> None:
        asked = self.arguments
        options = ["--interface", "wsgi", "--host", asked.host, "--port", str(asked.port), "--no-ws"]
        sizes = ["--workers", str(asked.workers), "--blocking-threads", str(asked.threads), "--backlog", "512"]
        quiet = ["--log-level", "warning", "--respawn-failed-workers", "--workers-kill-timeout", "3"]
        self.server = self._spawn("-m", "granian", *options, *sizes, *quiet, "regie.wsgi:application")

    def start_worker(self) -> None:
        self.worker_starts.append(time.monotonic())
        self.worker = self._spawn("-m", "regie.cli", "worker", "--with-parent", str(os.getpid()))

    def _spawn(self, *command: str) -> subprocess.Popen:
        # In a group of their own, so that Ctrl-C reaches them once, through us.
        environment = os.environ | {leash.PARENT: str(os.getpid())}
        return subprocess.Popen([sys.executable, *command], start_new_session=True, env=environment)

    def stop(self, *_signal) -> None:
        self.stopping = True
        for child in (self.server, self.worker):
            if child is not None and child.poll() is None:
                child.terminate()

    def wait(self) -> int:
        """Until we are stopped or the server ends; a worker that dies is started again."""
        while not self.stopping and self.server.poll() is None:
            if self.worker is not None and self.worker.poll() is not None:
                recent = [start for start in self.worker_starts if time.monotonic() - start < 60]
                time.sleep(min(len(recent), 10))
                if not self.stopping:
                    self.start_worker()
            time.sleep(0.2)
        wanted = self.stopping
        self.stop()
        deadline = time.monotonic() + GRACE
        for child in filter(None, (self.server, self.worker)):
            try:
                child.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        return 0 if wanted else (self.server.returncode or 1)


def answers(host: str, port: int, server: subprocess.Popen, patience: float = 60) -> bool:
    """True as soon as the server answers a request, False when it ends before."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and server.poll() is None:
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
