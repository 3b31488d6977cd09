"""From bytes or text to a `Reading`."""

from .reading import Reading


def read(text: str | bytes, filename: str = "") -> Reading:
    """Read a charter; raises `Unreadable`."""
    return Reading()
