"""The catalog agrees with the documents, and there are documents for all of it.

The documents are our own, in tests/documents, and those in the folder that the
environment variable REFRESHBOOKS_DOCUMENTS names.
"""

import os
import unittest
from pathlib import Path

from refreshbooks import catalog
from tests.catalog.agreement import Document

OWN = Path(__file__).parent.parent / "documents"
FURTHER = os.environ.get("REFRESHBOOKS_DOCUMENTS")

# Further documents that differ from the catalog, by what is odd about them and
# the place where it shows. The service's own examples are that old.
ODD = {
    "the root has no namespace, as real answers always have": (
        "",
        """
        estimate.delete.response estimate.update.response
        expense.delete.response expense.update.response
        invoice.sendByEmail.CustomEmail.response invoice.sendByEmail.response
        invoice.sendBySnailMail.response invoice.update.response
        item.delete.response item.update.response
        payment.delete.response payment.update.response
        project.delete.response project.update.response
        task.delete.response task.update.response
        tax.delete.response tax.update.response
        time_entry.delete.response time_entry.update.response
        """,
    ),
    "one contact stands in contacts without its wrapper": (
        "client/contacts/",
        "client.get.response client.list.response",
    ),
    "a month of one digit is no date": ("date_to", "expense.list.request"),
}

# Documents that show a second way of calling a method.
FURTHER_WAYS = {
    "category.list.hierarchy",
    "estimate.sendByEmail.CustomEmail",
    "invoice.sendByEmail.CustomEmail",
}


def documents(folder):
    return [Document(path) for path in sorted(Path(folder).glob("*.xml"))]


def excused(name):
    """Returns the place where this document may differ, or None.

    >>> excused("expense.list.request")
    'date_to'
    """
    return next((place for place, names in ODD.values() if name in names.split()), None)


def is_excused(place, allowed):
    """Tells whether the place is the allowed one, or the root where that is it."""
    return allowed is not None and (allowed in place if allowed else not place)


class AgreementTest(unittest.TestCase):
    def test_our_own_documents_agree_with_the_catalog(self):
        for document in documents(OWN):
            with self.subTest(document=document.name):
                self.assertEqual(document.disagreements(), [])

    def test_further_documents_agree_save_for_the_odd_ones(self):
        if not FURTHER:
            raise unittest.SkipTest("REFRESHBOOKS_DOCUMENTS names no folder")
        for document in documents(FURTHER):
            allowed = excused(document.name)
            found = document.disagreements()
            with self.subTest(document=document.name):
                self.assertEqual([each for each in found if not is_excused(each[0], allowed)], [])

    def test_no_document_is_called_odd_that_is_not(self):
        if not FURTHER:
            raise unittest.SkipTest("REFRESHBOOKS_DOCUMENTS names no folder")
        for document in documents(FURTHER):
            if excused(document.name) is not None:
                with self.subTest(document=document.name):
                    self.assertNotEqual(document.disagreements(), [])


class CompletenessTest(unittest.TestCase):
    def setUp(self):
        self.names = {path.name.removesuffix(".xml") for path in OWN.glob("*.xml")}

    def test_every_documented_method_has_a_request_document(self):
        self.assertEqual({f"{name}.request" for name in documented()} - self.names, set())

    def test_every_documented_method_that_answers_with_xml_has_a_response_document(self):
        wanted = {f"{name}.response" for name in documented() if not catalog.find(name).binary}
        self.assertEqual(wanted - self.names, set())

    def test_every_further_way_of_calling_has_both_documents(self):
        wanted = {f"{way}.{kind}" for way in FURTHER_WAYS for kind in ("request", "response")}
        self.assertEqual(wanted - self.names, set())

    def test_no_document_belongs_to_nothing(self):
        called = {name.rpartition(".")[0] for name in self.names}
        self.assertEqual(called, documented() | FURTHER_WAYS)

    def test_binary_answers_have_no_response_document(self):
        binary = {f"{name}.response" for name in documented() if catalog.find(name).binary}
        self.assertEqual(binary & self.names, set())


def documented():
    methods = (method for noun in catalog.resources() for method in noun.methods)
    return {method.name for method in methods if method.documented}
