"""Rooms import one way: from the lines below their own, never from above."""

import subprocess
import sys
import unittest

from tests.marks import shown_once
from tests.source import modules

# From the front door down. Rooms on one line do not know each other.
LINES = [
    {"__main__"},
    {"cli"},
    {"aio"},
    {"api", "rest", "sandbox", "webhooks"},
    {"catalog"},
    {"once"},
    {"paging"},
    {"client", "transport", "credentials"},
    {"exchange"},
    {"transports", "optional", "advice"},
    {"adapters", "parsing", "address", "retry"},
    {"encoders"},
    {"leaves", "files"},
    {"elements", "nouns", "spelling"},
    {"exceptions"},
    {"masking"},
]
DEPTHS = {room: depth for depth, line in enumerate(LINES) for room in line}

# What the sandbox shares with the client, no test of either can doubt.
SHARED_WITH_THE_SANDBOX = {"catalog", "exceptions", "masking"}

CORE_PACKAGES = {"lxml", "requests", "requests_oauthlib"}
BROUGHT_BY_THEM = {"oauthlib", "urllib3"}
EXTRA_PACKAGES = {"filelock", "httplib2", "httpx2", "keyring", "pyrate_limiter", "trustme"}


def rooms_imported_by(module):
    names = [name.split(".") for name in module.imports()]
    found = {parts[1] for parts in names if parts[0] == "refreshbooks" and len(parts) > 1}
    return {room for room in found if not room.startswith("__version")} - {module.room}


def loaded_by(statement):
    """Returns the modules that a fresh interpreter loads for a statement."""
    program = f"import sys; before = set(sys.modules); {statement}; "
    program += "print(*sorted(set(sys.modules) - before))"
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(ran.stdout.split())


@shown_once
class RoomsTest(unittest.TestCase):
    def test_every_room_has_its_line_and_every_line_its_rooms(self):
        self.assertEqual({module.room for module in modules()} - {""}, set(DEPTHS))

    def test_a_room_imports_only_from_the_lines_below_its_own(self):
        for module in modules():
            for room in rooms_imported_by(module) if module.room else ():
                with self.subTest(module=module.name, imports=room):
                    self.assertGreater(DEPTHS[room], DEPTHS[module.room])

    def test_the_package_itself_imports_nothing(self):
        (package,) = (module for module in modules() if not module.room)
        self.assertEqual(list(package.imports()), [])

    def test_the_sandbox_borrows_none_of_the_clients_code(self):
        for module in modules():
            if module.room == "sandbox":
                with self.subTest(module=module.name):
                    self.assertLessEqual(rooms_imported_by(module), SHARED_WITH_THE_SANDBOX)

    def test_nothing_is_imported_that_no_requirement_brings(self):
        allowed = CORE_PACKAGES | BROUGHT_BY_THEM | EXTRA_PACKAGES | {"refreshbooks", "__future__"}
        for module in modules():
            tops = {name.partition(".")[0] for name in module.imports()}
            with self.subTest(module=module.name):
                self.assertLessEqual(tops - sys.stdlib_module_names, allowed)

    def test_oauth_stays_in_the_two_rooms_that_need_it(self):
        for module in modules():
            tops = {name.partition(".")[0] for name in module.imports()}
            if tops & {"oauthlib", "requests_oauthlib"}:
                self.assertIn(module.room, {"optional", "sandbox"}, module.name)


@shown_once
class FreshInterpreterTest(unittest.TestCase):
    def test_importing_the_package_loads_nothing_else(self):
        self.assertEqual(loaded_by("import refreshbooks"), {"refreshbooks"})

    def test_importing_the_front_door_loads_neither_oauth_nor_sandbox_nor_catalog(self):
        loaded = loaded_by("from refreshbooks import api")
        late = {"oauthlib", "requests_oauthlib", "httplib2", "zoneinfo", "sqlite3"}
        late |= {"asyncio", "filelock", "pyrate_limiter", "refreshbooks.once.making"}
        late |= {"refreshbooks.sandbox", "refreshbooks.catalog", "refreshbooks.cli"}
        self.assertIn("refreshbooks.api", loaded)
        self.assertEqual(loaded & late, set())

    def test_importing_the_catalog_loads_none_of_its_data(self):
        loaded = loaded_by("from refreshbooks import catalog")
        self.assertEqual({name for name in loaded if "catalog.classic." in name}, set())
