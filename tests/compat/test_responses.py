"""What programs written for version 2.0 do with answers, of full accounts and of empty ones.

Each test is a way of reading that was seen in use. Where version 2.0 misled,
the test says how it is now.
"""

import copy
import datetime
import operator
import pickle
import random
import re
import unittest
from decimal import Decimal

from lxml import etree, objectify

from refreshbooks import api
from refreshbooks.client import FailedRequest

raises = unittest.TestCase().assertRaises

_ANSWER = '<?xml version="1.0" encoding="utf-8"?>\n<response xmlns="{0}" status="ok">{1}</response>'
NAMESPACES = (
    "http://www.freshbooks.com/api/",
    "https://www.freshbooks.com/api/",
    "http://www.freshbooks.com/api",
    "",
)

INVOICES = """
  <invoices page="1" per_page="25" pages="1" total="3">
    <invoice>
      <invoice_id>58</invoice_id>
      <number>0000004</number>
      <client_id>13</client_id>
      <organization>Garden &amp; Sons</organization>
      <p_code>01234</p_code>
      <status>paid</status>
      <amount>45.00</amount>
      <date>2026-03-01 00:00:00</date>
      <notes/>
      <lines>
        <line><name>Mulch</name><unit_cost>45</unit_cost><quantity>1</quantity></line>
      </lines>
    </invoice>
    <invoice>
      <invoice_id>59</invoice_id>
      <number>1e5</number><client_id>14</client_id>
      <organization>True</organization>
      <p_code>NaN</p_code>
      <status>draft</status>
      <amount>40</amount><date>2026-03-02 00:00:00</date>
      <notes>Thank you.</notes><lines/>
    </invoice>
    <invoice>
      <invoice_id>60</invoice_id>
      <number>1_000</number><client_id>13</client_id>
      <organization>Infinity</organization>
      <p_code>SW1A 1AA</p_code>
      <status>sent</status>
      <amount>0.10</amount><date>2026-03-03 00:00:00</date>
      <notes>007</notes><lines/>
    </invoice>
  </invoices>"""
NO_INVOICES = '\n  <invoices page="1" per_page="25" pages="0" total="0"/>\n'
TASK = "<task><task_id>7</task_id><name>Raking</name><billable>1</billable></task>"
FAILURE = (
    '<response xmlns="http://www.freshbooks.com/api/" status="fail">'
    "<error>Client not found.</error><code>50010</code><field>client_id</field></response>"
)

# Whatever lxml and objectify call their own hides a child of that name, but for items.
HIDDEN = """addattr addnext addprevious append attrib base clear countchildren cssselect
    descendantpaths extend find findall findtext get getchildren getiterator getnext getparent
    getprevious getroottree index insert iter iterancestors iterchildren iterdescendants iterfind
    itersiblings itertext keys makeelement nsmap prefix remove replace set sourceline tag tail
    text values xpath"""


def answer(content, namespace=NAMESPACES[0]):
    """Returns what a caller gets when the service sends this."""
    return api.default_response_decoder(_ANSWER.format(namespace, content).encode())


def full():
    return answer(INVOICES)


def empty():
    return answer(NO_INVOICES)


class TestLists:
    def test_a_list_is_walked_indexed_sliced_counted_and_drawn_from(self):
        invoices = full().invoices.invoice
        assert [each.invoice_id for each in invoices] == [58, 59, 60]
        assert invoices[0].invoice_id == invoices.invoice_id == 58
        assert invoices[-1].invoice_id == 60
        assert [each.invoice_id for each in invoices[1:]] == [59, 60]
        assert len(invoices) == 3
        assert random.choice(invoices).invoice_id in (58, 59, 60)
        with raises(IndexError):
            invoices[3]

    def test_one_child_is_a_list_of_one(self):
        line = full().invoices.invoice[0].lines.line
        assert len(line) == 1
        assert [str(each.name) for each in line] == ["Mulch"]
        assert line[0].name == line.name == "Mulch"

    def test_every_namespace_and_none_reads_alike(self):
        for namespace in NAMESPACES:
            response = answer(INVOICES, namespace)
            assert [each.invoice_id for each in response.invoices.invoice] == [58, 59, 60]
            assert response.invoices.invoice.tag.endswith("invoice")

    def test_attributes_are_plain_text(self):
        for response, total in ((full(), "3"), (empty(), "0")):
            assert response.invoices.attrib["total"] == response.invoices.get("total") == total
            assert type(response.invoices.attrib["total"]) is str

    def test_the_status_stays_on_the_root(self):
        for response in (full(), empty(), answer("")):
            assert response.get("status") == response.attrib["status"] == "ok"

    def test_children_by_a_name_in_a_variable(self):
        plural, singular = "invoices", "invoice"
        assert full()[plural][singular][0].invoice_id == 58
        assert getattr(getattr(full(), plural), singular)[0].invoice_id == 58
        with raises(AttributeError):
            empty()[plural][singular]
        with raises(AttributeError):
            getattr(getattr(empty(), plural), singular)

    def test_children_by_lxmls_own_ways(self):
        invoices = full().getchildren()[0]
        assert invoices.countchildren() == len(invoices.getchildren()) == 3
        assert full().find("*[1]").get("total") == "3"
        assert empty().find("*[1]").get("total") == "0"
        assert empty().getchildren()[0].countchildren() == 0
        assert empty().find("*[1]/*") is None

    def test_the_documented_way_goes_through_full_and_empty_lists(self):
        for response, ids in ((full(), [58, 59, 60]), (empty(), [])):
            assert [each.invoice_id for each in response.invoices.getchildren()] == ids
            assert [each.invoice_id for each in response.invoices.iterchildren()] == ids

    def test_an_empty_list_has_no_child_and_the_error_names_that_way(self):
        with raises(AttributeError) as caught:
            empty().invoices.invoice  # noqa: B018
        assert "getchildren()" in str(caught.exception)
        assert not hasattr(empty().invoices, "invoice")
        assert hasattr(full().invoices, "invoice")

    def test_an_empty_list_equals_the_empty_text_and_counts_one(self):
        assert empty().invoices == ""
        assert full().invoices != ""
        assert len(empty().invoices) == len(full().invoices) == 1

    def test_pages_are_put_together_by_append(self):
        for first, second, count in (
            (full(), full(), 6),
            (empty(), full(), 3),
            (full(), empty(), 3),
            (empty(), empty(), 0),
        ):
            merged = first.find("*[1]")
            for each in second.find("*[1]").getchildren():
                merged.append(each)
            assert first.invoices.countchildren() == count
            numbers = [str(each.number) for each in first.invoices.getchildren()]
            assert numbers == ["0000004", "1e5", "1_000"] * (count // 3)
            assert second.find("*[1]").countchildren() == 0

    def test_elements_moved_into_a_plain_tree_are_read_plainly(self):
        plain = objectify.fromstring("<r/>")
        plain.append(full().invoices.invoice[0])
        number = plain["{http://www.freshbooks.com/api/}invoice"].number
        assert (number.text, str(number)) == ("0000004", "4")


class TestWholeTrees:
    def test_a_dump_is_objectifys(self):
        dumped = objectify.dump(full().invoices.invoice[0])
        lines = [line.strip().replace(f"{{{NAMESPACES[0]}}}", "") for line in dumped.splitlines()]
        assert lines[:10] == [
            "invoice = None [ObjectifiedElement]",
            "invoice_id = 58 [IntElement]",
            "number = 0000004 [IntElement]",
            "client_id = 13 [IntElement]",
            "organization = 'Garden & Sons' [StringElement]",
            "p_code = 01234 [IntElement]",
            "status = 'paid' [StringElement]",
            "amount = 45.00 [DecimalElement]",
            "date = '2026-03-01 00:00:00' [StringElement]",
            "notes = '' [StringElement]",
        ]
        assert "invoices = '' [StringElement]" in objectify.dump(empty())
        assert "* total = '0'" in objectify.dump(empty())

    def test_the_children_stand_in_dict(self):
        children = full().invoices.invoice[0].__dict__
        assert children["organization"] == "Garden & Sons"
        assert list(children)[:2] == ["invoice_id", "number"]
        assert empty().invoices.__dict__ == {}
        assert vars(full().invoices.invoice[0])["number"] == 4

    def test_hasattr_asks_for_a_child(self):
        recurring = answer("<recurring><autobill/></recurring>").recurring
        assert hasattr(recurring, "autobill")
        assert not hasattr(answer("<recurring/>").recurring, "autobill")

    def test_pickles_and_copies_keep_classes_and_texts(self):
        for response in (full(), empty()):
            for again in (
                pickle.loads(pickle.dumps(response)),
                copy.deepcopy(response),
                copy.copy(response),
            ):
                assert etree.tostring(again) == etree.tostring(response)
                assert [type(each) for each in again.iter()] == [
                    type(each) for each in response.iter()
                ]
                assert objectify.dump(again) == objectify.dump(response)
        invoice = pickle.loads(pickle.dumps(full())).invoices.invoice[0]
        assert (str(invoice.number), invoice.number, invoice.amount) == ("0000004", 4, 45)

    def test_a_child_that_is_asked_for_as_an_attribute_stays_unfound(self):
        payment = answer("<payment><invoice_id>4</invoice_id></payment>").payment
        assert payment.get("invoice_id", None) is None
        assert payment.invoice_id == 4


class TestNames:
    def test_a_child_called_items_is_read_by_key_and_by_attribute(self):
        response = answer('<items page="1" total="2"><item>1</item><item>2</item></items>')
        assert [int(each) for each in response["items"].item] == [1, 2]
        assert [int(each) for each in response.items.item] == [1, 2]
        nothing = answer('<items page="1" total="0"/>')
        assert nothing["items"] == nothing.items == ""
        assert nothing.items.getchildren() == []

    def test_without_such_a_child_items_is_the_method(self):
        assert full().items() == [("status", "ok")]
        assert ("total", "0") in empty().invoices.items()

    def test_every_other_name_of_lxmls_hides_the_child_which_stays_readable_by_key(self):
        own = objectify.ObjectifiedElement
        for name in HIDDEN.split():
            response = answer(f"<{name}>hidden</{name}>")
            assert response[name] == "hidden", name
            if hasattr(own, name):  # an old lxml lacks some, a new one may too
                found = getattr(response, name)
                assert not isinstance(found, objectify.StringElement), name
            assert "hidden" in objectify.dump(response), name

    def test_nothing_else_hides_a_child(self):
        known = set(HIDDEN.split()) | {"items"}
        for kind in {type(each) for each in [*full().iter(), *empty().iter()]}:
            public = {name for name in dir(kind) if not name.startswith("_")}
            plain = {name for base in kind.__mro__[1:] for name in vars(base)}
            assert public <= plain | known, kind


class TestTexts:
    def test_a_leaf_has_text_pyval_str_and_int(self):
        number = full().invoices.invoice[0].number
        assert (number.text, str(number), number.pyval, int(number)) == ("0000004", "0000004", 4, 4)
        organization = full().invoices.invoice[0].organization
        assert organization.text == organization.pyval == str(organization) == "Garden & Sons"
        notes = full().invoices.invoice[0].notes
        assert (notes.text, notes.pyval, str(notes)) == (None, "", "")

    def test_what_looked_like_a_number_or_a_boolean_keeps_its_text(self):
        # In version 2.0 these printed as 1234, 100000.0, 1000 and True.
        found = [
            (str(each.number), str(each.p_code), str(each.organization))
            for each in full().invoices.invoice
        ]
        assert found == [
            ("0000004", "01234", "Garden & Sons"),
            ("1e5", "NaN", "True"),
            ("1_000", "SW1A 1AA", "Infinity"),
        ]
        for each in full().invoices.invoice[1:]:
            for leaf in (each.number, each.p_code, each.organization):
                assert isinstance(leaf, objectify.StringElement)
                assert leaf == leaf.text

    def test_names_are_keys_and_members_as_text_is(self):
        line = full().invoices.invoice[0].lines.line
        assert line.name in ("Mulch", "Rake")
        assert {line.name: 1}["Mulch"] == 1
        assert {"Mulch": 1}[line.name] == 1
        assert hash(line.name) == hash("Mulch")

    def test_an_error_adds_to_text_on_both_sides(self):
        with raises(FailedRequest) as caught:
            api.default_response_decoder(FAILURE.encode())
        e = caught.exception
        assert "said: " + e.error == "said: Client not found."
        assert e.error + "!" == "Client not found.!"
        assert isinstance(e.error, objectify.StringElement)
        assert e.error.getparent().code == 50010
        assert e.error.getparent().field == "client_id"

    def test_an_element_is_no_str_where_one_is_needed(self):
        date = full().invoices.invoice[0].date
        with raises(TypeError):
            datetime.datetime.strptime(date, "%Y-%m-%d %H:%M:%S")
        with raises(TypeError):
            re.match(date, "2026")
        assert datetime.datetime.strptime(str(date), "%Y-%m-%d %H:%M:%S").day == 1


class TestNumbers:
    def test_money_is_read_from_its_text(self):
        for invoice, text in zip(full().invoices.invoice, ("45.00", "40", "0.10"), strict=True):
            assert str(invoice.amount) == text
            assert Decimal(str(invoice.amount)) == Decimal(text)
            assert float(str(invoice.amount)) == float(invoice.amount.text) == float(text)

    def test_numbers_go_into_formats(self):
        invoice = full().invoices.invoice[0]
        assert "%d" % invoice.client_id == "13"  # noqa: UP031
        assert "%i - %s" % (invoice.client_id, invoice.organization) == "13 - Garden & Sons"  # noqa: UP031
        assert "{}".format(invoice.amount) == f"{invoice.amount}" == "45.00"  # noqa: UP032
        assert "%s %.2f" % (invoice.number, invoice.amount) == "0000004 45.00"  # noqa: UP031
        assert f"{invoice.amount:.2f} {invoice.amount:>8}" == "45.00    45.00"

    def test_an_id_is_the_key_that_its_int_is(self):
        invoices = {each.invoice_id: each for each in full().invoices.invoice}
        assert invoices[58].client_id == 13
        assert {58: "found"}[full().invoices.invoice.invoice_id] == "found"
        assert len({each.client_id for each in full().invoices.invoice}) == 2

    def test_one_by_identity_stays_false_and_by_truth_works(self):
        task = answer(TASK).task
        assert not operator.is_(task.billable, 1)
        assert bool(task.billable) is True
        assert bool(answer("<task><billable>0</billable></task>").task.billable) is False
        assert bool(full().invoices.invoice[0].amount) is True

    def test_an_id_goes_through_helpers_as_a_number_or_a_text(self):
        def newest(response):
            return response.invoices.invoice[-1].invoice_id

        assert int(newest(full())) == 60
        assert str(newest(full())) == "60"
        assert list(range(100))[newest(full())] == 60

    def test_money_computes_whether_it_came_with_cents_or_without(self):
        # In version 2.0 this worked until the first amount with cents.
        amounts = [each.amount for each in full().invoices.invoice]
        assert sum(amounts) == Decimal("85.10")
        total = 0
        for amount in amounts:
            total += amount * 2
        assert repr(total) == "Decimal('170.20')"
        assert max(amounts) == 45
        assert sorted(amounts) == [Decimal("0.10"), 40, 45]
        assert [round(amount / 3, 2) for amount in amounts] == [
            Decimal("15.00"),
            Decimal("13.33"),
            Decimal("0.03"),
        ]
        assert amounts[0] == 45 != amounts[1]
        assert int(amounts[0]) == 45
        assert float(amounts[2]) == 0.1

    def test_an_amount_is_the_decimal_element_that_the_api_names(self):
        amount = full().invoices.invoice[0].amount
        assert isinstance(amount, api.DecimalElement)
        assert isinstance(amount, objectify.NumberElement)
        assert amount.pyval == Decimal("45.00")
        assert type(amount.pyval) is Decimal
        assert isinstance(full().invoices.invoice[0].client_id, objectify.IntElement)


class TestReadingAsBefore:
    def test_a_switch_gives_the_reading_of_version_2_0_back(self):
        content = _ANSWER.format(NAMESPACES[0], INVOICES + "<paid>true</paid>").encode()
        response = api.response_decoder_of_2_0(content)
        assert str(response.invoices.invoice[0].number) == "4"
        assert isinstance(response.invoices.invoice[1].number, api.DecimalElement)
        assert response.paid.pyval is True
        assert response.items() == [("status", "ok")]

    def test_a_decoder_of_ones_own_finds_the_decimals(self):
        response = objectify.fromstring(_ANSWER.format(NAMESPACES[0], INVOICES).encode())
        amounts = [each.amount for each in response.invoices.invoice]
        assert isinstance(amounts[0], api.DecimalElement)
        assert amounts[0].pyval == Decimal("45.00")
        assert sum(amounts) == Decimal("85.10")

    def test_a_parser_of_ones_own_is_handed_on(self):
        content = _ANSWER.format(NAMESPACES[0], INVOICES).encode()
        response = api.default_response_decoder(content, objectify.makeparser())
        assert str(response.invoices.invoice.number) == "4"
