"""How much of an answer is read: up to a limit, however it was compressed."""

import zlib
from collections.abc import Iterable, Iterator

from refreshbooks.exceptions import BadResponse
from refreshbooks.parsing import MAX_SIZE

__all__ = ["CHUNK", "COMPRESSIONS", "GZIP", "LARGEST", "Received", "inflated", "joined"]

CHUNK = 64 * 1024

#: The largest answer that is read, in bytes after decompression. The largest
#: the service is known to give are receipts and PDFs of a few megabytes.
LARGEST = MAX_SIZE

#: The names of gzip.
GZIP = frozenset({"gzip", "x-gzip"})

#: The compressions that :func:`inflated` undoes.
COMPRESSIONS = GZIP | {"deflate"}

_ANY_HEADER = 32 + zlib.MAX_WBITS
_BEGINS_A_MEMBER = b"\x1f\x8b"


class Received:
    """A body's pieces as they come, kept up to the limit.

    Attributes:
        pieces: What has come so far.
    """

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self._size = 0

    def add(self, piece: bytes) -> None:
        """Keeps one more piece.

        Raises:
            BadResponse: If it goes beyond :data:`LARGEST`.
        """
        self._size += len(piece)
        if self._size > LARGEST:
            raise _too_large(self.pieces[0][:CHUNK] if self.pieces else b"")
        self.pieces.append(piece)


def joined(chunks: Iterable[bytes]) -> bytes:
    """Returns an answer's body from its pieces.

    Raises:
        BadResponse: As soon as the pieces are more than :data:`LARGEST`; the
            rest is not read.
    """
    received = Received()
    for chunk in chunks:
        received.add(chunk)
    pieces = received.pieces
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def inflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yields a compressed body as it was before, in pieces of bounded size.

    A body of gzip may have several members, one after the other (RFC 1952);
    what follows the last one is left alone. An empty body stays empty.

    Raises:
        BadResponse: If it is more than :data:`LARGEST` already as it came, whatever
            little it may hold.
        zlib.error: If it is damaged or ends too early.
    """
    machine, pending = None, b""
    for chunk in _bounded(chunks):
        pending += chunk
        while pending and (machine is None or not machine.eof or _is_member(pending)):
            if machine is None or machine.eof:
                machine = zlib.decompressobj(_ANY_HEADER)
            yield machine.decompress(pending, CHUNK)
            pending = machine.unused_data or machine.unconsumed_tail
        # Enough to see whether another member begins.
        pending = pending[: len(_BEGINS_A_MEMBER)]
    if machine is not None:
        yield machine.flush()
        if not machine.eof:
            raise zlib.error("the compressed body ends too early")


def _bounded(chunks: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > LARGEST:
            raise _too_large(b"")
        yield chunk


def _too_large(beginning: bytes) -> BadResponse:
    limit = f"larger than {LARGEST // 2**20} MiB"
    return BadResponse(f"the answer is {limit} and was not read to its end", beginning)


def _is_member(pending: bytes) -> bool:
    return pending.startswith(_BEGINS_A_MEMBER)
