"""Numbers and times as the service writes them."""

import datetime
import math
import unittest
import zoneinfo
from decimal import Decimal
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from refreshbooks import spelling
from refreshbooks.exceptions import BadParameter

UTC = datetime.timezone.utc


class PrintsOddly(int):
    def __repr__(self):
        return "odd"

    __str__ = __repr__


class DecimalPrintsOddly(Decimal):
    def __str__(self):
        return "odd"

    def __format__(self, wanted):
        return "odd"


class NotATime(datetime.datetime):
    """Like pandas' NaT: of the right class, and equal to nothing."""

    def __eq__(self, other):
        return False

    def __ne__(self, other):
        return True

    __hash__ = None


class NumbersTest(unittest.TestCase):
    def refusal(self, spell, number):
        with self.assertRaises(BadParameter) as caught:
            spell(number)
        return str(caught.exception)

    def test_a_whole_number_is_its_digits_whatever_its_class_prints(self):
        self.assertEqual([spelling.of_int(n) for n in (0, -7, 10**30)], ["0", "-7", "1" + "0" * 30])
        self.assertEqual(spelling.of_int(PrintsOddly(5)), "5")

    def test_more_digits_than_python_writes_are_refused(self):
        self.assertIn("too many digits", self.refusal(spelling.of_int, 10**5000))

    def test_floats_are_the_shortest_digits_that_mean_them(self):
        for number, text in (
            (0.5, "0.5"),
            (5.0, "5.0"),
            (-0.0, "-0.0"),
            (0.1 + 0.2, "0.30000000000000004"),
            (1e-07, "0.0000001"),
            (1e16, "10000000000000000"),
            (1e22, "10000000000000000000000"),
            (-2.5e-10, "-0.00000000025"),
        ):
            self.assertEqual(spelling.of_float(number), text)

    def test_decimals_keep_their_zeros_and_lose_their_exponent(self):
        for number, text in (
            ("10.00", "10.00"),
            ("-0.00", "-0.00"),
            ("1E+2", "100"),
            ("0E-10", "0.0000000000"),
            ("1.5E-9", "0.0000000015"),
            ("-12.50E+3", "-12500"),
            ("1E+399", "1" + "0" * 399),
        ):
            self.assertEqual(spelling.of_decimal(Decimal(number)), text)

    def test_a_decimal_of_a_subclass_is_its_digits_whatever_it_prints(self):
        self.assertEqual(spelling.of_decimal(DecimalPrintsOddly("1.50")), "1.50")
        self.assertEqual(spelling.of_decimal(DecimalPrintsOddly("1E+2")), "100")

    def test_exponents_beyond_reason_are_refused_before_they_fill_the_memory(self):
        for number in ("1E+400", "1E-400", "1E+999999999", "1E-999999999"):
            self.assertIn("too many digits", self.refusal(spelling.of_decimal, Decimal(number)))

    def test_many_digits_without_an_exponent_are_sent(self):
        digits = "9" * 600
        self.assertEqual(spelling.of_decimal(Decimal(digits)), digits)

    def test_what_is_no_number_is_refused_with_a_remedy(self):
        for number in (math.nan, math.inf, -math.inf):
            self.assertIn("None", self.refusal(spelling.of_float, number))
        for text in ("NaN", "sNaN", "NaN123", "-Infinity"):
            self.assertIn("None", self.refusal(spelling.of_decimal, Decimal(text)))

    def test_numbers_of_other_libraries_go_by_what_they_print(self):
        class SinglePrecision:
            def __str__(self):
                return "0.1"

        class Silent:
            def __repr__(self):
                return "<silent>"

        self.assertEqual(spelling.of_real(SinglePrecision()), "0.1")
        self.assertIn("<silent> prints no number", self.refusal(spelling.of_real, Silent()))


class TimesTest(unittest.TestCase):
    def test_dates_are_written_year_first(self):
        self.assertEqual(spelling.of_date(datetime.date(2026, 2, 3)), "2026-02-03")
        self.assertEqual(spelling.of_date(datetime.date(33, 4, 3)), "0033-04-03")

    def test_a_time_without_a_zone_stands_as_it_is(self):
        moment = datetime.datetime(2026, 2, 3, 4, 5, 6, 789)
        self.assertEqual(spelling.of_datetime(moment), "2026-02-03 04:05:06")

    def test_a_time_with_a_zone_is_told_by_the_services_clock_in_summer_and_winter(self):
        tokyo = zoneinfo.ZoneInfo("Asia/Tokyo")
        for moment, text in (
            (datetime.datetime(2026, 7, 1, 12, tzinfo=UTC), "2026-07-01 08:00:00"),
            (datetime.datetime(2026, 1, 1, 3, tzinfo=UTC), "2025-12-31 22:00:00"),
            (datetime.datetime(2026, 1, 1, tzinfo=tokyo), "2025-12-31 10:00:00"),
        ):
            self.assertEqual(spelling.of_datetime(moment), text)

    def test_a_zone_that_does_not_know_its_offset_is_none(self):
        class Nowhere(datetime.tzinfo):
            def utcoffset(self, moment):
                return None

        moment = datetime.datetime(2026, 2, 3, tzinfo=Nowhere())
        self.assertEqual(spelling.of_datetime(moment), "2026-02-03 00:00:00")

    def refusal(self, moment):
        with self.assertRaises(BadParameter) as caught:
            spelling.of_datetime(moment)
        return str(caught.exception)

    def test_a_time_that_is_none_is_refused(self):
        self.assertIn("not a time", self.refusal(NotATime(2026, 1, 1)))

    def test_a_time_beyond_the_calendar_is_refused(self):
        east = datetime.timezone(datetime.timedelta(hours=-14))
        latest = datetime.datetime.max.replace(tzinfo=east)
        self.assertIn("beyond the calendar", self.refusal(latest))

    def test_a_machine_without_time_zones_is_told_what_to_install(self):
        lost = mock.patch("zoneinfo.ZoneInfo", side_effect=zoneinfo.ZoneInfoNotFoundError("none"))
        with lost:
            self.assertIn("tzdata", self.refusal(datetime.datetime(2026, 1, 1, tzinfo=UTC)))
            moment = datetime.datetime(2026, 1, 1)
            self.assertEqual(spelling.of_datetime(moment), "2026-01-01 00:00:00")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_read_back_is_the_float_that_was_sent(number):
    text = spelling.of_float(number)
    assert set(text) <= set("-0123456789.")
    assert float(text) == number


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_decimal_read_back_is_the_decimal_that_was_sent_or_was_refused(number):
    try:
        text = spelling.of_decimal(number)
    except BadParameter:
        assert abs(number.as_tuple().exponent) > 100
    else:
        assert set(text) <= set("-0123456789.")
        assert Decimal(text) == number
