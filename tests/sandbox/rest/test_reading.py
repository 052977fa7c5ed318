"""What stands in queries, forms and bodies is read as it was meant, whatever it is."""

import unittest
from datetime import datetime, timezone
from urllib.parse import urlencode

import requests
from hypothesis import given, settings
from hypothesis import strategies as st

from refreshbooks.sandbox.rest.fields import moment_of
from refreshbooks.sandbox.rest.parts import parts_of
from refreshbooks.sandbox.rest.query import Query
from refreshbooks.sandbox.rest.routes import method_of

_TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)


class Reading(unittest.TestCase):
    @settings(max_examples=60, deadline=None)
    @given(st.binary(max_size=200), st.binary(max_size=9))
    def test_every_byte_of_a_form_is_kept(self, first, second):
        files = [("content", ("a.png", first)), ("more", ("b", second, "text/plain"))]
        request = requests.Request("POST", "http://x.example/", files=files).prepare()
        parts = parts_of(request.headers["Content-Type"], request.body)
        self.assertEqual([part.content for part in parts], [first, second])
        self.assertEqual([part.name for part in parts], ["content", "more"])
        self.assertEqual([part.filename for part in parts], ["a.png", "b"])
        self.assertEqual([part.media_type for part in parts], ["", "text/plain"])

    @settings(max_examples=60, deadline=None)
    @given(_TEXTS.filter(bool), _TEXTS)
    def test_every_value_of_a_query_is_kept(self, name, value):
        query = Query.read(urlencode([(f"search[{name}]", value), (name, value)]))
        self.assertEqual(query.searched(name), value)
        self.assertEqual(query.plain(name), value)

    @settings(max_examples=60, deadline=None)
    @given(
        st.datetimes(datetime(1000, 1, 1), datetime(8999, 1, 1), timezones=st.just(timezone.utc))
    )
    def test_every_moment_is_read_back(self, moment):
        for text in (
            moment.isoformat(),
            moment.isoformat().replace("+00:00", "Z"),
            moment.replace(tzinfo=None).isoformat(" "),
        ):
            self.assertEqual(moment_of(text), moment)

    @settings(max_examples=60, deadline=None)
    @given(st.sampled_from(["GET", "PUT", "X"]), _TEXTS, st.binary(max_size=30))
    def test_no_address_and_no_body_is_too_odd_to_be_looked_at(self, method, path, body):
        self.assertEqual(method_of(method, f"/accounting/{path}", body), "")

    @settings(max_examples=60, deadline=None)
    @given(st.text(max_size=9), st.binary(max_size=40))
    def test_what_is_no_form_has_no_parts_or_odd_ones(self, boundary, body):
        parts_of(f"multipart/form-data; boundary={boundary}", body)


if __name__ == "__main__":
    unittest.main()
