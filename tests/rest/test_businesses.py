"""Which business is meant, and that each resource is told the id that it takes."""

import copy
import dataclasses
import json
import pickle
import pydoc
import unittest

from refreshbooks.exceptions import BadParameter
from refreshbooks.files import Answer
from refreshbooks.rest import Client
from refreshbooks.rest.businesses import Business, businesses, chosen
from refreshbooks.rest.errors import FreshBooksNotImplementedError
from refreshbooks.rest.models import Identity
from tests.rest import golden

BARNES = {"id": 98765, "business_uuid": "u-1", "name": "Barnes Gardening", "account_id": "xZNQ1"}
YARD = {"id": 98766, "business_uuid": "u-2", "name": "The Yard", "account_id": "yBBK2"}


def me(*memberships):
    return Identity({"identity_id": 8, "business_memberships": list(memberships)})


def member(business, role="owner"):
    return {"id": 1, "role": role, "business": business}


class ChosenTest(unittest.TestCase):
    def setUp(self):
        self.me = me(member(BARNES), member(YARD, "business_employee"))

    def test_a_business_is_found_by_its_name_or_by_any_of_its_ids(self):
        for which in ("Barnes Gardening", "barnes gardening", 98765, "98765", "xZNQ1", "u-1"):
            with self.subTest(which=which):
                found = chosen(self.me, which)
                self.assertEqual(
                    dataclasses.asdict(found),
                    {
                        "name": "Barnes Gardening",
                        "role": "owner",
                        "account_id": "xZNQ1",
                        "business_id": 98765,
                        "business_uuid": "u-1",
                        "_client": None,
                    },
                )

    def test_the_only_one_need_not_be_named(self):
        self.assertEqual(chosen(me(member(YARD))).account_id, "yBBK2")

    def test_of_several_one_has_to_be_named(self):
        with self.assertRaisesRegex(
            BadParameter,
            "2 businesses, so say which: 'Barnes Gardening' .owner, account_id xZNQ1,"
            " business_id 98765.; 'The Yard' .business_employee",
        ):
            chosen(self.me)

    def test_one_that_is_not_there_is_answered_by_those_that_are(self):
        with self.assertRaisesRegex(BadParameter, "no business 'Barns': .*Barnes.*The Yard"):
            chosen(self.me, "Barns")
        with self.assertRaisesRegex(BadParameter, "the user has no business$"):
            chosen(me(), "Barnes")

    def test_two_of_one_name_are_told_apart_by_an_id(self):
        twins = me(member(BARNES), member({**YARD, "name": "Barnes Gardening"}))
        with self.assertRaisesRegex(BadParameter, "2 businesses are called .*98765.*98766"):
            chosen(twins, "Barnes Gardening")
        self.assertEqual(chosen(twins, 98766).account_id, "yBBK2")

    def test_a_name_as_it_is_written_goes_before_one_in_another_case(self):
        alike = me(member(BARNES), member({**YARD, "name": "BARNES GARDENING"}))
        self.assertEqual(chosen(alike, "BARNES GARDENING").business_id, 98766)
        with self.assertRaises(BadParameter):
            chosen(alike, "barnes gardening")

    def test_an_id_goes_before_a_name(self):
        odd = me(member(BARNES), member({**YARD, "name": "98765"}))
        self.assertEqual(chosen(odd, "98765").name, "Barnes Gardening")

    def test_many_are_not_all_listed(self):
        many = me(*(member({**BARNES, "id": number, "name": f"B{number}"}) for number in range(30)))
        with self.assertRaisesRegex(BadParameter, "B19.*; and 10 more$"):
            chosen(many)

    def test_a_business_in_which_the_user_has_two_roles_is_one(self):
        twice = me(member(BARNES), member(BARNES, "business_accountant"))
        self.assertEqual(chosen(twice, "Barnes Gardening").role, "owner")

    def test_what_the_service_leaves_out_is_none(self):
        told = me(None, {"role": "owner", "business": None}, member({"id": 7}), "odd", member([]))
        self.assertEqual(businesses(told), [Business("", "owner", None, 7, None)])
        for nothing in ({}, {"business_memberships": None}):
            self.assertEqual(businesses(Identity(nothing)), [])

    def test_the_golden_user_has_two(self):
        found = businesses(Identity(golden.read("auth/users_me.json")["response"]))
        self.assertEqual([each.account_id for each in found], ["ABC123", "ABC124"])


class BoundTest(unittest.TestCase):
    def setUp(self):
        self.sent = []
        body = {"response": {"business_memberships": [member(BARNES), member(YARD)]}}

        def transport(request):
            self.sent.append((request.method, request.url.partition("freshbooks.com")[2]))
            return Answer(json.dumps(body).encode(), 200)

        self.client = Client("an_app", access_token="a_token", transport=transport, retries=0)
        self.business = self.client.business("The Yard")

    def test_the_user_is_asked_for(self):
        self.assertEqual(self.sent, [("GET", "/auth/api/v1/users/me")])

    def test_each_resource_is_told_the_id_that_it_takes(self):
        for call, path in (
            (lambda b: b.clients.get(8), "/accounting/account/yBBK2/users/clients/8"),
            (lambda b: b.projects.list(), "/projects/business/98766/projects"),
            (lambda b: b.ledger_accounts.list(), "/accounting/businesses/u-2/"),
            (lambda b: b.reports.profitloss.get(), "/accounting/account/yBBK2/reports/"),
            (lambda b: b.images.get("a-jwt"), "/uploads/images/a-jwt"),
        ):
            with self.subTest(path=path):
                try:
                    call(self.business)
                except Exception as error:  # noqa: BLE001  # the answer is none of theirs
                    self.assertNotIsInstance(error, TypeError | AttributeError)
                self.assertIn(path, self.sent[-1][1])

    def test_it_is_what_the_client_does_with_the_id_written_out(self):
        self.client.clients.get(self.business.account_id, 8)
        self.business.clients.get(8)
        self.assertEqual(self.sent[-1], self.sent[-2])

    def test_a_call_that_a_resource_does_not_have_is_refused_when_it_is_made(self):
        with self.assertRaisesRegex(FreshBooksNotImplementedError, "'create' does not exist"):
            self.business.staff.create({})
        self.assertEqual(self.business.staff.takes, self.client.staff.takes)

    def test_a_business_has_no_other_parts_of_the_client(self):
        for name in ("access_token", "close", "request", "_tokens", "clientz"):
            with self.assertRaises(AttributeError):
                getattr(self.business, name)
        with self.assertRaises(AttributeError):
            _ = self.business.clients._row

    def test_what_it_offers_can_be_seen(self):
        self.assertLessEqual({"clients", "projects", "account_id"}, set(dir(self.business)))
        self.assertIn("list", dir(self.business.clients))
        self.assertEqual(repr(self.business.clients), "<AccountingResource clients of 'The Yard'>")

    def test_help_tells_of_a_bound_resource_and_its_calls_what_it_tells_of_any(self):
        text = pydoc.plain(pydoc.render_doc(self.business.invoices))
        self.assertIn("invoices: get, list, create, update, delete.", text)
        self.assertIn("Filters: invoiceid, ", text)
        text = pydoc.plain(pydoc.render_doc(self.business.attachments.upload))
        self.assertIn("<UploadsResource.upload of 'yBBK2'>", text)
        self.assertIn("upload(file_stream: Any = None, file_path:", text)
        self.assertIn("Uploads a file", text)

    def test_a_business_cannot_be_changed_and_shows_no_client(self):
        with self.assertRaises(dataclasses.FrozenInstanceError):
            self.business.account_id = "other"
        self.assertNotIn("client", repr(self.business))
        self.assertEqual(copy.copy(self.business), self.business)
        alone = dataclasses.replace(self.business, _client=None)
        self.assertEqual(pickle.loads(pickle.dumps(alone)), self.business)
