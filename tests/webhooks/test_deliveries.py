"""Deliveries of webhooks: which are the service's, and what they say."""

import copy
import dataclasses
import inspect
import json
import pickle
import unittest
from urllib.parse import urlencode

from hypothesis import given, settings
from hypothesis import strategies as st

from refreshbooks import webhooks
from refreshbooks.exceptions import RefreshbooksError
from refreshbooks.webhooks import DeliveryRefused, forms, signatures
from tests.rest import golden

VERIFIER = "v3rif1er-open-sesame"
BODY = b"name=invoice.create&object_id=1234567&account_id=xZNQ1&business_id=6543&identity_id=9"

_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def fields(**changes):
    told = {"name": "invoice.create", "object_id": "7", "account_id": "xZNQ1", **changes}
    return urlencode({key: value for key, value in told.items() if value is not None}).encode()


class SignatureTest(unittest.TestCase):
    def test_golden_vectors(self):
        for vector in golden.read("expected/webhook_signatures.json")["vectors"]:
            body, verifier = vector["body"].encode(), vector["verifier"]
            self.assertEqual(webhooks.HEADER, vector["header"])
            self.assertEqual(json.dumps(forms.fields_of(body)), vector["signed_text"])
            self.assertEqual(webhooks.signature(body, verifier), vector["signature"])
            event = webhooks.received(body, vector["signature"], [verifier])
            self.assertEqual(event.account_id, "6BApk")

    def test_signatures_worked_out_by_hand(self):
        # openssl dgst -sha256 -hmac KEY -binary | base64, of the text beside.
        for body, verifier, signed in (
            # {"name": "client.delete", "object_id": "7"}
            (
                b"name=client.delete&object_id=7",
                "abc",
                "266eek97scKUucmdd0rhmqLzVQv0gjy3ZNDlsYCETxg=",
            ),
            # {"name": "caf\u00e9 \ud83d\ude00", "x": ""}
            (
                b"name=caf%C3%A9+%F0%9F%98%80&x=",
                "k\u00e9y",
                "XEaYpjERsqP5A6M3URYpgPo+AuYodCbwwEluPW0qPqY=",
            ),
            # {"x": "\"\\/&=\n"}
            (b"x=%22%5C%2F%26%3D%0A", "abc", "GWUAhMN0odZzUya/1cUkAKqmUK6Gv80NZKu6Cfj9Qfk="),
        ):
            with self.subTest(body=body):
                self.assertEqual(webhooks.signature(body, verifier), signed)

    def test_one_of_several_verifiers_is_enough(self):
        signed = webhooks.signature(BODY, VERIFIER)
        for verifiers in (
            VERIFIER,
            [VERIFIER],
            ["another", VERIFIER],
            [VERIFIER, "another"],
            {VERIFIER},
            iter([VERIFIER]),
        ):
            self.assertTrue(webhooks.is_signed(BODY, signed, verifiers))
        for verifiers in ("another", [], ["another", ""], "", VERIFIER[:-1]):
            self.assertFalse(webhooks.is_signed(BODY, signed, verifiers))

    def test_white_space_around_the_header_does_not_matter(self):
        signed = webhooks.signature(BODY, VERIFIER)
        self.assertTrue(webhooks.is_signed(BODY, f" {signed} ", VERIFIER))

    def test_a_header_that_is_no_signature_signs_nothing(self):
        signed = webhooks.signature(BODY, VERIFIER)
        for header in (
            None,
            "",
            " ",
            signed[:-1],
            signed.swapcase(),
            "caf\u00e9",
            "\udcff",
            "=" * 9999,
        ):
            with self.subTest(header=header):
                self.assertFalse(webhooks.is_signed(BODY, header, VERIFIER))
                with self.assertRaises(DeliveryRefused):
                    webhooks.received(BODY, header, VERIFIER)

    def test_a_verifier_that_is_empty_signs_nothing(self):
        self.assertFalse(webhooks.is_signed(BODY, webhooks.signature(BODY, ""), ["", VERIFIER]))

    def test_a_verifier_that_is_not_known_yet_keeps_no_other_from_being_met(self):
        signed = webhooks.signature(BODY, VERIFIER)
        self.assertTrue(webhooks.is_signed(BODY, signed, [None, VERIFIER]))

    def test_signatures_are_compared_in_constant_time_and_all_verifiers_are_tried(self):
        source = inspect.getsource(signatures.is_signed)
        self.assertIn("hmac.compare_digest", source)
        self.assertNotIn("any(", source)

    @given(st.dictionaries(_texts.filter(bool), _texts, max_size=8), _texts.filter(bool))
    @settings(max_examples=60, deadline=None)
    def test_what_was_signed_is_found_signed_however_it_is_escaped(self, told, verifier):
        body = urlencode(told).encode()
        loud = "&".join(
            "=".join("".join(f"%{byte:02x}" for byte in text.encode()) for text in pair)
            for pair in told.items()
        ).encode()
        signed = webhooks.signature(body, verifier)
        self.assertEqual(forms.fields_of(body), told)
        self.assertTrue(webhooks.is_signed(loud, signed, [verifier]))

    @given(st.integers(0, len(BODY) - 1), st.integers(0, 255))
    @settings(max_examples=100, deadline=None)
    def test_a_body_that_was_changed_is_refused(self, place, byte):
        changed = BODY[:place] + bytes([byte]) + BODY[place + 1 :]
        signed = webhooks.signature(BODY, VERIFIER)
        try:
            same = forms.fields_of(changed) == forms.fields_of(BODY)
        except DeliveryRefused:
            same = False
        if not same:
            with self.assertRaises(DeliveryRefused):
                webhooks.received(changed, signed, VERIFIER)

    def test_the_order_of_the_fields_counts(self):
        self.assertNotEqual(
            webhooks.signature(b"a=1&b=2", VERIFIER), webhooks.signature(b"b=2&a=1", VERIFIER)
        )


class EventTest(unittest.TestCase):
    def test_an_event_says_what_was_done_to_what(self):
        event = webhooks.event_of(BODY + b"&user_id=1")
        self.assertEqual(
            dataclasses.asdict(event),
            {
                "name": "invoice.create",
                "object_id": 1234567,
                "account_id": "xZNQ1",
                "business_id": 6543,
                "identity_id": 9,
                "user_id": 1,
                "verifier": None,
                "fields": forms.fields_of(BODY + b"&user_id=1"),
            },
        )
        self.assertEqual((event.noun, event.verb), ("invoice", "create"))
        self.assertFalse(event.is_handshake)

    def test_an_event_may_have_a_verb_of_its_own_or_none(self):
        self.assertEqual(webhooks.event_of(fields(name="invoice.sendByEmail")).verb, "sendByEmail")
        event = webhooks.event_of(fields(name="time_entry"))
        self.assertEqual((event.noun, event.verb), ("time_entry", ""))

    def test_ids_that_did_not_come_are_none(self):
        event = webhooks.event_of(b"name=client.update&object_id=7&account_id=&business_id=")
        self.assertEqual(
            (event.account_id, event.business_id, event.identity_id, event.user_id), (None,) * 4
        )

    def test_fields_that_nobody_foresaw_can_be_read(self):
        self.assertEqual(webhooks.event_of(fields(colour="green")).fields["colour"], "green")

    def test_an_event_cannot_be_changed_and_can_be_queued(self):
        event = webhooks.event_of(BODY)
        with self.assertRaises(dataclasses.FrozenInstanceError):
            event.name = "invoice.delete"
        for again in (pickle.loads(pickle.dumps(event)), copy.deepcopy(event)):
            self.assertEqual((again, again.fields), (event, event.fields))
        self.assertEqual(hash(event), hash(webhooks.event_of(BODY)))

    def test_a_verifier_is_not_shown(self):
        event = webhooks.event_of(fields(name="callback.verify", verifier=VERIFIER))
        self.assertTrue(event.is_handshake)
        self.assertEqual(event.verifier, VERIFIER)
        self.assertNotIn(VERIFIER, repr(event))


class HostileBodyTest(unittest.TestCase):
    def refused(self, body, why):
        for read in (webhooks.event_of, lambda body: webhooks.received(body, "x", VERIFIER)):
            with self.assertRaisesRegex(DeliveryRefused, why):
                read(body)

    def test_what_is_no_delivery_is_refused_with_a_reason(self):
        for body, why in (
            (b"", "names no event"),
            (b"&&&", "names no event"),
            (b"object_id=7", "names no event"),
            (fields(name=""), "names no event"),
            (fields(name="invoice create"), "names no event"),
            (fields(name="invoice\n.create"), "names no event"),
            (fields(name="invoic\u00e9"), "names no event"),
            (fields(object_id=None), "names no record"),
            (fields(object_id=""), "names no record"),
            (fields(object_id="7.5"), "object_id is no number"),
            (fields(object_id="-7"), "object_id is no number"),
            (fields(object_id="\u0667"), "object_id is no number"),
            (fields(object_id="9" * 21), "object_id is no number"),
            (fields(business_id="x"), "business_id is no number"),
            (fields() + b"&name=invoice.delete", "a field twice"),
            (fields() + b"&na%6De=invoice.delete", "a field twice"),
            (fields() + b"&x=%FF", "UTF-8"),
            (fields() + b"&%C0%AF=x", "UTF-8"),
            (fields() + b"&x=%ED%A0%80", "UTF-8"),
            (fields() + b"&x=" + b"y" * forms.LARGEST, "bytes"),
            (fields() + b"".join(b"&x%d=" % number for number in range(100)), "fields"),
            (fields().decode(), "as they came"),
        ):
            with self.subTest(body=body[:60]):
                self.refused(body, why)

    @given(st.binary(max_size=200))
    @settings(max_examples=100, deadline=None)
    def test_whatever_comes_is_read_or_refused(self, body):
        try:
            event = webhooks.event_of(body)
        except DeliveryRefused as refusal:
            self.assertIsInstance(refusal, RefreshbooksError)
            self.assertIsInstance(refusal, ValueError)
        else:
            self.assertTrue(event.name)

    def test_a_refusal_does_not_show_what_came(self):
        with self.assertRaises(DeliveryRefused) as caught:
            webhooks.received(fields(verifier=VERIFIER, name="x y"), None, VERIFIER)
        self.assertNotIn(VERIFIER, f"{caught.exception}{caught.exception!r}")

    def test_bytes_of_any_kind_will_do(self):
        self.assertEqual(webhooks.event_of(bytearray(BODY)).object_id, 1234567)
        self.assertEqual(webhooks.event_of(memoryview(BODY)).object_id, 1234567)
