"""Which figures a file has already said, in one bit each: a million of them take less than a megabyte."""

from __future__ import annotations

from datetime import date


class Seen:
    ORIGIN = date(1970, 1, 1).toordinal()

    def __init__(self) -> None:
        self._bits: dict[tuple[int, str], bytearray] = {}

    def add(self, measure_id: int, address: str, period: date) -> bool:
        """True the first time."""
        place, bit = divmod(period.toordinal() - self.ORIGIN, 8)
        bits = self._bits.setdefault((measure_id, address), bytearray())
        if len(bits) <= place:
            bits.extend(bytes(place + 1 - len(bits)))
        if bits[place] & 1 << bit:
            return False
        bits[place] |= 1 << bit
        return True
