"""Who the sandbox says that a caller is."""

import json
import os
import unittest
from pathlib import Path

from refreshbooks.sandbox import Sandbox
from tests.marks import integration
from tests.sandbox.rest.asking import Asker, Asking


@integration
class IdentityTest(Asking):
    def me(self):
        return self.ask("GET", "/auth/api/v1/users/me").json()["response"]

    def test_it_has_the_three_ids_that_everything_else_needs(self):
        (membership,) = self.me()["business_memberships"]
        business, account = membership["business"], self.ask.account
        self.assertEqual(membership["role"], "owner")
        self.assertEqual(business["account_id"], account.account_id)
        self.assertEqual(business["id"], account.business_id)
        self.assertEqual(business["business_uuid"], account.business_uuid)

    def test_all_parts_speak_of_the_same_person_and_business(self):
        me, account = self.me(), self.ask.account
        (group,), (role,) = me["groups"], me["roles"]
        self.assertEqual(me["id"], me["identity_id"])
        self.assertEqual(group["identity_id"], me["id"])
        self.assertEqual(group["identity_uuid"], me["identity_uuid"])
        self.assertEqual(group["business_id"], account.business_id)
        self.assertEqual((role["role"], role["accountid"]), ("admin", account.account_id))
        for flags in ("permissions", "subscription_statuses", "business_statuses"):
            self.assertEqual(list(me[flags]), [account.account_id])
        self.assertEqual(me["profile"]["first_name"], me["first_name"])
        self.assertEqual(me["profession"]["business_id"], account.business_id)

    def test_each_account_is_somebody_else_s(self):
        other = self.ask.account.account("other")
        headers = {"Authorization": f"Bearer {other.access_token}"}
        mine = self.me()
        theirs = self.ask("GET", "/auth/api/v1/users/me", headers=headers).json()["response"]
        self.assertNotEqual(mine["id"], theirs["id"])
        self.assertNotEqual(mine["identity_uuid"], theirs["identity_uuid"])
        businesses = [one["business_memberships"][0]["business"] for one in (mine, theirs)]
        for name in ("id", "business_uuid", "name", "account_id"):
            self.assertEqual(len({business[name] for business in businesses}), 2)

    def test_the_owner_is_the_one_member_of_the_team(self):
        path = "/auth/api/v1/businesses/{business_id}/team_members"
        told = self.ask("GET", path).json()
        (owner,) = told["response"]
        self.assertEqual(told["meta"], {"page": 1, "per_page": 30, "total": 1})
        self.assertEqual(owner["identity_id"], self.ask.me)
        self.assertEqual(owner["business_role_name"], "owner")
        one = self.ask("GET", f"{path}/{owner['uuid']}").json()["response"]
        self.assertEqual(one, owner)
        self.assertEqual(self.ask("GET", f"{path}?active=false").json()["response"], [])
        self.assertEqual(self.ask("GET", f"{path}?page=2").json()["response"], [])
        self.assertEqual(self.ask("GET", f"{path}/nobody").status_code, 404)

    def test_the_business_names_its_members(self):
        told = self.ask("GET", "/auth/api/v1/users/business/{business_id}").json()["response"]
        (owner,) = told["business_group"]["members"]
        self.assertEqual(told["account_id"], self.ask.account.account_id)
        self.assertEqual((owner["identity_id"], owner["role"]), (self.ask.me, "owner"))
        other = self.ask.account.account("other")
        refused = self.ask("GET", f"/auth/api/v1/users/business/{other.business_id}")
        self.assertEqual(refused.status_code, 404)

    def test_what_nobody_has_seen_is_not_invented(self):
        for path in ("/auth/api/v1/partners/applications", "/auth/api/v1/users/invitation"):
            method = "POST" if path.endswith("invitation") else "GET"
            self.assertEqual(self.ask(method, path, json={}).status_code, 501)


@integration
class DocumentsTest(unittest.TestCase):
    """The forms of published answers; see the variable's name for where they are."""

    def test_all_that_was_published_of_an_identity_is_there_in_the_same_types(self):
        folder = os.environ.get("REFRESHBOOKS_REST_DOCUMENTS")
        if not folder:
            raise unittest.SkipTest("needs the folder of published documents")
        documents = {
            "users_me.json": "/auth/api/v1/users/me",
            "team_members__list.json": "/auth/api/v1/businesses/{business_id}/team_members",
            "business_group__staff_list.json": "/auth/api/v1/users/business/{business_id}",
        }
        with Sandbox() as sandbox:
            ask = Asker(sandbox)
            for name, path in documents.items():
                published = json.loads(Path(folder, "auth", name).read_text(encoding="utf-8"))
                answered = ask("GET", path).json()
                with self.subTest(name=name):
                    self.assertEqual(_missing(published, answered), [])
            ask.session.close()


# Names in these objects are ids, or of the published one's own.
_FREE = {"permissions", "subscription_statuses", "business_clients"}


def _missing(published, answered, where=""):
    """Returns the places at which an answer lacks something or has another type."""
    if isinstance(published, list):
        pairs = zip(published[:1], answered[:1], strict=False)
        return [place for one, other in pairs for place in _missing(one, other, f"{where}[]")]
    if not isinstance(published, dict):
        is_alike = None in (published, answered) or type(published) is type(answered)
        return [] if is_alike else [where]
    if where.rpartition(".")[2] in _FREE:
        return []
    if answered is None:
        return []
    gone = [f"{where}.{name}" for name in published if name not in answered]
    there = (name for name in published if name in answered)
    inside = (_missing(published[name], answered[name], f"{where}.{name}") for name in there)
    return [*gone, *(place for places in inside for place in places)]
