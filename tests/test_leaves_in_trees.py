"""Leaves and their trees: children, copies, and what plain objectify learns of them."""

import copy
import pickle
import subprocess
import sys
import unittest
from decimal import Decimal

from lxml import etree, objectify

from refreshbooks import leaves
from tests.trees import NAMESPACE, leaf, read

raises = unittest.TestCase().assertRaises


class TestStrings:
    def test_strings_add_compare_and_hash_as_str_does(self):
        error = leaf("Client not found.")
        assert "said: " + error == "said: Client not found."
        assert error + "!" == "Client not found.!"
        assert error == "Client not found."
        assert error in ("A", "Client not found.")
        assert {error: 1}["Client not found."] == 1
        assert {"Client not found.": 1}[error] == 1
        assert repr(error) == "'Client not found.'"
        assert error > "Client"
        assert error.strlen() == 17

    def test_a_text_that_a_program_assigns_stays_a_text(self):
        invoice = read("<r><invoice><number>0001</number></invoice></r>").invoice
        invoice.number = "0007"
        assert invoice.number == "0007"
        assert type(invoice.number) is leaves.StringElement
        invoice.number = 7
        assert invoice.number == 7


class TestOtherNodes:
    def test_no_entity_is_expanded_and_nothing_is_fetched(self):
        document = '<!DOCTYPE r [<!ENTITY a "rake"><!ENTITY b SYSTEM "file:///etc/hosts">]>'
        for name in "ab":
            tree = read(f"{document}<r><x>&{name};</x></r>")
            assert [each.name for each in tree.iter(etree.Entity)] == [name]
            assert f"<x>&{name};</x>".encode() in etree.tostring(tree)

    def test_comments_that_a_program_adds_are_comments(self):
        tree = read("<r><a>1</a></r>")
        for text in ("5", "five", None):
            tree.append(etree.Comment(text))
        tree.append(etree.ProcessingInstruction("stop"))
        assert [each.text for each in tree.iter(etree.Comment)] == ["5", "five", ""]
        assert [each.target for each in tree.iter(etree.PI)] == ["stop"]
        assert tree.a == 1
        assert "a = 1 [IntElement]" in objectify.dump(tree)


class TestChildren:
    def test_items_is_the_child_where_there_is_one(self):
        response = read("<response><items><item>1</item><item>2</item></items></response>")
        assert [int(each) for each in response.items.item] == [1, 2]
        assert [int(each) for each in response["items"].item] == [1, 2]

    def test_items_is_the_method_where_there_is_no_such_child(self):
        response = read('<response status="ok"><invoices page="1"><invoice/></invoices></response>')
        assert response.items() == [("status", "ok")]
        assert response.invoices.items() == [("page", "1")]
        assert response.invoices.invoice.items() == []

    def test_items_can_be_given_and_taken(self):
        response = read("<response><items/></response>")
        response.items = "none"
        assert response.items == "none"
        del response.items
        assert response.items() == []

    def test_a_missing_child_is_an_attribute_error_that_names_those_there_are(self):
        invoice = read(
            f'<response xmlns="{NAMESPACE}"><invoice><number/><line/><line/></invoice></response>'
        ).invoice
        with raises(AttributeError) as caught:
            invoice.numbre  # noqa: B018
        assert str(caught.exception) == "<invoice> has no child 'numbre'; it has number, line"
        # Python's own "Did you mean" goes by these.
        assert caught.exception.name == "numbre"
        assert "number" in dir(caught.exception.obj)
        assert not hasattr(invoice, "autobill")
        assert getattr(invoice, "autobill", "none") == "none"
        assert hasattr(invoice, "number")

    def test_a_text_asked_for_what_a_str_can_do_says_how(self):
        client = read("<client><email>ada@example.com</email></client>")
        with raises(AttributeError) as caught:
            client.email.upper()
        assert "take str() of it first" in str(caught.exception)

    def test_the_names_in_an_error_come_to_an_end(self):
        wide = read("<r>" + "".join(f"<a{number}/>" for number in range(41)) + "</r>")
        with raises(AttributeError) as caught:
            wide.b  # noqa: B018
        assert str(caught.exception).endswith(", a38, a39, ...")
        narrow = read("<r>" + "".join(f"<a{number}/>" for number in range(40)) + "</r>")
        with raises(AttributeError) as caught:
            narrow.b  # noqa: B018
        assert str(caught.exception).endswith(", a38, a39")

    def test_an_empty_list_says_how_to_go_through_it(self):
        response = read('<response><invoices page="1" pages="0" total="0"/></response>')
        with raises(AttributeError) as caught:
            response.invoices.invoice  # noqa: B018
        assert "<invoices> has no child 'invoice'" in str(caught.exception)
        assert "invoices.getchildren()" in str(caught.exception)
        assert [each.number for each in response.invoices.getchildren()] == []

    def test_a_full_list_goes_through_the_same_way(self):
        response = read(
            "<response><invoices><invoice><number>07</number></invoice>"
            "<invoice><number>08</number></invoice></invoices></response>"
        )
        assert [str(each.number) for each in response.invoices.getchildren()] == ["07", "08"]

    def test_a_missing_child_of_a_number_is_an_attribute_error_too(self):
        for text in ("4", "4.50"):
            assert not hasattr(leaf(text), "cents")


class TestCopies:
    TREE = (
        f'<response xmlns="{NAMESPACE}" status="ok"><invoice><number>00004</number>'
        "<amount>45.00</amount><p_code>04410</p_code><notes>a\r\n&lt;b&gt; é</notes><terms/>"
        "</invoice></response>"
    ).replace("\r", "&#13;")
    WAYS = (
        copy.copy,
        copy.deepcopy,
        *(
            lambda element, protocol=protocol: pickle.loads(pickle.dumps(element, protocol))
            for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
        ),
    )

    def test_a_tree_comes_out_with_the_same_leaves(self):
        for again in self.WAYS:
            for part in (read(self.TREE), read(self.TREE).invoice):
                twin = again(part)
                assert etree.tostring(twin, with_tail=False) == etree.tostring(
                    part, with_tail=False
                )
                assert list(map(type, twin.iter())) == list(map(type, part.iter()))
            assert str(again(read(self.TREE)).invoice.number) == "00004"
            assert again(read(self.TREE)).get("status") == "ok"

    def test_a_leaf_comes_out_as_it_went_in(self):
        for again in self.WAYS:
            for part in read(self.TREE).invoice.getchildren():
                twin = again(part)
                assert type(twin) is type(part)
                assert (twin.text, twin.tag, twin.pyval) == (part.text, part.tag, part.pyval)
                assert twin == part
                assert twin is not part

    def test_white_space_that_was_no_layout_is_kept(self):
        for again in self.WAYS:
            assert again(read("<r><a>&#10;<b>1</b></a></r>")).a.text == "\n"

    def test_a_copy_does_not_follow_its_original(self):
        response = read(self.TREE)
        twin = copy.deepcopy(response)
        response.invoice.number = 5
        assert str(twin.invoice.number) == "00004"

    def test_names_need_not_be_ascii(self):
        for again in self.WAYS:
            response = read("<réponse><été>2016</été></réponse>")
            assert again(response)["été"] == again(response["été"]) == 2016

    def test_a_pickle_brings_nothing_that_stood_behind(self):
        for element in (read("<r><a>4</a>behind</r>").a, read("<r><a><b/></a>behind</r>").a):
            assert pickle.loads(pickle.dumps(element)).tail is None
        assert copy.copy(read("<r><a>4</a>behind</r>").a).tail is None


class TestWhatIsRegistered:
    def test_plain_objectify_reads_as_version_2_0_made_it_read(self):
        plain = objectify.fromstring(
            "<r><a>45.00</a><b>NaN</b><c>1e5</c><d>1_0.5</d><e>45</e><f>true</f><g>x</g>"
            "<h>00042</h></r>"
        )
        for name in "abcd":
            assert isinstance(plain[name], leaves.DecimalElement), name
            assert isinstance(plain[name].pyval, Decimal)
        assert type(plain.e) is objectify.IntElement
        assert type(plain.f) is objectify.BoolElement
        assert type(plain.g) is objectify.StringElement
        assert str(plain.h) == "42"

    def test_a_decimal_of_plain_objectifys_survives_pickling(self):
        plain = objectify.fromstring("<r><b>1e5</b></r>")
        assert pickle.loads(pickle.dumps(plain.b)).pyval == Decimal(100000)

    def test_the_decimal_type_stands_between_int_and_float(self):
        program = (
            "from lxml import objectify; before = objectify.getRegisteredTypes();"
            "from refreshbooks import leaves; after = objectify.getRegisteredTypes();"
            "print([each.name for each in before], [each.name for each in after])"
        )
        names = ["int", "float", "bool", "long", "str", "NoneType", "none"]
        said = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True
        ).stdout
        before, after = said.replace("'", "").strip().strip("[]").split("] [")
        assert "decimal" not in before
        order = after.split(", ")
        assert sorted(order) == sorted([*before.split(", "), "decimal"])
        assert order.index("int") < order.index("decimal") < order.index("float")
        assert set(names) <= set(order)

    def test_the_check_refuses_what_decimal_refuses(self):
        for text in ("45.00", "NaN", "1e5", "1_000", "-Infinity", " 4 "):
            leaves.check_decimal_element(text)
        for text in ("", "x", "true", "1,0", "12-31"):
            with raises(ValueError):
                leaves.check_decimal_element(text)
        assert leaves.decimal_type.name == "decimal"
