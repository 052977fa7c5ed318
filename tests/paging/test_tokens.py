"""Tokens: what goes into one comes out of it, and nothing else is taken for one."""

import base64
import json
import unittest
import zlib

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from refreshbooks.exceptions import BadParameter
from refreshbooks.paging import tokens
from refreshbooks.paging.pages import Place

NUMBERS = st.integers(0, 10**12)
PLACES = st.builds(
    Place,
    page=st.integers(1, 10**6),
    row=st.integers(0, 100),
    count=NUMBERS,
    total=st.none() | NUMBERS,
    ids=st.lists(NUMBERS | st.text(), max_size=150).map(tuple),
    doubted=st.lists(NUMBERS, max_size=20).map(tuple),
)


def packed(inside):
    """Returns a text made as tokens are."""
    return base64.urlsafe_b64encode(zlib.compress(inside.encode())).decode()


class TokensTest(unittest.TestCase):
    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(PLACES, st.text(), st.dictionaries(st.text(), st.text() | st.integers()))
    def test_a_place_comes_back_as_it_was(self, place, method, filters):
        text = tokens.token(place, method, 100, filters)
        self.assertEqual(tokens.place(text, method, 100, dict(reversed(filters.items()))), place)

    def test_numbers_that_follow_each_other_take_next_to_no_room(self):
        place = Place(page=50, count=5000, ids=tuple(range(5150, 5000, -1)))
        self.assertLess(len(tokens.token(place, "invoice.list", 100, {})), 250)

    def test_filters_do_not_stand_in_it(self):
        text = tokens.token(Place(), "client.list", 100, {"email": "nora@example.com"})
        inside = zlib.decompress(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        self.assertNotIn(b"nora", inside)

    def test_the_order_of_filters_does_not_matter_and_their_values_do(self):
        text = tokens.token(Place(), "invoice.list", 100, {"status": "paid", "client_id": 8})
        same = {"client_id": "8", "status": "paid"}
        self.assertEqual(tokens.place(text, "invoice.list", 100, same), Place())
        with self.assertRaises(BadParameter):
            tokens.place(text, "invoice.list", 100, {**same, "client_id": 9})

    @given(st.text() | st.binary() | st.integers())
    def test_any_other_text_is_refused(self, text):
        self.refused(text)

    def refused(self, text):
        with self.assertRaises(BadParameter) as caught:
            tokens.place(text, "invoice.list", 100, {})
        return str(caught.exception)

    def test_what_only_looks_like_a_token_is_refused(self):
        inside = json.loads(
            zlib.decompress(
                base64.urlsafe_b64decode(tokens.token(Place(), "invoice.list", 100, {}) + "==")
            )
        )
        for name, value in (
            ("page", None),
            ("page", float("inf")),
            ("row", "x"),
            ("ids", 7),
            ("ids", [None, []]),
            ("doubted", ["x"]),
            ("total", []),
            ("list", "client.list"),
        ):
            with self.subTest(name=name, value=value):
                self.refused(packed(json.dumps({**inside, name: value})))
        for text in ("[]", "{}", "null", "[" * 100_000, '{"v": 1}'):
            self.refused(packed(text))
        self.assertIn("another version", self.refused(packed('{"v": 2}')))

    def test_what_unpacks_to_very_much_is_refused_at_once(self):
        self.refused(packed('{"v":' + " " * 10**7 + "1}"))
