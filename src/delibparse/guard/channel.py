"""Python values from one process of ours to another, over a pair of pipes."""

from __future__ import annotations

import os
import pickle
import struct
from typing import Any, NamedTuple

_LENGTH = struct.Struct(">Q")


class Closed(Exception):
    """Nobody is at the other end."""


class Channel(NamedTuple):
    """The descriptors of one end: what is read from, what is written to."""

    reads: int
    writes: int

    def send(self, value: Any) -> None:
        """Raises Closed."""
        content = pickle.dumps(value)
        left = memoryview(_LENGTH.pack(len(content)) + content)
        try:
            while left:
                left = left[os.write(self.writes, left) :]
        except OSError as error:
            raise Closed from error

    def receive(self) -> Any:
        """The next value, waited for. Only ever from a process that this program started. Raises Closed."""
        (length,) = _LENGTH.unpack(self._exactly(_LENGTH.size))
        return pickle.loads(self._exactly(length))

    def close(self) -> None:
        os.close(self.reads)
        os.close(self.writes)

    def _exactly(self, size: int) -> bytes:
        parts, left = [], size
        while left:
            try:
                part = os.read(self.reads, min(left, 1 << 20))
            except OSError as error:
                raise Closed from error
            if not part:
                raise Closed
            parts.append(part)
            left -= len(part)
        return b"".join(parts)


def pair() -> tuple[Channel, Channel]:
    """The two ends of a channel."""
    (a, b), (c, d) = os.pipe(), os.pipe()
    return Channel(a, d), Channel(c, b)
