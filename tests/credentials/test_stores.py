"""Stores of tokens: what is kept comes back, for whom it was kept and nobody else."""

import contextlib
import datetime
import json
import os
import stat
import sys
import tempfile
import threading
import types
import unittest
from importlib import util
from pathlib import Path
from unittest import mock

from refreshbooks.credentials import (
    CallableStore,
    FileStore,
    Grant,
    KeyringStore,
    MemoryStore,
    StoreFailed,
    in_files,
)
from refreshbooks.exceptions import MissingExtra, RefreshbooksError

NOON = datetime.datetime(2026, 7, 1, 12, tzinfo=datetime.timezone.utc)
ACCESS = "access-3f9c1b7e5d2a"
REFRESH = "refresh-8d4e6a0c2b1f"
GRANT = Grant(ACCESS, REFRESH, NOON, NOON.timestamp() - 43200.5, 43200)

HAS_FILELOCK = util.find_spec("filelock") is not None
needs_filelock = unittest.skipUnless(HAS_FILELOCK, "filelock is not installed")


def keyring_of(entries):
    """Returns a stand-in for the library: a machine with a keyring is not to be had here."""
    library = types.ModuleType("keyring")
    library.get_password = lambda service, name: entries.get((service, name))
    library.set_password = lambda service, name, text: entries.update({(service, name): text})
    library.delete_password = lambda service, name: entries.pop((service, name))
    library.errors = types.ModuleType("keyring.errors")
    library.errors.KeyringError = type("KeyringError", (Exception,), {})
    return {"keyring": library, "keyring.errors": library.errors}


def functions_of(rows):
    return CallableStore(
        lambda identity: rows.get(identity) and json.loads(rows[identity]),
        lambda identity, kept: rows.update({identity: json.dumps(kept)}),
    )


class EveryStoreTest(unittest.TestCase):
    """One contract for all of them."""

    def setUp(self):
        stack = contextlib.ExitStack()
        self.addCleanup(stack.close)
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        stack.enter_context(mock.patch.dict(sys.modules, keyring_of({})))
        home = Path(folder, "home")
        stack.enter_context(mock.patch.object(Path, "home", return_value=home))
        rows = {}
        self.stores = [
            MemoryStore(),
            functions_of({}),
            CallableStore(rows.get, rows.__setitem__, delete=rows.pop),
            FileStore(Path(folder, "tokens")),
            KeyringStore(),
        ]
        # Between processes, turns are taken by a library that need not be there.
        self.turns = [
            store
            for store in self.stores
            if HAS_FILELOCK or not isinstance(store, FileStore | KeyringStore)
        ]

    def test_what_was_kept_comes_back_whole(self):
        for store in self.stores:
            with self.subTest(store=store):
                store.save("user 17", GRANT)
                self.assertEqual(store.load("user 17"), GRANT)

    def test_identities_are_kept_apart_however_alike_they_are(self):
        names = ["user", "User", "user ", "../user", "us/er", "", "üser", "user\0"]
        for store in self.stores:
            with self.subTest(store=store):
                for number, name in enumerate(names):
                    store.save(name, Grant(f"a{number}", f"r{number}"))
                found = [store.load(name).access_token for name in names]
                self.assertEqual(found, [f"a{number}" for number in range(len(names))])

    def test_nobody_knows_what_was_not_kept_or_is_forgotten(self):
        for store in self.stores:
            with self.subTest(store=store):
                self.assertIsNone(store.load("user 17"))
                store.save("user 17", GRANT)
                store.delete("user 17")
                self.assertIsNone(store.load("user 17"))

    def test_no_store_and_no_grant_shows_a_token(self):
        for store in self.stores:
            with self.subTest(store=store):
                store.save("user 17", GRANT)
                shown = f"{store!r} {store} {store.load('user 17')!r}"
                self.assertNotIn(ACCESS, shown)
                self.assertNotIn(REFRESH, shown)

    def test_one_at_a_time_holds_an_identity(self):
        for store in self.turns:
            with self.subTest(store=store):
                with store.held("user 17", 1):
                    with self.assertRaises(TimeoutError):
                        with store.held("user 17", 0):
                            self.fail("two at a time")
                    with store.held("user 18", 0):
                        pass
                with store.held("user 17", 0):
                    pass

    def test_another_thread_waits_for_its_turn(self):
        for store in self.turns:
            with self.subTest(store=store):
                order = []

                def late(store=store, order=order):
                    with store.held("user 17", 10):
                        order.append("late")

                with store.held("user 17", 1):
                    thread = threading.Thread(target=late)
                    thread.start()
                    order.append("first")
                thread.join(10)
                self.assertEqual(order, ["first", "late"])


class FileStoreTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name, "of", "tokens")
        self.store = FileStore(self.folder)

    def grant_file(self):
        (path,) = self.folder.glob("*.json")
        return path

    @needs_filelock
    @unittest.skipIf(os.name == "nt", "there are no such modes")
    def test_only_the_owner_can_read_it_whatever_the_umask_is(self):
        before = os.umask(0)
        try:
            with self.store.held("user 17", 1):
                self.store.save("user 17", GRANT)
        finally:
            os.umask(before)
        modes = {path.suffix: stat.S_IMODE(path.stat().st_mode) for path in self.folder.iterdir()}
        self.assertEqual(modes, {".json": 0o600, ".lock": 0o600})
        self.assertEqual(stat.S_IMODE(self.folder.stat().st_mode), 0o700)

    def test_a_file_that_others_could_read_is_closed_to_them_by_the_next_grant(self):
        self.store.save("user 17", GRANT)
        self.grant_file().chmod(0o644)
        self.store.save("user 17", GRANT)
        self.assertEqual(stat.S_IMODE(self.grant_file().stat().st_mode), 0o600)

    def test_the_name_of_a_file_tells_no_identity(self):
        self.store.save("ann@example.com", GRANT)
        self.assertNotIn("ann", self.grant_file().name)

    def test_a_grant_that_cannot_be_written_leaves_the_one_before(self):
        self.store.save("user 17", GRANT)
        for name in ("replace", "fsync"):
            with mock.patch.object(os, name, side_effect=OSError(28, "No space left on device")):
                with self.assertRaisesRegex(StoreFailed, r"\.json: No space left on device"):
                    self.store.save("user 17", Grant("a", "b"))
            self.assertEqual(self.store.load("user 17"), GRANT)
            self.assertEqual(len(list(self.folder.iterdir())), 1)

    def test_a_process_that_ends_while_it_writes_leaves_the_one_before(self):
        self.store.save("user 17", GRANT)
        child = os.fork() if hasattr(os, "fork") else None
        if child is None:
            raise unittest.SkipTest("no fork here")
        if child == 0:
            os.replace = lambda *paths: os._exit(0)
            self.store.save("user 17", Grant("a", "b"))
        os.waitpid(child, 0)
        self.assertEqual(self.store.load("user 17"), GRANT)
        self.assertEqual(len(list(self.folder.iterdir())), 2)
        self.store.delete("user 17")
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_what_is_no_grant_is_named_by_its_path_and_not_shown(self):
        self.store.save("user 17", GRANT)
        path = self.grant_file()
        whole = path.read_bytes()
        for content in (
            b"",
            b"not JSON " + ACCESS.encode(),
            whole[: len(whole) // 2],
            b"[]",
            b"\xff\xfe",
            b"{}",
            b"[" * 50_000,
            whole.replace(f'"{ACCESS}"'.encode(), b"17"),
            whole.replace(b"43200,", b"[],").replace(b": 43200", b": []"),
            whole.replace(b"2026-07", b"2026-77"),
        ):
            with self.subTest(content=content[:40]):
                path.write_bytes(content)
                with self.assertRaises(StoreFailed) as caught:
                    self.store.load("user 17")
                self.assertIn(str(path), str(caught.exception))
                self.assertNotIn(ACCESS, str(caught.exception))

    def test_the_file_of_somebody_else_is_not_taken_for_ones_own(self):
        self.store.save("user 17", GRANT)
        theirs = self.grant_file().read_bytes()
        self.store.save("user 18", Grant("a", "b"))
        for path in self.folder.glob("*.json"):
            path.write_bytes(theirs)
        self.assertEqual(self.store.load("user 17"), GRANT)
        with self.assertRaisesRegex(StoreFailed, "another identity"):
            self.store.load("user 18")

    @needs_filelock
    def test_a_folder_that_cannot_be_makes_an_error_that_names_it(self):
        self.folder.parent.mkdir()
        self.folder.write_bytes(b"")
        for attempt in (
            lambda: self.store.save("user 17", GRANT),
            lambda: self.store.load("user 17"),
            lambda: self.store.held("user 17", 0).__enter__(),
        ):
            with self.assertRaisesRegex(StoreFailed, str(self.folder)):
                attempt()

    def test_what_cannot_be_deleted_makes_an_error_that_names_it(self):
        self.store.save("user 17", GRANT)
        with mock.patch.object(Path, "unlink", side_effect=PermissionError(13, "no")):
            with self.assertRaisesRegex(StoreFailed, "cannot be deleted"):
                self.store.delete("user 17")

    def test_without_a_folder_it_is_in_the_home(self):
        with mock.patch.object(Path, "home", return_value=Path("/home/ann")):
            self.assertIn("/home/ann", repr(FileStore()))
        with mock.patch.object(Path, "home", side_effect=RuntimeError("no home")):
            with self.assertRaisesRegex(StoreFailed, "no home"):
                FileStore()

    def test_windows_has_a_place_of_its_own(self):
        with mock.patch.object(sys, "platform", "win32"):
            self.assertIn("AppData", str(in_files.folder_of_the_user()))

    def test_locking_without_the_extra_says_which_to_install(self):
        with mock.patch.dict(sys.modules, {"filelock": None}):
            with self.assertRaisesRegex(MissingExtra, r"refreshbooks\[tokens\]"):
                self.store.held("user 17", 0).__enter__()

    def test_on_a_system_whose_folders_cannot_be_opened_grants_are_kept_all_the_same(self):
        opened = os.open

        def unless_a_folder(path, *rest):
            if Path(path).is_dir():
                raise PermissionError(13, "no")
            return opened(path, *rest)

        with mock.patch.object(os, "open", unless_a_folder):
            self.store.save("user 17", GRANT)
        self.assertEqual(self.store.load("user 17"), GRANT)


class KeyringStoreTest(unittest.TestCase):
    def test_without_the_library_the_extra_is_named(self):
        with mock.patch.dict(sys.modules, {"keyring": None}):
            with self.assertRaisesRegex(MissingExtra, r"refreshbooks\[keyring\]"):
                KeyringStore().load("user 17")

    def test_a_machine_without_a_keyring_is_told_what_to_do(self):
        library = keyring_of({})
        library["keyring"].get_password = lambda *_: raise_(library["keyring.errors"].KeyringError)
        with mock.patch.dict(sys.modules, library):
            with self.assertRaisesRegex(StoreFailed, "in files"):
                KeyringStore().load("user 17")

    def test_an_entry_that_is_no_grant_is_not_shown(self):
        entries = {("refreshbooks", "user 17"): ACCESS}
        with mock.patch.dict(sys.modules, keyring_of(entries)):
            with self.assertRaises(StoreFailed) as caught:
                KeyringStore().load("user 17")
        self.assertNotIn(ACCESS, str(caught.exception))

    def test_two_services_are_kept_apart(self):
        with mock.patch.dict(sys.modules, keyring_of({})):
            KeyringStore("one").save("user 17", GRANT)
            self.assertIsNone(KeyringStore("another").load("user 17"))
            KeyringStore("another").delete("user 17")
            self.assertEqual(KeyringStore("one").load("user 17"), GRANT)

    @unittest.skipUnless(util.find_spec("keyring"), "keyring is not installed")
    def test_the_library_itself_keeps_a_grant_or_says_that_it_cannot(self):
        with contextlib.suppress(StoreFailed):
            store = KeyringStore("refreshbooks tests")
            store.save("user 17", GRANT)
            self.assertEqual(store.load("user 17"), GRANT)
            store.delete("user 17")


class CallableStoreTest(unittest.TestCase):
    def test_save_is_handed_what_json_can_write(self):
        rows = {}
        functions_of(rows).save("user 17", GRANT)
        self.assertEqual(
            json.loads(rows["user 17"]),
            {
                "access_token": ACCESS,
                "refresh_token": REFRESH,
                "expires_at": "2026-07-01T12:00:00+00:00",
                "received_at": NOON.timestamp() - 43200.5,
                "lifetime": 43200,
            },
        )

    def test_a_row_of_nothing_but_tokens_will_do(self):
        for ends in ("2026-07-01T12:00:00", "2026-07-01T12:00:00Z", "2026-07-01 14:00:00+02:00"):
            kept = {"access_token": "a", "refresh_token": "r", "expires_at": ends}
            found = CallableStore(lambda identity, kept=kept: kept, print).load("user 17")
            self.assertEqual((found.access_token, found.expires_at), ("a", NOON))

    def test_what_the_functions_raise_comes_out_as_our_error_with_its_cause(self):
        def broken(*_):
            raise KeyError(ACCESS)

        store = CallableStore(broken, broken, broken, delete=broken)
        for attempt in (
            lambda: store.load("user 17"),
            lambda: store.save("user 17", GRANT),
            lambda: store.delete("user 17"),
            lambda: store.held("user 17", 0).__enter__(),
        ):
            with self.assertRaisesRegex(StoreFailed, r"\(\) failed: KeyError$") as caught:
                attempt()
            self.assertIsInstance(caught.exception.__cause__, KeyError)

    def test_a_row_that_is_no_grant_is_not_shown(self):
        for kept in ([], "text", {"access_token": 17}, {"expires_at": 17}, {"lifetime": ACCESS}):
            with self.subTest(kept=kept):
                with self.assertRaises(StoreFailed) as caught:
                    CallableStore(lambda identity, kept=kept: kept, print).load("user 17")
                self.assertNotIn(ACCESS, str(caught.exception))

    def test_a_lock_of_ones_own_is_taken_and_let_go(self):
        said = []

        @contextlib.contextmanager
        def lock(identity):
            said.append(f"locked {identity}")
            yield
            said.append("unlocked")

        with CallableStore({}.get, print, lock).held("user 17", 0):
            said.append("held")
        self.assertEqual(said, ["locked user 17", "held", "unlocked"])

    def test_a_lock_of_ones_own_that_is_not_to_be_had_in_time_says_so(self):
        store = CallableStore({}.get, print, lambda identity: raise_(TimeoutError))
        with self.assertRaises(TimeoutError):
            store.held("user 17", 0).__enter__()

    def test_what_is_raised_while_a_lock_is_held_stays_what_it_is(self):
        store = CallableStore({}.get, print, lambda identity: contextlib.nullcontext())
        with self.assertRaises(ZeroDivisionError):
            with store.held("user 17", 0):
                raise ZeroDivisionError


class MemoryStoreTest(unittest.TestCase):
    @unittest.skipUnless(hasattr(os, "fork"), "no fork here")
    def test_a_lock_that_was_held_at_a_fork_is_free_in_the_child(self):
        store = MemoryStore()
        with store.held("user 17", 0):
            child = os.fork()
            if child == 0:
                try:
                    with store.held("user 17", 0):
                        os._exit(0)
                finally:
                    os._exit(1)
            _, status = os.waitpid(child, 0)
        self.assertEqual(status, 0)

    def test_a_process_that_finds_itself_another_one_takes_locks_of_its_own(self):
        store = MemoryStore()
        with store.held("user 17", 0):
            with mock.patch.object(os, "getpid", return_value=-1):
                with store.held("user 17", 0):
                    pass


class GrantTest(unittest.TestCase):
    def grant(self, *, came, lifetime, made=None):
        made = came if made is None else made
        ends = datetime.datetime.fromtimestamp(made + lifetime, datetime.timezone.utc)
        return Grant("a", "r", ends, came, lifetime)

    def test_a_token_ends_when_the_service_says(self):
        self.assertEqual(self.grant(came=1000, lifetime=43200).ends_at, 44200)

    def test_a_token_made_earlier_whose_seconds_are_those_left_ends_after_them(self):
        # Made half a day before, 60 s are left: its end as told lies in the past.
        self.assertEqual(self.grant(came=50_000, made=1000, lifetime=60).ends_at, 50_060)

    def test_a_token_made_a_little_earlier_is_taken_to_end_earlier_rather_than_later(self):
        self.assertEqual(self.grant(came=2000, made=1000, lifetime=43200).ends_at, 44200)

    def test_a_clock_of_ours_that_is_wrong_does_not_make_a_token_end_too_late_or_at_once(self):
        for skew in (-7200, 7200, 86400):
            self.assertLessEqual(self.grant(came=1000, made=1000 + skew, lifetime=60).ends_at, 1060)
            self.assertGreater(self.grant(came=1000, made=1000 + skew, lifetime=60).ends_at, 1000)

    def test_the_margin_is_a_tenth_of_the_time_that_is_left_and_five_minutes_at_most(self):
        for lifetime, margin in ((60, 6), (43200, 300), (1, 0.1)):
            grant = self.grant(came=1000, lifetime=lifetime)
            self.assertAlmostEqual(grant.ends_at - grant.due_at, margin)

    def test_a_lifetime_of_nothing_says_nothing(self):
        for lifetime in (0, -5):
            grant = self.grant(came=1000, lifetime=lifetime)
            self.assertEqual((grant.ends_at, grant.due_at), (None, None))

    def test_an_end_that_was_only_told_is_believed(self):
        self.assertEqual(Grant("a", "r", NOON).ends_at, NOON.timestamp())
        self.assertEqual(Grant("a", "r", NOON).due_at, NOON.timestamp())
        self.assertIsNone(Grant("a", "r").due_at)

    def test_a_failed_store_is_one_of_our_errors_and_an_oserror(self):
        self.assertTrue(issubclass(StoreFailed, RefreshbooksError))
        self.assertTrue(issubclass(StoreFailed, OSError))


def raise_(kind):
    raise kind
