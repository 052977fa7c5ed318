"""How much of an answer is read: up to a limit, however it was compressed."""

from collections.abc import Iterable

from refreshbooks.exceptions import BadResponse

__all__ = ["CHUNK", "LARGEST", "joined"]

CHUNK = 64 * 1024

#: The largest answer that is read, in bytes after decompression. The largest
#: the service is known to give are receipts and PDFs of a few megabytes.
LARGEST = 64 * 1024 * 1024


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
