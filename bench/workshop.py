"""Two hundred voters in one minute: how long a dot takes, and whether any is lost, while every phone asks what is new.

    python bench/run.py workshop

Through Django's test client (middleware, views and queries, no socket), from sixteen threads at once; each voter tries one dot more
than they have, which must be refused. Then the vote ends, and every phone draws the next step at once.
It fails where a dot is lost, somebody passes their dots, or an answer is an error.
"""

import json
import os
import random
import statistics
import threading
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regie.settings")
os.environ["REGIE_LOG_LEVEL"] = "ERROR"  # a dot too many is refused, and that is no news

import django
from django.conf import settings

django.setup()
settings.ALLOWED_HOSTS = ["testserver"]

from django.db import connection, connections  # noqa: E402
from django.db.models import Sum  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

VOTERS, IDEAS, DOTS, SECONDS = 200, 60, 5, 60
THREADS = 16  # as many requests at once as a busy server lets in


def say(name: str, value: float, unit: str, n: int) -> None:
    print(json.dumps({"name": name, "value": round(value, 2), "unit": unit, "n": n, "database": connection.vendor}), flush=True)


def prepare() -> tuple[list[str], list[int], int]:
    from regie.objectives.models import Idea, Seat, Workshop
    from regie.people.models import Person

    by = Person.objects.create_user(email="bench@tamarelle.example", name="Bench", standing="lead")
    workshop = Workshop.prepare("Bench", by=by, dots=DOTS)
    workshop.open(by=by)
    workshop.go_to(workshop.steps.get(kind="propose"), by=by)
    tokens = [Seat.take(workshop, name=f"Voter {number}").token for number in range(VOTERS)]
    ideas = [Idea.propose(workshop, f"Objective {number}").pk for number in range(IDEAS)]
    workshop.go_to(workshop.steps.get(kind="vote"), by=by)
    workshop.refresh_from_db()
    return tokens, ideas, workshop.beat


class Room:
    """Voters who give their dots at moments spread over the minute, through the whole stack of a request."""

    def __init__(self, tokens: list[str], ideas: list[int], beat: int) -> None:
        chance = random.Random(7)
        self.beat = beat
        self.deeds: list[tuple[float, str, str]] = []
        self.phones: list[str] = []
        for token in tokens:
            self.deeds += [
                (chance.random() * SECONDS, "vote", reverse("objectives:seat_dots", args=[token, chance.choice(ideas)]))
                for _dot in range(DOTS + 1)  # one more than they have: it must be refused, and nothing else
            ]
            begun = chance.random() * 3
            address = reverse("objectives:seat_live", args=[token]) + f"?since={beat}"
            self.phones.append(address)
            self.deeds += [(begun + 3 * turn, "beat", address) for turn in range(SECONDS // 3)]
        self.deeds.sort()
        self.taken = {"vote": [], "beat": [], "turn": []}
        self.answers: dict[tuple[str, int], int] = {}
        self.lock = threading.Lock()
        self.late = 0.0

    def run(self) -> float:
        self.began = time.monotonic()
        hands = [threading.Thread(target=self.hand) for _hand in range(THREADS)]
        for each in hands:
            each.start()
        for each in hands:
            each.join()
        return time.monotonic() - self.began

    def turn(self) -> None:
        """The facilitator goes on: within a beat all phones have something new to show."""
        from regie.objectives.models import Workshop
        from regie.people.models import Person

        workshop, by = Workshop.objects.get(), Person.objects.get(email="bench@tamarelle.example")
        workshop.go_to(workshop.steps.get(kind="draft"), by=by)
        self.deeds = [(0.0, "turn", address) for address in self.phones]
        self.turned = self.run()

    def hand(self) -> None:
        client = Client(headers={"HX-Request": "true"}, raise_request_exception=False)
        while True:
            with self.lock:
                if not self.deeds:
                    break
                at, what, address = self.deeds.pop(0)
            time.sleep(max(0.0, self.began + at - time.monotonic()))
            before = time.perf_counter()
            answer = client.post(address, {"count": "1"}) if what == "vote" else client.get(address)
            took = (time.perf_counter() - before) * 1000
            with self.lock:
                self.late = max(self.late, time.monotonic() - self.began - at)
                self.taken[what].append(took)
                key = (what, answer.status_code)
                self.answers[key] = self.answers.get(key, 0) + 1
        connections.close_all()


def main() -> None:
    from regie.objectives.models import Dots

    room = Room(*prepare())
    took = room.run()
    given = Dots.objects.aggregate(all=Sum("count"))["all"] or 0
    over = Dots.objects.values("seat").annotate(all=Sum("count")).filter(all__gt=DOTS).count()
    for what, many in (("vote", VOTERS * (DOTS + 1)), ("beat", VOTERS * SECONDS // 3)):
        times = sorted(room.taken[what])
        say(f"workshop {what}, median", statistics.median(times), "ms", many)
        say(f"workshop {what}, 95th of 100", times[int(len(times) * 0.95)], "ms", many)
    room.turn()
    times = sorted(room.taken["turn"])
    say("workshop next step on a phone, median", statistics.median(times), "ms", VOTERS)
    say("workshop next step on a phone, 95th of 100", times[int(len(times) * 0.95)], "ms", VOTERS)
    say("workshop next step on all phones", room.turned, "s", VOTERS)
    wrong = sum(
        many
        for (what, status), many in room.answers.items()
        if status not in {"vote": (200, 409), "beat": (204,), "turn": (200,)}[what]
    )
    say("workshop dots given", given, "dots", VOTERS)
    say("workshop dots lost", VOTERS * DOTS - given, "dots", VOTERS * DOTS)
    say("workshop voters above their dots", over, "voters", VOTERS)
    say("workshop errors", wrong, "answers", sum(room.answers.values()))
    say("workshop minute", took, "s", VOTERS)
    if given != VOTERS * DOTS or over or wrong:
        raise SystemExit(f"dots {given}, above {over}, answers {room.answers}")


if __name__ == "__main__":
    main()
