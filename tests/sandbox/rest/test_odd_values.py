"""Whatever is sent, the sandbox answers it or refuses it, and goes on."""

import unittest

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from refreshbooks.catalog import rest as catalog
from tests.marks import integration
from tests.sandbox.rest.asking import asked
from tests.sandbox.rest.made import ACCOUNTING, MADE, list_of

_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
    st.sampled_from(["2026-05-01", "2026-13-01", "1e9", "1_000", "\u0661", " 5 ", "-0", "1e999"]),
    st.sampled_from(["0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-23:00", "1", "10.00", ""]),
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["amount", "code", "id", "jwt", "qty"]), inner, max_size=3),
    ),
    max_leaves=4,
)


@st.composite
def _calls(draw):
    """Returns a call that would be good, but for a value or two, and a query."""
    name, path, sent = draw(st.sampled_from(MADE))
    resource = catalog.find(name)
    names = [one.name for one in resource.fields] + ["vis_state", "action_email"]
    odd = draw(st.dictionaries(st.sampled_from(names), _VALUES, max_size=2))
    if resource.single in sent:
        sent = {resource.single: {**sent[resource.single], **odd}}
    filters = [one.name for one in resource.filters] or ["page"]
    query = draw(st.dictionaries(st.sampled_from(filters), st.text(max_size=6), max_size=2))
    return resource, path, sent, query


@integration
class OddValues(unittest.TestCase):
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(_calls())
    def check(self, ask, drawn):
        resource, path, sent, query = drawn
        both = {**query, **{f"search[{name}]": value for name, value in query.items()}}
        for answer in (
            ask("POST", path, json=sent),
            ask("PUT", f"{path}/1", json=sent),
            ask("GET", list_of(path, resource), params=both),
        ):
            self.assertLess(answer.status_code, 500, (path, sent, query, answer.text))
            answer.json()

    def test_no_value_is_too_odd_for_an_answer(self):
        with asked() as ask:
            for _, path, sent in MADE:
                ask("POST", path, json=sent)
            self.check(ask)

    def test_what_is_no_text_or_number_to_others_is_malformed(self):
        with asked() as ask:
            for body in (
                b'{"client": {"email": "\\ud800"}}',
                b'{"client": {"email": NaN}}',
                b'{"client": {"note": [Infinity]}}',
                b'{"client": ' + b"[" * 100_000,
            ):
                with self.subTest(body=body[:40]):
                    answer = ask("POST", f"{ACCOUNTING}/users/clients", data=body)
                    self.assertEqual(answer.status_code, 400)

    def test_what_is_too_deep_is_malformed_wherever_it_is_sent(self):
        with asked() as ask:
            client = ask.result("POST", "users/clients", json={"client": {"fname": "Ann"}})
            path = f"{ACCOUNTING}/users/clients/{client['client']['id']}"
            answer = ask("PUT", path, data=b'{"client": ' + b"[" * 100_000)
            self.assertEqual(answer.status_code, 400)

    def test_a_state_is_one_of_three_digits(self):
        with asked() as ask:
            ask.result("POST", "users/clients", json={"client": {"fname": "Ann"}})
            for state, errno in (("\u00b2", 1015), ("9" * 5000, 1004), (3, 1004)):
                with self.subTest(state=str(state)[:9]):
                    sent = {"client": {"vis_state": state}}
                    status, errors = ask.errors("PUT", "users/clients/1", json=sent)
                    self.assertEqual((status, errors[0]["errno"]), (422, errno))

    def test_a_filter_of_one_value_may_come_as_a_list(self):
        with asked() as ask:
            ask.result("POST", "users/clients", json={"client": {"fname": "Ann"}})
            for query, total in (("vis_state", 0), ("has_credit", 0)):
                with self.subTest(query=query):
                    found = ask.result("GET", f"users/clients?search[{query}][]=1")
                    self.assertEqual(found["total"], total)

    def test_what_is_neither_true_nor_false_is_refused(self):
        with asked() as ask:
            status, errors = ask.errors("GET", "invoices/invoices?search[paid]=perhaps")
            self.assertEqual((status, errors[0]["errno"]), (422, 1032))

    def test_half_a_letter_is_no_parameter(self):
        with asked() as ask:
            halved = {"data": b'{"client_id": "\\ud800"}'}
            header = {"Content-Type": "application/json"}
            answer = ask("POST", "/auth/oauth/token", headers=header, **halved)
            self.assertEqual((answer.status_code, answer.json()["error"]), (400, "invalid_request"))


if __name__ == "__main__":
    unittest.main()
