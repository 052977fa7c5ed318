"""JSON to the last digit, and times by their declared type."""

import datetime
import decimal
import json
import pickle
import sys
import unittest
import zoneinfo
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from refreshbooks.exceptions import MissingExtra
from refreshbooks.files import Answer
from refreshbooks.rest.errors import BadAnswer
from refreshbooks.rest.values import loads, moment

UTC = datetime.timezone.utc
EASTERN = zoneinfo.ZoneInfo("America/New_York")


def moments(text, type_name, **beside):
    found = moment(text, type_name, beside)
    return found if isinstance(found, str) else found.isoformat()


class NumbersTest(unittest.TestCase):
    def test_numbers_with_a_fraction_are_decimal_to_the_last_digit(self):
        for text in (
            "0.10",
            "100.00",
            "-1.5",
            "1e3",
            "0.1000000000000000055511151231257827",
            "1E-7",
        ):
            (found,) = loads(f"[{text}]".encode())
            self.assertIs(type(found), decimal.Decimal)
            self.assertEqual(str(found), str(decimal.Decimal(text)))

    def test_whole_numbers_are_ints(self):
        for text in ("0", "-7", "9" * 4300):
            self.assertEqual(loads(text.encode()), int(text))
            self.assertIs(type(loads(text.encode())), int)

    def test_whole_numbers_are_bounded_whatever_python_is_set_to(self):
        self.addCleanup(sys.set_int_max_str_digits, sys.get_int_max_str_digits())
        for limit in (0, 640, 4300):
            sys.set_int_max_str_digits(limit)
            with self.assertRaises(BadAnswer) as caught:
                loads(b"9" * 4301)
            self.assertIn("more than 4300 digits", caught.exception.messages[1])

    def test_numbers_beyond_decimal_are_refused(self):
        with self.assertRaises(BadAnswer) as caught:
            loads(b"1.0e99999999999999999999")
        self.assertIn("a number is too large", caught.exception.messages[1])

    def test_the_contexts_precision_does_not_round(self):
        with decimal.localcontext() as context:
            context.prec = 3
            self.assertEqual(str(loads(b"1234.5678")), "1234.5678")


class JsonTest(unittest.TestCase):
    def refusal(self, content):
        with self.assertRaises(BadAnswer) as caught:
            loads(content)
        return caught.exception

    def test_whatever_json_can_say_is_read(self):
        for said in (None, True, [], {}, "", {"a": [1, None, {"b": "é"}]}):
            self.assertEqual(loads(json.dumps(said).encode()), said)

    def test_of_a_name_that_stands_twice_the_last_counts(self):
        self.assertEqual(loads(b'{"a": 1, "a": 2}'), {"a": 2})

    def test_other_encodings_of_unicode_are_read(self):
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"):
            self.assertEqual(loads('{"a": "é"}'.encode(encoding)), {"a": "é"})

    def test_what_is_no_json_is_an_error_with_the_official_words(self):
        error = self.refusal(b"no")
        self.assertEqual(str(error), "Failed to parse response")
        self.assertEqual((error.raw_response, error.error_code), ("no", None))

    def test_the_second_message_tells_why(self):
        told = {
            b"": "it is empty",
            b" \n": "it is empty",
            b"<html>": "it is a page of HTML or XML",
            b"\n <!DOCTYPE html>": "it is a page of HTML or XML",
            b"%PDF-1.7": "it is a PDF",
            b"[" * 200_000: "it is nested too deeply",
            b'{"a":' * 200_000: "it is nested too deeply",
            b"NaN": "NaN is not JSON",
            b"[-Infinity]": "-Infinity is not JSON",
            b'{"a": "\xff"}': "invalid start byte",
            b'{"a": "\xed\xa0\x80"}': "invalid continuation byte",
            b'{"a": 1': "Expecting ',' delimiter",
            b'{"a": "b': "Unterminated string",
            b"{} {}": "Extra data",
            b"{'a': 1}": "Expecting property name",
        }
        for content, reason in told.items():
            with self.subTest(content[:20]):
                (_, why) = self.refusal(content).messages
                self.assertTrue(why.startswith("the answer is not JSON: "), why)
                self.assertIn(reason, why)

    def test_the_error_shows_how_the_answer_began(self):
        error = self.refusal(b"<html>Under maintenance</html>")
        self.assertIn("<html>Under maintenance", error.__notes__[0])

    def test_the_error_knows_the_answers_status(self):
        self.assertEqual(self.refusal(Answer(b"no", status=201)).status, 201)
        self.assertEqual(self.refusal(b"no").status, 200)

    def test_the_error_can_be_pickled_and_keeps_what_came(self):
        error = pickle.loads(pickle.dumps(self.refusal(b"\xff<html>")))
        self.assertEqual(error.raw_response, "\ufffd<html>")

    def test_no_secret_is_told(self):
        error = self.refusal(b'{"access_token": "open-sesame", "a": NaN}')
        told = f"{error} {error!r} {error.messages} {error.__notes__} {error.__cause__}"
        self.assertNotIn("open-sesame", told)

    @given(st.binary(max_size=60))
    def test_any_bytes_are_json_or_a_bad_answer(self, content):
        try:
            loads(content)
        except BadAnswer as error:
            self.assertEqual(len(error.messages), 2)

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
            max_leaves=8,
        )
    )
    def test_what_was_said_is_read(self, said):
        self.assertEqual(loads(json.dumps(said).encode()), said)


class TimesTest(unittest.TestCase):
    def test_a_time_of_accounting_is_by_the_clock_of_us_eastern(self):
        self.assertEqual(moments("2026-07-01 08:00:00", "datetime"), "2026-07-01T12:00:00+00:00")
        self.assertEqual(moments("2026-01-01 08:00:00", "datetime"), "2026-01-01T13:00:00+00:00")

    def test_a_time_in_utc_stays_what_it_is(self):
        for text in ("2026-07-01 08:00:00", "2026-07-01T08:00:00", "2026-07-01T08:00:00Z"):
            self.assertEqual(moments(text, "utc"), "2026-07-01T08:00:00+00:00")

    def test_a_time_with_a_t_is_in_utc_as_the_service_writes_those(self):
        for text in ("2026-07-01T08:00:00", "2026-07-01T08:00:00Z", "2026-07-01 08:00:00Z"):
            self.assertEqual(moments(text, "datetime"), "2026-07-01T08:00:00+00:00")

    def test_an_offset_is_obeyed(self):
        for type_name in ("datetime", "utc", "date"):
            found = moments("2026-07-01T08:00:00+02:00", type_name)
            self.assertEqual(found, "2026-07-01T06:00:00+00:00")
            found = moments("2026-07-01 08:00:00.5-02:00", type_name)
            self.assertEqual(found, "2026-07-01T10:00:00.500000+00:00")

    def test_fractions_of_a_second_are_kept_to_the_microsecond(self):
        for fraction, micro in (("5", "500000"), ("480684", "480684"), ("123456789", "123456")):
            found = moments(f"2026-07-01 08:00:00.{fraction}", "datetime")
            self.assertEqual(found, f"2026-07-01T12:00:00.{micro}+00:00")

    def test_of_an_hour_that_comes_twice_it_is_the_first(self):
        self.assertEqual(moments("2026-11-01 01:30:00", "datetime"), "2026-11-01T05:30:00+00:00")

    def test_an_hour_that_never_comes_is_read_by_the_clock_before(self):
        self.assertEqual(moments("2026-03-08 02:30:00", "datetime"), "2026-03-08T07:30:00+00:00")

    def test_a_day_is_a_date(self):
        for type_name in ("date", "datetime", "utc"):
            self.assertEqual(moment("2026-04-16", type_name, {}), datetime.date(2026, 4, 16))

    def test_a_local_time_is_by_the_clock_named_beside_it(self):
        found = moments("2026-07-01T08:00:00", "local", local_timezone="Europe/Berlin")
        self.assertEqual(found, "2026-07-01T08:00:00+02:00")

    def test_a_local_time_whose_zone_nobody_knows_has_none(self):
        for zone in (None, "", "Nowhere/Land", "../etc", "/", "\0", 7, "a" * 300):
            found = moments("2026-07-01T08:00:00", "local", local_timezone=zone)
            self.assertEqual(found, "2026-07-01T08:00:00")
        self.assertEqual(moments("2026-07-01T08:00:00", "local"), "2026-07-01T08:00:00")

    def test_a_local_time_that_names_a_zone_itself_is_by_that(self):
        found = moments("2026-07-01T08:00:00Z", "local", local_timezone="Europe/Berlin")
        self.assertEqual(found, "2026-07-01T08:00:00+00:00")

    def test_what_is_no_time_stays_as_it_came(self):
        odd = [
            *("", "soon", "20260416", "2026-W15-5", "2026-4-16", "0000-00-00", "2026-02-30"),
            *("0000-00-00 00:00:00", "2026-04-16 25:00:00", "2026-04-16 10:31", "2026-04-16T"),
            *("2026-04-16 10:31:59 EST", "2026-04-16\t10:31:59", "2026-04-16 10:31:59+99:00"),
            *("٢٠٢٦-٠٤-١٦", "2026-04-16\n", " 2026-04-16", "9999-12-31 23:59:59+99:59", "12:00"),
        ]
        for text in odd:
            for type_name in ("date", "datetime", "utc", "local"):
                with self.subTest(text, type=type_name):
                    self.assertEqual(moment(text, type_name, {}), text)

    def test_a_time_beyond_the_calendar_stays_as_it_came(self):
        self.assertEqual(moment("9999-12-31 23:59:59", "datetime", {}), "9999-12-31 23:59:59")
        text = "0001-01-01T00:00:00+02:00"
        self.assertEqual(moment(text, "utc", {}), text)

    def test_a_machine_without_time_zones_is_told_what_to_install(self):
        missing = zoneinfo.ZoneInfoNotFoundError("America/New_York")
        with mock.patch.object(zoneinfo, "ZoneInfo", side_effect=missing):
            with self.assertRaises(MissingExtra) as caught:
                moment("2026-04-16 10:31:59", "datetime", {})
            self.assertEqual(moments("2026-04-16 10:31:59", "utc"), "2026-04-16T10:31:59+00:00")
        self.assertIn("without time zones", str(caught.exception))

    @given(st.datetimes(datetime.datetime(1900, 1, 1), datetime.datetime(2100, 1, 1)))
    def test_what_the_service_writes_is_what_is_read(self, naive):
        there = naive.replace(tzinfo=UTC, microsecond=0).astimezone(EASTERN)
        text = there.strftime("%Y-%m-%d %H:%M:%S")
        found = moment(text, "datetime", {})
        self.assertEqual(found.astimezone(EASTERN).replace(tzinfo=None), there.replace(tzinfo=None))
        self.assertIs(found.tzinfo, UTC)

    @given(st.text("0123456789-T: Z+.", max_size=26))
    def test_any_text_is_a_time_or_stays_as_it_came(self, text):
        for type_name in ("date", "datetime", "utc", "local"):
            self.assertIsInstance(moment(text, type_name, {}), str | datetime.date)
