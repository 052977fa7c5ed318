"""The arithmetic of documents, and that it is exact."""

import random
import unittest
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from refreshbooks.sandbox import money

# A busy machine is no failure.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=4)
percents = st.decimals(min_value=0, max_value=100, places=3)
taxes = st.builds(money.Tax, st.sampled_from(["GST", "PST", "VAT"]), percents, st.booleans())
lines = st.builds(money.Line, amounts, amounts, st.tuples(taxes, taxes) | st.just(()))

# As many digits as there may be: nothing may be rounded on the way.
longest = st.decimals(min_value=-(10**14), max_value=10**14, places=15)
long_taxes = st.builds(money.Tax, st.sampled_from(["GST", "PST"]), longest, st.booleans())
long_lines = st.builds(money.Line, longest, longest, st.tuples(long_taxes, long_taxes))


def _line(cost: str, quantity: str, *taxes: money.Tax) -> money.Line:
    return money.Line(Decimal(cost), Decimal(quantity), taxes)


def _tax(name: str, percent: str, *, compound: bool = False) -> money.Tax:
    return money.Tax(name, Decimal(percent), compound)


class TotalsTest(unittest.TestCase):
    def test_a_line_is_unit_cost_times_quantity_to_the_cent(self):
        for cost, quantity, amount in [
            ("22.44", "100", "2244.00"),
            ("10", "2.30", "23.00"),
            ("0.335", "1", "0.34"),
            ("-5", "3", "-15.00"),
        ]:
            assert str(_line(cost, quantity).amount) == amount

    def test_lines_without_taxes_add_up(self):
        assert money.total([_line("5", "5"), _line("15", "3")]).total == 70
        assert money.total([_line("22.44", "100"), _line("123.56", "1")]).total == Decimal(
            "2367.56"
        )

    def test_simple_taxes_stand_side_by_side(self):
        totals = money.total([_line("10", "4", _tax("GST", "8"), _tax("PST", "6"))])
        assert totals.total == Decimal("45.60")
        assert sorted(totals.taxes.values()) == [Decimal("2.40"), Decimal("3.20")]

    def test_a_compound_tax_is_taken_on_amount_and_first_tax(self):
        line = _line("100", "1", _tax("GST", "5"), _tax("QST", "10", compound=True))
        assert money.total([line]).total == Decimal("115.50")

    def test_a_discount_comes_off_before_taxes(self):
        totals = money.total([_line("10", "4", _tax("GST", "5"))], Decimal(10))
        assert (totals.subtotal, totals.discount) == (40, 4)
        assert totals.total == Decimal("37.80")

    def test_a_tax_is_rounded_once_over_all_lines_half_up(self):
        ten_pennies_of_tax = [_line("0.05", "1", _tax("GST", "10"))] * 2
        assert money.total(ten_pennies_of_tax).taxes == {_tax("GST", "10"): Decimal("0.01")}
        assert money.total([_line("0.05", "1", _tax("GST", "10"))]).total == Decimal("0.06")

    def test_nothing_comes_to_zero(self):
        assert money.total([]).total == 0

    def test_a_float_is_refused(self):
        for build in (
            lambda: money.Line(0.1, Decimal(1)),
            lambda: money.Tax("GST", 5.0),
            lambda: money.total([], 10.0),
            lambda: money.balance(1.5, []),
            lambda: money.balance(Decimal(1), [0.5]),
            lambda: money.contained_taxes(1.5, []),
            lambda: money.credits_by_currency([("USD", 0.5)]),
        ):
            with pytest.raises(TypeError, match="Decimal, not a float"):
                build()


@unhurried
@given(st.lists(lines, max_size=8), percents)
def test_a_total_is_the_sum_of_its_parts(document, discount):
    totals = money.total(document, discount)
    assert totals.total == totals.subtotal - totals.discount + sum(totals.taxes.values())
    assert totals.subtotal == sum(line.amount for line in document)


@unhurried
@given(st.lists(lines, max_size=8) | st.lists(long_lines, max_size=4), percents, st.randoms())
def test_the_order_of_lines_does_not_matter(document, discount, chance):
    shuffled = list(document)
    chance.shuffle(shuffled)
    assert money.total(shuffled, discount) == money.total(document, discount)


@unhurried
@given(st.lists(lines, max_size=8), percents)
def test_every_part_of_a_total_is_whole_cents(document, discount):
    totals = money.total(document, discount)
    for part in (totals.subtotal, totals.discount, totals.total, *totals.taxes.values()):
        assert part == part.quantize(Decimal("0.01"))


@unhurried
@given(amounts)
def test_rounding_never_moves_an_amount_by_more_than_half_a_cent(amount):
    assert abs(money.cents(amount) - amount) <= Decimal("0.005")
    assert money.cents(-amount) == -money.cents(amount)


@unhurried
@given(amounts)
def test_an_amount_survives_being_shown_and_read(amount):
    assert money.number(money.plain(amount)) == amount
    assert money.number(money.two_digits(amount)) == money.cents(amount)


def test_no_digit_is_lost_in_a_long_calculation():
    tax = _tax("GST", "0.000000000000001", compound=True)
    line = _line("999999999999999.999999999999999", "999999999999999.999999999999999", tax)
    one, two = money.total([line]), money.total([line, line])
    assert len(str(one.total)) > 30
    assert [str(totals.subtotal)[-3:] for totals in (one, two)] == [".00", ".00"]
    assert str(one.subtotal) == "999999999999999999999999999998.00"
    assert str(two.subtotal) == "1999999999999999999999999999996.00"


class TextsTest(unittest.TestCase):
    def test_answers_drop_trailing_zeros(self):
        for amount, text in [
            ("45.60", "45.6"),
            ("40.00", "40"),
            ("1E+2", "100"),
            ("0.00", "0"),
            ("-0.00", "0"),
            ("-140.60", "-140.6"),
            ("100", "100"),
        ]:
            assert money.plain(Decimal(amount)) == text

    def test_reports_show_two_digits(self):
        for amount, text in [("2.5", "2.50"), ("0", "0.00"), ("-0.001", "0.00"), ("0.005", "0.01")]:
            assert money.two_digits(Decimal(amount)) == text

    def test_hours_are_kept_to_hundredths(self):
        assert money.hundredths(Decimal("4.505")) == Decimal("4.51")

    def test_what_is_no_plain_number_is_refused(self):
        for text in (
            "",
            "ten",
            "NaN",
            "Infinity",
            "1e5",
            "1,000",
            "1_000",
            "٣",
            ".",
            "9" * 16,
            "$5",
        ):
            with pytest.raises(ValueError, match="not an amount"):
                money.number(text)

    def test_plain_numbers_are_read(self):
        for text, value in [
            ("17.50", "17.50"),
            ("-5", "-5"),
            (".5", "0.5"),
            ("5.", "5"),
            (" 1 ", "1"),
        ]:
            assert money.number(text) == Decimal(value)


class ContainedTaxesTest(unittest.TestCase):
    def test_an_amount_holds_its_tax(self):
        assert money.contained_taxes(Decimal(100), [_tax("GST", "5")]) == [Decimal("4.76")]

    def test_two_taxes_share_one_net_amount(self):
        parts = money.contained_taxes(Decimal(114), [_tax("GST", "8"), _tax("PST", "6")])
        assert parts == [Decimal("8.00"), Decimal("6.00")]

    def test_a_compound_tax_lies_on_top_of_the_first(self):
        both = [_tax("GST", "5"), _tax("QST", "10", compound=True)]
        assert money.contained_taxes(Decimal("115.50"), both) == [Decimal("5.00"), Decimal("10.50")]

    def test_taxes_that_undo_the_amount_hold_nothing(self):
        assert money.contained_taxes(Decimal(5), [_tax("odd", "-100")]) == [Decimal("0.00")]


@unhurried
@given(st.lists(lines.filter(lambda line: line.taxes), min_size=1, max_size=1))
def test_what_is_added_to_a_line_is_contained_in_its_total(document):
    # Taking taxes out of what they were put into gives them back, but for the
    # cents that were rounded off when they were put in.
    (line,) = document
    totals = money.total(document)
    contained = sum(money.contained_taxes(totals.total, line.taxes))
    assert abs(contained - (totals.total - line.amount)) <= Decimal("0.03")


class BalanceTest(unittest.TestCase):
    def test_nothing_paid_is_neither_begun_nor_settled(self):
        balance = money.balance(Decimal(40), [])
        assert (balance.paid, balance.outstanding) == (0, 40)
        assert not balance.is_begun
        assert not balance.is_settled

    def test_a_part_paid_is_begun(self):
        balance = money.balance(Decimal(40), [Decimal(15), Decimal("0.5")])
        assert balance.outstanding == Decimal("24.5")
        assert balance.is_begun
        assert not balance.is_settled

    def test_all_paid_is_settled(self):
        balance = money.balance(Decimal(40), [Decimal(15), Decimal(25)])
        assert balance.outstanding == 0
        assert balance.is_settled
        assert not balance.is_begun

    def test_more_than_all_is_settled_too(self):
        assert money.balance(Decimal(40), [Decimal(50)]).is_settled

    def test_a_document_of_nothing_is_not_settled_by_nothing(self):
        assert not money.balance(Decimal(0), [Decimal(0)]).is_settled


@unhurried
@given(amounts, st.lists(amounts))
def test_paid_and_outstanding_make_the_total(due, payments):
    balance = money.balance(due, payments)
    assert balance.paid + balance.outstanding == due


@unhurried
@given(st.lists(st.tuples(st.sampled_from(["USD", "CAD"]), amounts)))
def test_credit_is_kept_apart_by_currency(entries):
    left = money.credits_by_currency(entries)
    for currency in ("USD", "CAD"):
        assert left.get(currency, 0) == sum(amount for code, amount in entries if code == currency)


def test_half_a_cent_is_rounded_as_people_expect():
    # An independent witness of the rule: the standard library's own rounding.
    chance = random.Random(7)
    for _ in range(200):
        amount = Decimal(chance.randrange(-(10**6), 10**6)) / 1000
        assert money.cents(amount) == amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
