"""Runs the benchmarks and prints one JSON line per measure: name, value, unit, n, database.

    python bench/run.py                  all of them, on SQLite and on PostgreSQL
    python bench/run.py imports startup  only these
    python bench/run.py --database sqlite
    python bench/run.py pages --scale 0.05

A benchmark is a file beside this one. It runs in a process of its own, on an empty instance of its own
(`REGIE_HOME`, `REGIE_DATABASE`), and prints its lines; one that says `DATABASES = False` touches no
database and runs once. A benchmark that fails is said on the error stream, and the status is 1.
"""

import os
import re
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT / "tools"))

import postgres  # noqa: E402


def main() -> int:
    parser = ArgumentParser(description="Run the benchmarks.")
    parser.add_argument("names", nargs="*", help="names of files here, all by default")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], help="on this kind only")
    parser.add_argument("--scale", type=float, default=1, help="of the large instance, such as 0.05 to see what grows")
    asked = parser.parse_args()
    os.environ["REGIE_BENCH_SCALE"] = str(asked.scale)
    there = sorted(path.stem for path in HERE.glob("*.py") if path.stem not in {"run", "large", "__init__"})
    unknown = set(asked.names) - set(there)
    if unknown:
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(there)}")
    failed = []
    for name in asked.names or there:
        kinds = ["sqlite", "postgresql"] if on_databases(name) else ["sqlite"]
        failed += [f"{name} on {kind}" for kind in kinds if asked.database in (None, kind) and not measure(name, kind)]
    for name in failed:
        print(f"failed: {name}", file=sys.stderr)
    return 1 if failed else 0


def on_databases(name: str) -> bool:
    return not re.search(r"^DATABASES = False$", (HERE / f"{name}.py").read_text(encoding="utf-8"), re.MULTILINE)


def measure(name: str, kind: str) -> bool:
    """Run one benchmark on an empty instance; true when it ended well."""
    with tempfile.TemporaryDirectory(prefix="regie-bench-") as home:
        environment = os.environ | {"REGIE_HOME": home, "PYTHONPATH": str(ROOT)}
        environment.pop("REGIE_DATABASE", None)
        if kind == "sqlite":
            return run(name, environment)
        with postgres.cluster() as address:
            return run(name, environment | {"REGIE_DATABASE": address})


def run(name: str, environment: dict[str, str]) -> bool:
    prepare = "from regie.cli import set_up; set_up(); from regie.cli.home import bring_up_to_date; bring_up_to_date()"
    for command in ([sys.executable, "-c", prepare], [sys.executable, HERE / f"{name}.py"]):
        if subprocess.run(command, cwd=ROOT, env=environment).returncode:
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
