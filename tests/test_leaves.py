"""Leaves keep their text, and numbers compute and format as their values do."""

import decimal
import math
import operator
import re
import statistics
import unittest
from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from lxml import objectify

from refreshbooks import leaves
from tests.trees import leaf, read

raises = unittest.TestCase().assertRaises

# A busy machine is no failure.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

WHOLE = ["0", "4", "00004", "-0", "-17", "007", "9" * 400]
POINTED = ["45.00", "0.5", "-12.340", "00.10", "-0.00", "1" * 500 + ".5"]
NO_NUMBERS = re.findall(
    r"\S+",
    "True true false NaN nan Infinity -Infinity inf 1e5 1E5 1.5e3 1_000 1,000 +5 .5 5. -.5 - --5"
    " 0x1F 1.2.3 12-31 4,50 $5 5% None \u0663 \u0663.\u0663 \uff15 \xbd \xb2",
)
NO_NUMBERS += [" 5", "5 ", "5\n", "\n5", "4 5", " ", "45.00\n", "9" * 401, "-" + "9" * 401]


def value(text):
    return Decimal(text) if "." in text else int(text)


def outcome(operation, *operands):
    """Returns the result and its type, or the kind of error."""
    try:
        result = operation(*operands)
    except ArithmeticError as error:
        return "error", isinstance(error, ZeroDivisionError)
    return result, type(result)


whole_numbers = st.from_regex(
    r"-?[0-9]{1,30}", fullmatch=True, alphabet=st.characters(codec="ascii")
)
pointed_numbers = st.from_regex(
    r"-?[0-9]{1,15}\.[0-9]{1,15}", fullmatch=True, alphabet=st.characters(codec="ascii")
)
numbers = whole_numbers | pointed_numbers
texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\t\n\r <&>\"'0123456789.-")
)

OPERATIONS = [operator.add, operator.sub, operator.mul, operator.floordiv, operator.mod, divmod]


class TestReading:
    def test_whole_numbers_are_ints(self):
        for text in WHOLE:
            assert type(leaf(text)) is leaves.IntElement, text
            assert leaf(text).pyval == int(text)
            assert type(leaf(text).pyval) is int

    def test_numbers_with_a_point_are_decimals(self):
        for text in POINTED:
            assert type(leaf(text)) is leaves.DecimalElement, text
            assert leaf(text).pyval == Decimal(text)
            assert type(leaf(text).pyval) is Decimal

    def test_whatever_is_not_plainly_a_number_is_a_string(self):
        for text in NO_NUMBERS:
            assert type(leaf(text)) is leaves.StringElement, text
            assert leaf(text).pyval == text

    def test_an_empty_leaf_is_an_empty_string(self):
        empty = leaf(None)
        assert type(empty) is leaves.StringElement
        assert (str(empty), empty.pyval, empty.text) == ("", "", None)
        assert empty == ""
        assert not empty

    def test_an_empty_answer_is_no_text(self):
        answer = read('<response status="ok"/>')
        assert type(answer) is leaves.ObjectifiedElement
        assert answer != ""
        assert answer.countchildren() == 0

    def test_elements_with_children_are_no_leaves_whatever_their_text(self):
        mixed = read("<r><line>12<name>Rake</name></line></r>").line
        assert type(mixed) is leaves.ObjectifiedElement
        assert mixed.name == "Rake"

    def test_a_comment_does_not_cut_a_text_in_two(self):
        assert str(read("<r><n>12<!-- or so -->34<?stop?>5</n></r>").n) == "12345"

    def test_hints_in_a_document_make_no_number_of_a_text_and_hide_none(self):
        hinted = read(
            '<r xmlns:py="http://codespeak.net/lxml/objectify/pytype"'
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            '<a py:pytype="int">none</a><b xsi:type="xsd:boolean">1</b><c xsi:nil="true"/></r>'
        )
        assert [type(each).__name__ for each in hinted.iterchildren()] == [
            "StringElement",
            "IntElement",
            "StringElement",
        ]

    def test_each_kind_is_also_of_objectifys_kind(self):
        assert isinstance(leaf("4"), objectify.IntElement)
        assert isinstance(leaf("4"), objectify.NumberElement)
        assert isinstance(leaf("4.0"), objectify.NumberElement)
        assert isinstance(leaf("x"), objectify.StringElement)
        assert isinstance(read("<r><a/></r>"), objectify.ObjectifiedElement)

    @unhurried
    @given(texts)
    def test_the_str_of_every_leaf_is_exactly_its_text(self, text):
        assert str(leaf(text)) == text
        assert f"{leaf(text)}" == text
        assert "%s" % leaf(text) == text  # noqa: UP031

    @unhurried
    @given(st.sampled_from([*WHOLE, *POINTED, *NO_NUMBERS]) | numbers)
    def test_the_str_of_what_may_be_a_number_is_exactly_its_text(self, text):
        assert str(leaf(text)) == text
        assert leaf(text).text == text


class TestNumbers:
    def test_a_number_with_leading_zeros_is_its_value_and_prints_its_text(self):
        number = leaf("00004")
        assert number == 4
        assert number in (3, 4)
        assert number == Decimal("4.0")
        assert number != 5
        assert str(number) == repr(number) == "00004"
        assert "%d and %i" % (number, number) == "4 and 4"  # noqa: UP031
        assert {number: "found"}[4] == "found"
        assert {4: "found"}[number] == "found"
        assert ["a", "b", "c", "d", "e"][number] == "e"

    def test_a_number_does_not_equal_its_own_text(self):
        assert leaf("00004") != "00004"
        assert leaf("00004") != "4"

    @unhurried
    @given(numbers)
    def test_hash_equality_and_truth_are_the_values(self, text):
        assert hash(leaf(text)) == hash(value(text))
        assert leaf(text) == value(text)
        assert value(text) == leaf(text)
        assert bool(leaf(text)) is bool(value(text))

    @unhurried
    @given(numbers, numbers)
    def test_numbers_order_as_their_values_do(self, one, other):
        for compare in (
            operator.lt,
            operator.le,
            operator.eq,
            operator.ne,
            operator.gt,
            operator.ge,
        ):
            expected = compare(value(one), value(other))
            assert compare(leaf(one), leaf(other)) is expected
            assert compare(leaf(one), value(other)) is expected
            assert compare(value(one), leaf(other)) is expected

    @unhurried
    @given(numbers, numbers)
    def test_arithmetic_is_that_of_int_and_decimal(self, one, other):
        for operation in OPERATIONS:
            expected = outcome(operation, value(one), value(other))
            assert outcome(operation, leaf(one), leaf(other)) == expected
            assert outcome(operation, leaf(one), value(other)) == expected
            assert outcome(operation, value(one), leaf(other)) == expected

    @unhurried
    @given(numbers, numbers)
    def test_division_is_exact_whatever_the_amounts_came_as(self, one, other):
        assume(value(other))
        expected = outcome(operator.truediv, Decimal(one), Decimal(other))
        assert outcome(operator.truediv, leaf(one), leaf(other)) == expected
        assert outcome(operator.truediv, leaf(one), value(other)) == expected
        assert outcome(operator.truediv, value(one), leaf(other)) == expected

    @unhurried
    @given(numbers, st.integers(0, 9))
    def test_powers_are_those_of_int_and_decimal(self, text, exponent):
        assume(exponent or value(text))
        assert leaf(text) ** exponent == value(text) ** exponent
        assert leaf(text) ** leaf(str(exponent)) == value(text) ** exponent
        assert exponent ** leaf("3") == exponent**3

    def test_powers_of_and_with_floats_are_floats(self):
        assert type(4 ** leaf("0.5")) is Decimal
        assert repr(4.0 ** leaf("0.5")) == repr(leaf("4.0") ** 0.5) == "2.0"

    @unhurried
    @given(numbers)
    def test_signs_and_roundings_are_those_of_the_value(self, text):
        for operation in (
            operator.neg,
            operator.pos,
            abs,
            int,
            float,
            round,
            math.floor,
            math.ceil,
        ):
            assert outcome(operation, leaf(text)) == outcome(operation, value(text))
        assert math.trunc(leaf(text)) == math.trunc(value(text))
        assert outcome(round, leaf(text), 1) == outcome(round, value(text), 1)

    @unhurried
    @given(st.lists(numbers, min_size=1))
    def test_sums_and_extremes_are_those_of_the_values(self, amounts):
        with decimal.localcontext() as context:
            context.prec = 100
            assert sum(map(leaf, amounts)) == sum(map(value, amounts))
        assert min(map(leaf, amounts)) == min(map(value, amounts))
        assert max(map(leaf, amounts)) == max(map(value, amounts))
        assert sorted(map(leaf, amounts)) == sorted(map(value, amounts))
        assert statistics.median_low(map(leaf, amounts)) == statistics.median_low(
            map(value, amounts)
        )

    @unhurried
    @given(numbers, st.floats(allow_nan=False, allow_infinity=False))
    def test_only_what_meets_a_float_becomes_a_float(self, text, number):
        for operation in [*OPERATIONS, operator.truediv]:
            assert outcome(operation, leaf(text), number) == outcome(
                operation, float(value(text)), number
            )
            assert outcome(operation, number, leaf(text)) == outcome(
                operation, number, float(value(text))
            )

    def test_the_same_amount_divides_alike_with_and_without_cents(self):
        assert repr(leaf("40") / 3) == repr(leaf("40.00") / 3) == repr(Decimal(40) / 3)
        assert repr(leaf("45") / leaf("2")) == "Decimal('22.5')"
        assert repr(9 / leaf("2")) == "Decimal('4.5')"
        assert repr(leaf("45") / Decimal(2)) == "Decimal('22.5')"
        assert repr(leaf("45") / 2.0) == "22.5"
        assert repr(45.0 / leaf("2")) == "22.5"

    def test_dividing_by_nothing_is_a_zero_division(self):
        for dividend in ("0", "5", "0.00", "5.00"):
            for divisor in (0, Decimal(0), leaf("0"), leaf("0.00")):
                with raises(ZeroDivisionError):
                    leaf(dividend) / divisor
                with raises(ZeroDivisionError):
                    value(dividend) / leaf("0")

    def test_other_refusals_of_decimal_stay_what_they_are(self):
        with raises(decimal.InvalidOperation):
            leaf("5.00") / Decimal("sNaN")
        with decimal.localcontext() as context:
            context.traps[decimal.InvalidOperation] = False
            assert (leaf("0") / 0).is_nan()

    def test_ints_go_on_meeting_fractions_and_complex_numbers(self):
        assert leaf("3") / Fraction(2) == Fraction(3, 2)
        assert leaf("3") + Fraction(1, 2) == Fraction(7, 2)
        assert leaf("3") * 1j == 3j
        assert leaf("6") & 3 == 2

    def test_a_stranger_that_knows_numbers_is_asked_and_others_are_refused(self):
        class Wallet:
            def __radd__(self, amount):
                return "paid", amount

        for text in ("4", "4.50"):
            assert leaf(text) + Wallet() == ("paid", value(text))
            for stranger in (None, "x", [], object()):
                with raises(TypeError):
                    leaf(text) + stranger
                with raises(TypeError):
                    stranger - leaf(text)
                with raises(TypeError):
                    leaf(text) / stranger
                assert leaf(text) != stranger

    def test_money_grows_in_place(self):
        total = leaf("45.00")
        total += leaf("40")
        total *= 2
        assert repr(total) == "Decimal('170.00')"

    def test_money_can_be_assigned_to_its_own_place(self):
        invoice = read("<r><invoice><amount>45.00</amount></invoice></r>").invoice
        invoice.amount += 5
        invoice.amount *= 2
        assert str(invoice.amount) == "100.00"
        assert isinstance(invoice.amount, leaves.DecimalElement)

    def test_numbers_mix_with_those_of_a_tree_that_plain_objectify_read(self):
        plain = objectify.fromstring("<r><a>40</a><a>45.00</a></r>").a
        assert sum(plain) == Decimal("85.00")
        assert plain[0] + leaf("45.00") == plain[1] + leaf("40") == Decimal("85.00")
        assert plain[1] / plain[0] == Decimal("1.125")


class TestFormats:
    def test_an_empty_format_and_one_that_lays_out_take_the_text(self):
        for form, said in {
            "{}": "00040",
            "{:8}": "   00040",
            "{:<8}": "00040   ",
            "{:>8}": "   00040",
            "{:^9}": "  00040  ",
            "{:*>7}": "**00040",
            "{:.>7}": "..00040",
            "{!s:>7}": "  00040",
        }.items():
            assert form.format(leaf("00040")) == said, form

    def test_any_other_format_takes_the_value(self):
        for form, said in {
            "{:d}": "40",
            "{:05d}": "00040",
            "{:x}": "28",
            "{:,}": "40",
            "{:+}": "+40",
            "{:08}": "00000040",
            "{:.2f}": "40.00",
            "{:>8.2f}": "   40.00",
            "{:%}": "4000%",
        }.items():
            assert form.format(leaf("00040")) == said, form
        assert f"{leaf('-5'):05} {leaf('-5.5'):06}" == "-0005 -005.5"

    def test_money_formats_alike_with_and_without_cents(self):
        for form in ("{:.2f}", "{:,.2f}", "{:>12.2f}", "{:+.1f}", "{:.2e}"):
            assert form.format(leaf("1040")) == form.format(leaf("1040.00")), form
        assert f"{leaf('1045.5'):,.2f}" == "1,045.50"
        assert "%.2f" % leaf("45.5") == "45.50"  # noqa: UP031
        assert "%d" % leaf("45.5") == "45"  # noqa: UP031

    def test_long_numbers_do_not_lose_digits_to_a_float(self):
        assert f"{leaf('12345678901234567890'):.2f}" == "12345678901234567890.00"
        assert f"{leaf('9' * 400):.1f}" == "9" * 400 + ".0"

    def test_texts_format_as_texts(self):
        assert f"{leaf('Rake'):>6}|{leaf('Rake'):.2}" == "  Rake|Ra"
        with raises(ValueError):
            format(leaf("Rake"), ".2f")
