"""Our client walks through the sandbox as the official SDK does, and finds the same."""

import os
import unittest
from unittest import mock

from refreshbooks import rest
from refreshbooks.sandbox import Sandbox
from tests.marks import integration
from tests.rest.walk import CASES, Walk, hook, ids_of


@integration
class WalkTest(unittest.TestCase):
    def test_all_that_the_official_sdk_has_is_answered_by_the_sandbox(self):
        with Sandbox() as sandbox, hook() as (address, verifier):
            with mock.patch.dict(os.environ, FRESHBOOKS_API_URL=sandbox.rest_url):
                client = rest.Client(sandbox.client_id, access_token=sandbox.access_token)
            walk = Walk(rest, client, ids_of(sandbox), address)
            refused = walk.whole()
            walk.verified(verifier)
            client.close()
        assert {case.resource for case in CASES} < {resource for resource, _ in walk.done}
        assert [(type(error).__name__, error.error_code) for _, error in refused] == [
            ("NotFound", 1012),
            ("ValidationError", 1001),
            ("NotFound", None),
            ("NotFound", None),
        ]
