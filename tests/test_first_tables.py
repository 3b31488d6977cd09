"""A new instance, whose tables are made at once, stands where one stands that went through every change of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent

DESCRIBE = """
import json, re
from django.db import connection

def plain(value):
    return sorted(map(str, value)) if isinstance(value, set | frozenset) else str(value)

told = {}
with connection.cursor() as cursor:
    for table in sorted(connection.introspection.table_names(cursor)):
        columns = connection.introspection.get_table_description(cursor, table)
        constraints = connection.introspection.get_constraints(cursor, table)
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
        told[table] = {
            "columns": sorted(
                [c.name, str(c.type_code), str(c.internal_size), bool(c.null_ok), str(c.default), str(c.collation)] for c in columns
            ),
            "constraints": sorted(
                [re.sub(r"^(fk|__unnamed_constraint)_\\d+(__)?$", "", name), json.dumps({key: plain(about[key]) for key in sorted(about)})]
                for name, about in constraints.items()
            ),
            "rows": cursor.fetchone()[0],
        }
    if connection.vendor == "sqlite":
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
        statements = cursor.fetchall()
    else:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' UNION ALL SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace")
        statements = cursor.fetchall()
    told[""] = sorted(statement for (statement,) in statements if "huey_" not in statement)
from regie.cli.home import pending_migrations
told["pending"] = pending_migrations()
print(json.dumps(told))
"""
AT_ONCE = "from regie.cli import set_up; set_up(); from regie.cli.home import bring_up_to_date; bring_up_to_date()\n"
IN_TURN = """
from regie.cli import set_up; set_up()
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""


def tables(code: str, home: Path, database: str) -> dict:
    environment = os.environ | {
        "REGIE_HOME": str(home), "REGIE_DATABASE": database, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "regie.settings",
    }  # fmt: skip
    home.mkdir()
    done = subprocess.run([sys.executable, "-c", code + DESCRIBE], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def databases():
    """Two that are empty: of PostgreSQL where the tests run with it, else SQLite's, which every instance has in its folder."""
    address = os.environ.get("REGIE_DATABASE", "")
    if not address.startswith("postgres"):
        yield "", ""
        return
    import psycopg

    names = [f"first_tables_{os.getpid()}_{way}" for way in ("at_once", "in_turn")]
    with psycopg.connect(address, autocommit=True) as server:
        for name in names:
            server.execute(f'CREATE DATABASE "{name}"')
        parts = urlsplit(address)
        yield tuple(urlunsplit(parts._replace(path=f"/{name}")) for name in names)
        for name in names:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_tables_made_at_once_are_those_that_all_changes_lead_to(databases, tmp_path):
    at_once, in_turn = databases
    there = tables(AT_ONCE, tmp_path / "at_once", at_once)
    other = tables(IN_TURN, tmp_path / "in_turn", in_turn)
    other.update({name: about for name, about in there.items() if name.startswith("huey_")})  # the queue's
    assert there.keys() == other.keys()
    # Django's own groups, which nobody here uses: the numbers of that table are as wide as in its app one way, as in ours the other.
    there.pop("auth_group_permissions"), other.pop("auth_group_permissions")
    assert {table: (about, other[table]) for table, about in there.items() if about != other[table]} == {}
    assert there["pending"] == []
