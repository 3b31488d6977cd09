"""A backup carries everything between machines and between kinds of databases, or changes nothing."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent
NAME = "Inès «\u00a0Carvalho\u00a0»\u202f! 名前"

SEED = f"""
from regie.cli import set_up
set_up()
from regie.cli.home import bring_up_to_date
bring_up_to_date()
from django.conf import settings
from regie.journal.models import record
from regie.people.models import Domain, Organisation, Person
Organisation.objects.get_or_create(pk=1, defaults={{"name": "Tamarelle", "language": "fr"}})
domain = Domain.objects.create(name="Marketing", is_home=True)
person = Person.objects.create_user("ines@tamarelle.example", "a long pass phrase", name={NAME!r}, standing="lead", domain=domain)
(settings.MEDIA_ROOT / "a").mkdir(parents=True, exist_ok=True)
(settings.MEDIA_ROOT / "a" / "é.bin").write_bytes(bytes(range(256)) * 400)
"""
DOORS = """
from regie.cli import set_up
set_up()
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from regie.connect.models import FeedLink
from regie.people.models import Invitation, OpenLink, Person, SignInLink
person = Person.objects.get()
session = SessionStore()
session["_auth_user_id"] = str(person.pk)
session.create()
UserSession.objects.create(user=person, session_key=session.session_key, ip="127.0.0.1", user_agent="Firefox")
Invitation.invite("theo@tamarelle.example", by=person, standing="member")
link = SignInLink.make(person, SignInLink.Way.LETTER).rstrip("/").rsplit("/", 1)[-1]
feed = FeedLink.make("reviews", by=person)[1]
open_link = OpenLink.give("x.y", person.domain, by=person).token
for secret in (settings.SECRET_KEY, session.session_key, link, feed, open_link):
    print(secret)
"""
READ = """
from regie.cli import set_up
set_up()
from django.conf import settings
from regie.people.models import Person
person = Person.objects.get()
new = Person.objects.create_user("new@tamarelle.example", name="New")
print(person.name, person.check_password("a long pass phrase"), person.domain.name, new.pk > person.pk)
print((settings.MEDIA_ROOT / "a" / "é.bin").read_bytes() == bytes(range(256)) * 400)
"""


class Instance:
    """An instance of its own, in its own processes."""

    def __init__(self, home: Path, database: str = "") -> None:
        self.environment = os.environ | {"REGIE_HOME": str(home), "REGIE_DATABASE": database, "LANG": "C.UTF-8"}
        self.environment |= {"PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "regie.settings", "PYTHONIOENCODING": "utf-8"}
        for name in ("LC_ALL", "LC_MESSAGES"):
            self.environment.pop(name, None)

    def _run(self, *command: object) -> subprocess.CompletedProcess:
        words = [sys.executable, *(str(word) for word in command)]
        return subprocess.run(words, cwd=ROOT, env=self.environment, capture_output=True, text=True, encoding="utf-8")

    def regie(self, *words: object) -> subprocess.CompletedProcess:
        return self._run("-m", "regie.cli", *words)

    def python(self, code: str) -> str:
        done = self._run("-c", code)
        assert done.returncode == 0, done.stderr
        return done.stdout


def manifest(path: Path) -> dict:
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("manifest.json"))


def emails(home: Path) -> list[str]:
    with closing(sqlite3.connect(home / "regie.sqlite3")) as database:
        return [email for (email,) in database.execute("SELECT email FROM people_person")]


def same(one: Path, other: Path) -> None:
    """Checksums of every table and file agree."""
    before, after = manifest(one), manifest(other)
    differing = {label for label, about in before["tables"].items() if after["tables"][label] != about}
    assert not differing
    assert before["files"] == after["files"]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("archive")


@pytest.fixture(scope="module")
def backup(home):
    """A backup of a small SQLite instance."""
    instance = Instance(home / "first")
    instance.python(SEED)
    done = instance.regie("backup", home / "first.zip")
    assert done.returncode == 0, done.stderr
    return home / "first.zip"


def test_a_backup_restored_elsewhere_is_the_same_instance(backup, tmp_path):
    there = Instance(tmp_path / "there")
    assert there.regie("restore", backup).returncode == 0
    assert there.regie("backup", tmp_path / "again.zip").returncode == 0
    same(backup, tmp_path / "again.zip")
    assert there.python(READ).splitlines() == [f"{NAME} True Marketing True", "True"]


@pytest.mark.skipif(not os.environ.get("REGIE_DATABASE", "").startswith("postgres"), reason="runs with PostgreSQL")
def test_a_backup_goes_to_postgresql_and_back(backup, tmp_path):
    over = Instance(tmp_path / "over", os.environ["REGIE_DATABASE"])
    done = over.regie("restore", "--replace", backup)
    assert done.returncode == 0, done.stderr
    assert over.regie("backup", tmp_path / "over.zip").returncode == 0
    same(backup, tmp_path / "over.zip")
    assert over.python(READ).splitlines() == [f"{NAME} True Marketing True", "True"]
    back = Instance(tmp_path / "back")
    assert back.regie("restore", tmp_path / "over.zip").returncode == 0
    assert back.python(READ).splitlines() == [f"{NAME} True Marketing True", "True"]


def test_a_backup_holds_no_key_and_no_open_door(backup):
    tables = set(manifest(backup)["tables"])
    assert "people.Person" in tables
    assert not tables & {
        "sessions.Session",
        "usersessions.UserSession",
        "people.SignInLink",
        "socialaccount.SocialApp",
        "socialaccount.SocialToken",
    }
    with zipfile.ZipFile(backup) as archive:
        assert not [name for name in archive.namelist() if "secret" in name or name.endswith(".env")]
    assert backup.stat().st_mode & 0o077 == 0


def test_no_key_of_an_open_door_stands_in_a_backup(tmp_path):
    instance = Instance(tmp_path / "open")
    instance.python(SEED)
    secrets = instance.python(DOORS).split()
    assert len(secrets) == 5
    assert instance.regie("backup", tmp_path / "open.zip").returncode == 0
    with zipfile.ZipFile(tmp_path / "open.zip") as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"theo@tamarelle.example" in whole
    assert not [secret for secret in secrets if secret.encode() in whole]


def test_what_an_instance_holds_is_not_overwritten_unasked(backup, home):
    done = Instance(home / "first").regie("restore", backup)
    assert done.returncode == 1
    assert "--replace" in done.stderr
    assert "1 person" in done.stderr


@pytest.mark.parametrize("fault", ["cut", "changed", "not ours", "newer"])
def test_a_backup_that_is_not_whole_changes_nothing(backup, home, tmp_path, fault):
    bad = tmp_path / "bad.zip"
    if fault == "cut":
        bad.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])
    elif fault == "not ours":
        bad.write_bytes(b"%PDF-1.7 something else")
    else:
        with zipfile.ZipFile(backup) as source, zipfile.ZipFile(bad, "w") as target:
            for name in source.namelist():
                content = source.read(name)
                if fault == "changed" and name == "tables/people.Person.jsonl":
                    content = content.replace(b"ines@", b"eves@")
                if fault == "newer" and name == "manifest.json":
                    content = json.dumps(json.loads(content) | {"format": 99, "version": "9.0"}).encode()
                target.writestr(name, content)
    done = Instance(home / "first").regie("restore", "--replace", bad)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert emails(home / "first") == ["ines@tamarelle.example"]
