"""`regie worker`: runs what the queue brings, and sweeps up what was left behind."""

import logging
import os
import threading
import time
from argparse import ArgumentParser, Namespace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

HELP = gettext_lazy("run background work until stopped")
HEARTBEAT = "regie.worker"
SWEEP_EVERY = 5


def build(parser: ArgumentParser) -> None:
    parser.add_argument("--threads", type=int, default=2, help=_("how many tasks at a time (default 2)"))
    parser.add_argument("--with-parent", type=int, metavar="PID", help=_("stop when this process is gone"))


def needs_database(arguments: Namespace) -> bool:
    return True


def run(arguments: Namespace) -> int:
    from huey.contrib.djhuey import HUEY

    from regie.lib import queue, sweep

    sweep.register("queue.forget_finished", queue.forget_finished, every=3600)
    options = {"worker_type": "thread", "periodic": False, "max_delay": 2.0, "graceful_signal": "TERM", "shutdown_timeout": 5}
    consumer = HUEY.create_consumer(workers=arguments.threads, **options)
    stop = threading.Event()
    sweeper = threading.Thread(target=sweep_until, args=(stop, arguments.with_parent), name="sweeper", daemon=True)
    sweeper.start()
    try:
        consumer.run()
    finally:
        stop.set()
        sweeper.join(timeout=5)
        HUEY.delete(HEARTBEAT)
    return 0


def sweep_until(stop: threading.Event, parent: int | None = None) -> None:
    """Go round the sweeps every few seconds, leave a sign of life, and end with the process that started us."""
    from django.db import close_old_connections
    from huey.contrib.djhuey import HUEY

    from regie.lib.sweep import Round

    logger, around = logging.getLogger(__name__), Round()
    while not stop.is_set():
        if parent and os.getppid() != parent:
            logger.warning("The process that started this worker is gone: stopping")
            os.kill(os.getpid(), 15)
            return
        close_old_connections()
        try:
            HUEY.put(HEARTBEAT, time.time())
            around.go()
        except Exception:
            logger.exception("The sweeper will try again")
        close_old_connections()
        stop.wait(SWEEP_EVERY)


def last_seen() -> float | None:
    """When a worker last gave a sign of life, in seconds since 1970; None when none ever did."""
    from huey.contrib.djhuey import HUEY

    return HUEY.get(HEARTBEAT, peek=True)
