"""Bodies are read up to a limit, and unpacked in pieces."""

import gzip
import tracemalloc
import zlib
from collections.abc import Iterator
from itertools import chain, repeat
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
    whole = gzip.compress(b"abc")
    for damaged in (packed[:-9], packed[:-1], packed[:5], whole + packed[:5], b"no gzip at all"):
        with pytest.raises(zlib.error):
            list(bodies.inflated([damaged]))


@given(st.lists(st.binary(max_size=99), min_size=1, max_size=5), st.integers(1, 30))
def test_members_of_gzip_are_joined_however_they_were_cut(members: list[bytes], size: int) -> None:
    packed = b"".join(map(gzip.compress, members))
    assert b"".join(bodies.inflated(cut(packed, size))) == b"".join(members)


def test_what_follows_the_packed_part_is_left_alone() -> None:
    for padding in ([b"\0\0", b"more"], [b"\x1f", b"more"], [b"more", gzip.compress(b"d")]):
        assert b"".join(bodies.inflated([gzip.compress(b"abc"), *padding])) == b"abc"


def test_nothing_is_unpacked_as_nothing() -> None:
    for chunks in ([], [b""]):
        assert b"".join(bodies.inflated(chunks)) == b""


def test_padding_without_end_is_not_collected() -> None:
    zeros = (bytes(2**20) for _ in range(60))
    tracemalloc.start()
    assert b"".join(bodies.inflated(chain([gzip.compress(b"abc")], zeros))) == b"abc"
    assert tracemalloc.get_traced_memory()[1] < 10 * 2**20
    tracemalloc.stop()


def test_reading_ends_also_where_nothing_comes_out_of_it() -> None:
    for endless in (gzip.compress(b"") * 50, bytes(1000)):
        packed = chain([gzip.compress(b"abc")], repeat(endless))
        with mock.patch.object(bodies, "LARGEST", 100_000), pytest.raises(BadResponse):
            bodies.joined(bodies.inflated(packed))
