"""How much of an answer is read: up to a limit, however it was compressed."""

import zlib
from collections.abc import Iterable, Iterator

from refreshbooks.exceptions import BadResponse

__all__ = ["CHUNK", "COMPRESSIONS", "LARGEST", "inflated", "joined"]

CHUNK = 64 * 1024

#: The largest answer that is read, in bytes after decompression. The largest
#: the service is known to give are receipts and PDFs of a few megabytes.
LARGEST = 64 * 1024 * 1024

#: The compressions that :func:`inflated` undoes.
COMPRESSIONS = frozenset({"gzip", "x-gzip", "deflate"})

_ANY_HEADER = 32 + zlib.MAX_WBITS


def joined(chunks: Iterable[bytes]) -> bytes:
    """Returns an answer's body from its pieces.

    Raises:
        BadResponse: As soon as the pieces are more than :data:`LARGEST`; the
            rest is not read.
    """
    received: list[bytes] = []
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > LARGEST:
            raise BadResponse(
                f"the answer is larger than {LARGEST // 2**20} MiB and was not read to its end",
                received[0][:CHUNK] if received else b"",
            )
        received.append(chunk)
    return received[0] if len(received) == 1 else b"".join(received)


def inflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yields a compressed body as it was before, in pieces of bounded size.

    Raises:
        zlib.error: If it is damaged or ends too early.
    """
    machine = zlib.decompressobj(_ANY_HEADER)
    for chunk in chunks:
        pending = chunk
        while pending and not machine.eof:
            yield machine.decompress(pending, CHUNK)
            pending = machine.unconsumed_tail
    yield machine.flush()
    if not machine.eof:
        raise zlib.error("the compressed body ends too early")
