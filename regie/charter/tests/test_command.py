"""The command line of the room."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

TEXT = Path(__file__).parent / "texts" / "tamarelle-fr-damaged.md"


def test_json_is_all_that_is_printed_and_leaves_nothing_behind(tmp_path):
    home = tmp_path / "instance"
    done = subprocess.run(
        [sys.executable, "-m", "regie.cli", "charter", "import", str(TEXT), "--json"],
        env={**os.environ, "REGIE_HOME": str(home), "REGIE_DATABASE": "postgresql://nobody@127.0.0.1:1/none", "REGIE_SECRET_KEY": ""},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert len(json.loads(done.stdout)["metrics"]) == 7
    assert done.stderr == ""
    assert not home.exists()
