"""Bodies are read up to a limit, and unpacked in pieces."""

import gzip
import zlib
from collections.abc import Iterator
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refreshbooks.exceptions import BadResponse
from refreshbooks.transports import bodies


def cut(body: bytes, size: int) -> list[bytes]:
    return [body[start : start + size] for start in range(0, len(body), size)]


@given(st.lists(st.binary(max_size=20)))
def test_pieces_make_the_whole(pieces: list[bytes]) -> None:
    assert bodies.joined(pieces) == b"".join(pieces)


def test_reading_ends_as_soon_as_it_is_too_much() -> None:
    taken: list[int] = []

    def endless() -> Iterator[bytes]:
        while True:
            taken.append(1)
            yield bytes(100)

    with mock.patch.object(bodies, "LARGEST", 1000), pytest.raises(BadResponse) as caught:
        bodies.joined(endless())
    assert len(taken) == 11
    assert caught.value.content == bytes(100)
    with mock.patch.object(bodies, "LARGEST", 10), pytest.raises(BadResponse) as caught:
        bodies.joined(endless())
    assert caught.value.content == b""


@given(body=st.binary(max_size=2000), size=st.integers(1, 50))
def test_what_was_packed_comes_out_however_it_was_cut(body: bytes, size: int) -> None:
    for packed in (gzip.compress(body), zlib.compress(body)):
        assert b"".join(bodies.inflated(cut(packed, size))) == body


def test_a_bomb_is_unpacked_in_pieces_of_bounded_size() -> None:
    zeros = bytes(5 * 2**20)
    pieces = list(bodies.inflated([gzip.compress(zeros)]))
    assert b"".join(pieces) == zeros
    assert max(len(piece) for piece in pieces) <= bodies.CHUNK


def test_what_is_damaged_or_ends_too_early_is_an_error() -> None:
    packed = gzip.compress(bytes(1000))
    for damaged in (packed[:-9], packed[:5], b"", b"no gzip at all"):
        with pytest.raises(zlib.error):
            list(bodies.inflated([damaged]))


def test_what_follows_the_packed_part_is_left_alone() -> None:
    assert b"".join(bodies.inflated([gzip.compress(b"abc") + b"\0\0", b"more"])) == b"abc"
