"""Lines and their sums, held against the same sums worked out with fractions."""

import unittest
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from refreshbooks.sandbox.rest import lines, taxed

PERCENTS = st.sampled_from(["0", "5", "13", "9.975", "6.25", "100"])
AMOUNTS = st.decimals(0, 99_999, places=2).map(str)
SOME_LINES = st.lists(
    st.fixed_dictionaries(
        {
            "qty": st.decimals(0, 99, places=2).map(str),
            "unit_cost": st.builds(lambda amount: {"amount": amount, "code": "CAD"}, AMOUNTS),
            "taxName1": st.sampled_from(["GST", "HST"]),
            "taxAmount1": PERCENTS,
            "taxName2": st.just("QST"),
            "taxAmount2": PERCENTS,
            "compounded_tax": st.booleans(),
        }
    ),
    max_size=5,
)


def rounded(amount: Fraction) -> Fraction:
    """Returns an amount to the cent, halves away from zero."""
    cents = abs(amount) * 100
    whole = int(cents) + (1 if cents - int(cents) >= Fraction(1, 2) else 0)
    return Fraction(whole if amount >= 0 else -whole, 100)


def amount_of(line) -> Fraction:
    return rounded(Fraction(line["qty"]) * Fraction(line["unit_cost"]["amount"]))


def taxes_of(line, kept: Fraction):
    """Yields name, percentage, whether it is compound, and amount of each tax of a line."""
    net = amount_of(line) * kept
    first = net * Fraction(line["taxAmount1"]) / 100
    yield (line["taxName1"], line["taxAmount1"], False), first
    base = net + first if line["compounded_tax"] else net
    second = base * Fraction(line["taxAmount2"]) / 100
    yield (line["taxName2"], line["taxAmount2"], line["compounded_tax"]), second


def total(document) -> Fraction:
    """Returns what a document comes to, in fractions and by itself."""
    off = Fraction(document["discount_value"]) / 100
    subtotal = sum(map(amount_of, document["lines"]), Fraction(0))
    taxes: dict[object, Fraction] = {}
    for line in document["lines"]:
        for tax, amount in taxes_of(line, 1 - off):
            taxes[tax] = taxes.get(tax, Fraction(0)) + amount
    return subtotal - rounded(subtotal * off) + sum(map(rounded, taxes.values()), Fraction(0))


class Sums(unittest.TestCase):
    @settings(max_examples=60, deadline=None)
    @given(SOME_LINES, st.sampled_from(["0", "10", "12.5", "100"]))
    def test_a_document_comes_to_what_fractions_say(self, some, discount):
        document = {"currency_code": "CAD", "discount_value": discount}
        document["lines"] = lines.complete(some, "CAD", {"invoiceid": 7}, "now")
        lines.work_out(document)
        self.assertEqual(Fraction(document["amount"]["amount"]), total(document))

    @settings(max_examples=40, deadline=None)
    @given(SOME_LINES, st.sampled_from(["0", "10"]))
    def test_net_amount_and_taxes_are_the_whole(self, some, discount):
        document = {"currency_code": "CAD", "discount_value": discount}
        document["lines"] = lines.complete(some, "CAD", {}, "now")
        lines.work_out(document)
        held = taxed.of_lines(document)
        self.assertEqual(held.net + sum(part.tax for part in held.parts), held.gross)
        subtotal = sum(Decimal(line["amount"]["amount"]) for line in document["lines"])
        off = Decimal(document["discount_total"]["amount"])
        self.assertEqual(held.net, subtotal + off)

    def test_the_documentation_s_example_adds_up(self):
        """Four bowls with tax, six mugs without, ten per cent off: by hand 41.94."""
        some = [
            {"qty": "4", "unit_cost": {"amount": "5.00"}, "taxName1": "HST", "taxAmount1": "13"},
            {"qty": "6", "unit_cost": {"amount": "4.00"}},
        ]
        document = {"currency_code": "CAD", "discount_value": "10", "lines": some}
        lines.work_out(document)
        self.assertEqual(document["amount"], {"amount": "41.94", "code": "CAD"})
        self.assertEqual(document["discount_total"], {"amount": "-4.40", "code": "CAD"})
        # The tax is taken on eighteen, since the discount comes off before.
        self.assertEqual(taxed.of_lines(document).parts[0].net, Decimal("18.00"))
        self.assertEqual(taxed.of_lines(document).parts[0].tax, Decimal("2.34"))

    def test_nothing_comes_to_nothing_and_never_below(self):
        document = {"currency_code": "CAD", "lines": []}
        lines.work_out(document)
        self.assertEqual(document["amount"]["amount"], "0.00")
        self.assertEqual(document["discount_total"]["amount"], "0.00")
        self.assertEqual(document["description"], "")


class Completed(unittest.TestCase):
    def test_a_line_is_shown_with_all_that_was_left_out(self):
        (line,) = lines.complete([{"name": "Bowl"}], "CAD", {"invoiceid": 7}, "now")
        self.assertEqual((line["lineid"], line["invoiceid"], line["updated"]), (1, 7, "now"))
        self.assertEqual((line["qty"], line["taxAmount1"], line["type"]), ("1", "0", 0))
        self.assertEqual(line["unit_cost"], {"amount": "0.00", "code": "CAD"})
        self.assertEqual(line["amount"], {"amount": "0.00", "code": "CAD"})

    def test_a_tax_that_is_only_named_is_looked_up(self):
        known = {"HST": {"amount": "13", "number": "RT 1"}}
        said = [{"taxName1": "HST"}, {"taxName1": "HST", "taxAmount1": "5"}, {"taxName1": "VAT"}]
        first, second, third = lines.complete(said, "CAD", {}, "now", known.get)
        self.assertEqual((first["taxAmount1"], first["taxNumber1"]), ("13", "RT 1"))
        self.assertEqual((second["taxAmount1"], second["taxNumber1"]), ("5", "RT 1"))
        self.assertEqual((third["taxAmount1"], third["taxNumber1"]), ("0", None))

    def test_a_price_may_go_below_the_cent_and_an_amount_does_not(self):
        said = [{"qty": "3", "unit_cost": {"amount": "0.125"}}]
        (line,) = lines.complete(said, "CAD", {}, "now")
        self.assertEqual(line["unit_cost"]["amount"], "0.125")
        self.assertEqual(line["amount"]["amount"], "0.38")
