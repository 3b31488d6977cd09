"""Server processes that end with whoever started them: one left behind would hold the port and serve an old house."""

import os
import signal
import threading
import time

PARENT = "REGIE_UP"  # the process of `regie up`, in the environment of its server
EVERY = 1.0


def hold() -> None:
    """In a process that serves: watch over the server above it and over `regie up` above that."""
    starter = os.environ.get(PARENT, "")
    if starter.isdigit():
        threading.Thread(target=watch, args=(int(starter), os.getppid()), name="leash", daemon=True).start()


def watch(starter: int, server: int) -> None:
    while os.getppid() == server and is_alive(starter):
        time.sleep(EVERY)
    if os.getppid() == server:
        os.kill(server, signal.SIGTERM)
        time.sleep(EVERY * 5)
    os._exit(1)


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
