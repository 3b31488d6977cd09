"""Makes the house ready: packages, browser's files, compiled messages. Standard library only.

Nothing is done when nothing that matters has changed since the last time, so that it costs milliseconds.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
STAMP = VENV / ".prepared"
BUILT = ROOT / "regie" / "ui" / "static" / "built"
WATCHED = [
    "pyproject.toml",
    "uv.lock",
    "package-lock.json",
    "hatch_build.py",
    "tools/frontend.mjs",
    "tools/mo.py",
    "regie/*/js/**/*.js",
    "regie/ui/static/ui/**/*.css",
    "regie/[!u]*/static/*/*.css",
    "regie/**/locale/*/LC_MESSAGES/*.po",
]


def main() -> int:
    now = fingerprint()
    complete = (VENV / "bin" / "regie").exists() and (BUILT / "app.css").exists()
    if complete and STAMP.exists() and STAMP.read_text() == now:
        return 0
    uv = find_uv()
    if uv is None:
        return 1
    command = [*uv, "sync", "--locked"]
    if not VENV.exists():
        command += ["--python", interpreter()]
    if not (BUILT / "app.css").exists():
        command += ["--reinstall-package", "regie"]
    print("Preparing Régie: Python packages, then the browser's files…", flush=True)
    environment = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    if subprocess.run(command, cwd=ROOT, env=environment).returncode:
        print("Régie could not be prepared: the lines above say which step failed. Mend it and run make again.", file=sys.stderr)
        return 1
    STAMP.write_text(now)
    return 0


def fingerprint() -> str:
    """Changes when a file that the build reads changes."""
    digest = hashlib.sha256(sys.platform.encode())
    for pattern in WATCHED:
        for path in sorted(ROOT.glob(pattern)):
            known = path.stat()
            digest.update(f"{path.relative_to(ROOT)} {known.st_mtime_ns} {known.st_size}\n".encode())
    return digest.hexdigest()


def interpreter() -> str:
    """The Python that runs this, not a virtual environment's copy of its name."""
    base = getattr(sys, "_base_executable", None) or sys.executable
    return base if Path(base).exists() else str(Path(sysconfig.get_config_var("BINDIR")) / "python3")


def find_uv() -> list[str] | None:
    """A uv that runs: on the path, or our own in `.tools`, installed with pip at need."""
    for candidate in (str(TOOLS / "bin" / "uv"), shutil.which("uv")):
        if candidate and works([candidate, "--version"]):
            return [candidate]
    print("Installing uv into .tools…", flush=True)
    try:
        if not works([str(TOOLS / "bin" / "python"), "-m", "pip", "--version"]):
            venv.create(TOOLS, with_pip=True, clear=True)
        subprocess.run([TOOLS / "bin" / "python", "-m", "pip", "install", "--quiet", "uv"], check=True)
    except (OSError, subprocess.CalledProcessError):
        print(
            "Régie needs uv, and it could not be installed here: install uv (or, on Debian, python3-venv), then run make again.",
            file=sys.stderr,
        )
        return None
    return [str(TOOLS / "bin" / "uv")]


def works(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


if __name__ == "__main__":
    sys.exit(main())
