"""Rules of the house that no room may break."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "regie"

# From the bottom up; rooms on one line do not know each other.
FLOORS = [
    ["lib"],
    ["ui"],
    ["journal"],
    ["people"],
    ["charter"],
    ["metrics"],
    ["work"],
    ["objectives"],
    ["plan"],
    ["reviews"],
    ["reports"],
    ["connect"],
    ["desk"],
    ["demo"],
]
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
LONGEST = 400

# Read as text, or made elsewhere: their length is not ours to keep.
LONG_BY_NATURE = {".po", ".lock", ".json", ".svg", ".png", ".woff2", ".md"}


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def imported_rooms(path: Path) -> set[str]:
    """Rooms that a file imports, wherever in the file it does so."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("regie.") and len(name.split(".")) > 1}
    return found & set(FLOOR)


def test_a_room_imports_only_rooms_below_it():
    wrong = []
    for room, floor in FLOOR.items():
        for path in sorted((HOUSE / room).rglob("*.py")):
            if "tests" in path.parts or "migrations" in path.parts:
                continue
            above = {other for other in imported_rooms(path) if other != room and FLOOR[other] >= floor}
            wrong += [f"{path.relative_to(ROOT)} imports {other}" for other in sorted(above)]
    assert not wrong, "\n".join(wrong)


def test_every_room_has_its_floor():
    rooms = {path.parent.name for path in HOUSE.glob("*/apps.py")} | {"lib"}
    assert rooms == set(FLOOR)


def test_every_room_says_what_it_is():
    for room in FLOOR:
        said = ast.get_docstring(ast.parse((HOUSE / room / "__init__.py").read_text(encoding="utf-8"))) or ""
        assert 1 <= len(said.splitlines()) <= 8, f"regie/{room}/__init__.py should say in a few lines what it is and is not"


def templates() -> list[Path]:
    return sorted(HOUSE.glob("*/templates/**/*.html"))


INLINE = re.compile(
    r"""\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*["']|javascript:|hx-on|<script(?![^>]*\bsrc=)(?![^>]*application/json)"""
)
# Letters are read in mail programs, which know no style sheets.
LETTERS = ("email", "letter")


def test_no_template_carries_a_script_or_a_style():
    wrong = []
    for path in templates():
        if any(word in part for part in path.parts for word in LETTERS):
            continue
        text = re.sub(r"{#.*?#}|{% comment.*?endcomment %}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        wrong += [f"{path.relative_to(ROOT)}: {match[0].strip()}" for match in INLINE.finditer(text)]
    assert not wrong, "\n".join(wrong)


def test_no_two_rooms_draw_the_same_class():
    """All sheets are one in the browser: a second room's rule would reach into the pages of the first."""
    drawn: dict[str, set[str]] = {}
    for path in sorted(HOUSE.glob("*/static/*/*.css")):
        room = path.relative_to(HOUSE).parts[0]
        for name in re.findall(r"^\.([a-z][a-z0-9-]*) \{", path.read_text(encoding="utf-8"), re.MULTILINE):
            drawn.setdefault(name, set()).add(room)
    wrong = [f".{name}: {', '.join(sorted(rooms))}" for name, rooms in drawn.items() if len(rooms - {"ui"}) > 1]
    assert not wrong, "\n".join(wrong)


def test_no_template_takes_the_name_of_the_words_for_scripts():
    wrong = [
        path for path in templates() if 'id="words"' in path.read_text(encoding="utf-8") and not path.stem.startswith("words")
    ]
    assert not wrong, "scripts look for their words under that id"


def test_no_page_loads_anything_from_elsewhere():
    wrong = []
    elsewhere = re.compile(r"""(?:src|href|action|url\()\s*=?\s*["']?(https?:)?//(?!www\.w3\.org)[^"'\s)]+""")
    for path in [*templates(), *HOUSE.glob("*/static/*/**/*.css"), *HOUSE.glob("*/js/**/*.js")]:
        if "built" in path.parts:
            continue
        for match in elsewhere.finditer(path.read_text(encoding="utf-8")):
            if not match[0].startswith("href") or "<link" in match[0]:
                wrong.append(f"{path.relative_to(ROOT)}: {match[0]}")
    assert not wrong, "\n".join(wrong)


def test_no_third_party_file_is_committed():
    names = [path.relative_to(ROOT).as_posix() for path in tracked()]
    foreign = re.compile(r"\.min\.(js|css)$|\.woff2?$|\.ttf$|(^|/)(node_modules|vendor|built)/|\.whl$|\.mo$")
    assert not [name for name in names if foreign.search(name)]


def test_no_file_is_longer_than_one_can_read():
    long = {}
    for path in tracked():
        if path.suffix in LONG_BY_NATURE or "migrations" in path.parts or path.name == "LICENSE":
            continue
        try:
            lines = path.read_text(encoding="utf-8").count("\n")
        except UnicodeDecodeError:
            continue
        if lines > LONGEST:
            long[path.relative_to(ROOT).as_posix()] = lines
    assert not long


def test_no_file_names_a_place_of_the_machine_it_was_written_on():
    # The work room has addresses and a folder of that name: only what lay beside the house counts.
    home = "/(?:root|work/(?:main|shared|library))(?=/)|/work/[.]|/home/(?!you|user)[a-z]+/|/tmp/(?:home|bash)"
    wrong = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        wrong += [f"{path.relative_to(ROOT)}: {match[0]}" for match in re.finditer(home, text)]
    assert not wrong, "\n".join(wrong)


def test_lock_files_name_no_private_registry():
    python = re.findall(r'registry = "([^"]+)"', (ROOT / "uv.lock").read_text(encoding="utf-8"))
    assert set(python) <= {"https://pypi.org/simple"}
    node = re.findall(r'"resolved": "(https?://[^/"]+)', (ROOT / "package-lock.json").read_text(encoding="utf-8"))
    assert set(node) <= {"https://registry.npmjs.org"}


def test_french_is_complete_and_well_set():
    done = subprocess.run(
        [sys.executable, "tools/messages.py", "check"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_migrations_say_all_that_models_say():
    command = [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "regie.settings"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", env=environment)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.django_db
def test_the_installation_checks_out():
    from django.core.checks import run_checks

    assert not [str(message) for message in run_checks()]
