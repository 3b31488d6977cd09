"""What the doctor looks at, one function each; none of them changes anything."""

import os
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regie.cli.home import pending_migrations
from regie.lib.leases import Leased

ROOM = 500 * 1024 * 1024  # bytes free below which an import or a backup may fail
LATE = 60  # seconds without a sign of life
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Finding:
    """`state` is good, watch (works, with a remark) or breach (must be mended)."""

    name: str
    state: str
    said: str
    mend: str = ""


def examine() -> list[Finding]:
    """All findings; what needs the database or its tables is left out where they are missing."""
    found = [*python(), *home(), *secret_key(), *front_end(), *messages(), *letters(), *clock()]
    reached = list(database())
    found += reached
    if any(finding.state == "breach" for finding in reached):
        return found
    made = list(tables())
    found += made
    if any(finding.state == "breach" for finding in made):
        return found
    return [*found, *worker(), *leases()]


def python() -> Iterator[Finding]:
    spoken = ".".join(str(number) for number in sys.version_info[:3])
    yield Finding("python", "good", _("Python %(version)s.") % {"version": spoken})


def home() -> Iterator[Finding]:
    folder = Path(settings.REGIE_HOME)
    if not folder.is_dir():
        yield Finding(
            "home", "breach", _("The folder %(home)s is missing.") % {"home": folder}, _("Run “regie up” once: it makes it.")
        )
        return
    if not os.access(folder, os.W_OK):
        said = _("The folder %(home)s cannot be written.") % {"home": folder}
        yield Finding("home", "breach", said, _("Give it to the user who runs Régie, or choose another with REGIE_HOME."))
    elif stat.S_IMODE(folder.stat().st_mode) & 0o077:
        yield Finding(
            "home",
            "breach",
            _("Other users of this machine can look into %(home)s.") % {"home": folder},
            f"chmod 700 {folder}",
        )
    else:
        yield Finding("home", "good", _("%(home)s is for its owner alone.") % {"home": folder})
    free = shutil.disk_usage(folder).free
    said = _("%(gigabytes)s GB free.") % {"gigabytes": f"{free / 1e9:.1f}"}
    yield Finding("space", "good", said) if free > ROOM else Finding("space", "breach", said, _("Make room on this disk."))


def secret_key() -> Iterator[Finding]:
    path = Path(settings.REGIE_HOME) / "secret-key"
    if not path.exists() and not os.access(path.parent, os.W_OK):
        return  # said above; asking for the key would make one
    if len(settings.SECRET_KEY) < 40:
        said = _("The secret key is shorter than 40 characters.")
        yield Finding(
            "secret key", "breach", said, _("Take REGIE_SECRET_KEY away, so that a good one is made, or give a longer one.")
        )
    elif path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
        yield Finding("secret key", "breach", _("Others can read the secret key."), f"chmod 600 {path}")
    else:
        yield Finding("secret key", "good", _("The secret key is long and kept apart."))


def front_end() -> Iterator[Finding]:
    built = ROOT / "ui" / "static" / "built"
    missing = [name for name in ("app.css", "app.js") if not (built / name).exists()]
    if missing:
        said = _("The browser’s files are not built (%(names)s).") % {"names": ", ".join(missing)}
        yield Finding("front-end", "breach", said, _("Install Régie again: with a source tree, “make setup”."))
    else:
        yield Finding("front-end", "good", _("The browser’s files are built."))


def messages() -> Iterator[Finding]:
    sources = list(ROOT.glob("**/locale/*/LC_MESSAGES/*.po"))
    stale = [
        po for po in sources if not po.with_suffix(".mo").exists() or po.with_suffix(".mo").stat().st_mtime < po.stat().st_mtime
    ]
    if stale:
        said = _("The French of %(count)d parts is not compiled.") % {"count": len(stale)}
        yield Finding("messages", "breach", said, _("Install Régie again: with a source tree, “make setup”."))
    else:
        yield Finding("messages", "good", _("The translations are compiled."))


def letters() -> Iterator[Finding]:
    if not settings.SMTP_HOST:
        said = _("No e-mail leaves: letters are written to %(folder)s.") % {"folder": settings.OUTBOX}
        yield Finding("e-mail", "watch", said, _("Set REGIE_SMTP_HOST, REGIE_SMTP_USER, REGIE_SMTP_PASSWORD and REGIE_FROM."))
    else:
        yield Finding("e-mail", "good", _("E-mail leaves through %(host)s.") % {"host": settings.SMTP_HOST})
        if settings.SITE_ADDRESS.startswith(("http://127.", "http://localhost")):
            said = _("Links in letters lead to %(address)s.") % {"address": settings.SITE_ADDRESS}
            yield Finding("address", "breach", said, _("Set REGIE_ADDRESS to the address that people open."))


def clock() -> Iterator[Finding]:
    now, built = datetime.now(UTC), datetime.fromtimestamp((ROOT / "settings.py").stat().st_mtime, UTC)
    local = timezone.localtime().strftime("%H:%M")
    said = _("It is %(time)s in %(zone)s.") % {"time": local, "zone": settings.TIME_ZONE}
    wrong = now < built and (built - now).total_seconds() > 3600
    mend = _("Set the machine’s clock: files here are from the future.") if wrong else ""
    yield Finding("clock", "breach" if wrong else "good", said, mend)


def database() -> Iterator[Finding]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
            version = cursor.fetchone()[0]
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA journal_mode")
                mode = cursor.fetchone()[0]
    except DatabaseError as error:
        said = _("The database cannot be reached: %(error)s") % {"error": str(error).strip().splitlines()[0]}
        yield Finding("database", "breach", said, _("Check REGIE_DATABASE and that the server runs."))
        return
    if connection.vendor == "sqlite":
        if mode != "wal":
            said = _("SQLite %(version)s writes in %(mode)s mode.") % {"version": version, "mode": mode}
            yield Finding(
                "database", "breach", said, _("Put REGIE_HOME on a local disk: WAL mode does not work over the network.")
            )
        else:
            yield Finding("database", "good", _("SQLite %(version)s in WAL mode.") % {"version": version})
    elif int(str(version).split(".")[0]) < 15:
        said = _("PostgreSQL %(version)s is too old.") % {"version": version}
        yield Finding("database", "breach", said, _("Move to PostgreSQL 15 or newer."))
    else:
        yield Finding("database", "good", _("PostgreSQL %(version)s.") % {"version": version})


def tables() -> Iterator[Finding]:
    pending = pending_migrations()
    if pending:
        said = ngettext(
            "%(count)d change of tables is not made yet.", "%(count)d changes of tables are not made yet.", len(pending)
        )
        yield Finding("tables", "breach", said % {"count": len(pending)}, _("Run “regie up”: it makes them."))
    else:
        yield Finding("tables", "good", _("The tables are up to date."))


def worker() -> Iterator[Finding]:
    from regie.cli.worker import last_seen

    try:
        seen = last_seen()
    except Exception as error:
        yield Finding("worker", "breach", _("The queue cannot be read: %(error)s") % {"error": error}, _("Run “regie up” once."))
        return
    if seen is None or time.time() - seen > LATE:
        said = _("No worker is running: imports, letters and reminders wait.")
        yield Finding("worker", "breach", said, _("Start “regie up”, or “regie worker” where the server runs by itself."))
    else:
        yield Finding("worker", "good", _("The worker is running."))


def leases() -> Iterator[Finding]:
    """Rows whose holder let the time run out and that nobody took again for long."""
    from django.apps import apps

    since, waiting = timezone.now() - timedelta(minutes=10), 0
    for model in apps.get_models():
        if issubclass(model, Leased):
            waiting += model._base_manager.filter(leased_until__lt=since).count()
    if waiting:
        said = ngettext(
            "%(count)d piece of work was left behind and not taken up again.",
            "%(count)d pieces of work were left behind and not taken up again.",
            waiting,
        )
        yield Finding("leases", "breach", said % {"count": waiting}, _("Start “regie worker”; if this stays, read its log."))
    else:
        yield Finding("leases", "good", _("No work was left behind."))
