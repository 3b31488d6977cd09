"""How long a charter takes to be read and written: `python bench/charter_reading.py` prints one JSON line each."""

import json
import os
import statistics
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regie.settings")

import django

django.setup()

from regie.charter.reading import read  # noqa: E402
from regie.charter.writing import write  # noqa: E402

TEXTS = Path(__file__).parents[1] / "regie"
CASES = {
    "charter_fr": (TEXTS / "demo/texts/charter-fr.md").read_bytes(),
    "charter_en": (TEXTS / "demo/texts/charter-en.md").read_bytes(),
    "charter_damaged": (TEXTS / "charter/tests/texts/tamarelle-fr-damaged.md").read_bytes(),
    "charter_100000_lines": b"## Responsibilities\n\n" + b"- point\n" * 100_000,
}


def timed(act, times: int) -> float:
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        spent.append((time.perf_counter() - start) * 1000)
    return round(statistics.median(spent), 1)


def main() -> None:
    read(CASES["charter_fr"])  # ftfy and the tables are loaded once per process
    for name, text in CASES.items():
        times = 3 if len(text) > 500_000 else 10
        print(
            json.dumps(
                {
                    "name": f"read_{name}",
                    "value": timed(lambda t=text: read(t), times),
                    "unit": "ms",
                    "n": times,
                    "database": None,
                }
            )
        )
    reading = read(CASES["charter_fr"])
    print(
        json.dumps(
            {
                "name": "write_charter_fr",
                "value": timed(lambda: write(reading, "en"), 10),
                "unit": "ms",
                "n": 10,
                "database": None,
            }
        )
    )


if __name__ == "__main__":
    main()
