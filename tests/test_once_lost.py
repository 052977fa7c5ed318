"""Whatever becomes of answers, programs and lines of code: never two of a key."""

import contextlib
import importlib.util
import os
import sys
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from refreshbooks import api, exceptions
from tests.forgetful import Clock, Fate, Forgetful, Killed, client_of, silence
from tests.marks import shown_once

SETTLE = 10.0
ROOM = str(Path(api.__file__).parent / "once")

#: What leaves a create in doubt.
DOUBTFUL = [
    silence,
    lambda: exceptions.TransportException(503, b""),
    lambda: exceptions.BadResponse("cut off"),
    KeyboardInterrupt,
    Killed,
]
#: What says that nothing was done.
DEFINITE = [
    lambda: exceptions.NoResponse("refused", sent=False),
    lambda: exceptions.RateLimited(429, b"", 1.0),
    lambda: exceptions.ValidationError("no", code=40040),
]

DELAYS = st.floats(0, SETTLE - 0.5)
FATES = st.one_of(
    st.builds(
        Fate,
        applied_after=st.one_of(st.none(), DELAYS),
        raised=st.sampled_from(DOUBTFUL),
        takes=DELAYS,
    ),
    st.builds(Fate, applied_after=st.none(), raised=st.sampled_from(DEFINITE), takes=DELAYS),
    st.builds(Fate, takes=DELAYS),
)
RUNS = st.lists(st.tuples(st.sampled_from(["ann", "bob"]), st.floats(0, 2 * SETTLE)), max_size=6)


def once(c, name, locks):
    return api.find_or_create(
        c.client.create,
        by="email",
        settle=SETTLE,
        locks=locks,
        client={"email": f"{name}@example.com"},
    )


class Books:
    """A service and the folder of locks, both in a new folder."""

    def __init__(self, folder, fates=()):
        self.clock = Clock()
        self.service = Forgetful(Path(folder) / "books.json", self.clock, fates)
        self.c = client_of(self.service, self.clock)
        self.locks = Path(folder) / "locks"

    def once(self, name="ann"):
        return once(self.c, name, self.locks)

    def ids(self, name="ann"):
        return [
            record["id"]
            for record in self.service.everything
            if record["fields"]["email"] == f"{name}@example.com"
        ]


def lines_of(work):
    """Returns how many lines of the room some work runs through."""
    count = 0

    def trace(frame, event, arg):
        nonlocal count
        if not frame.f_code.co_filename.startswith(ROOM):
            return None
        count += event == "line"
        return trace

    run_traced(work, trace)
    return count


def at_line(number, then):
    """Returns a trace that does something when so many lines of the room were begun."""
    left = number

    def trace(frame, event, arg):
        nonlocal left
        if not frame.f_code.co_filename.startswith(ROOM):
            return None
        if event == "line":
            left -= 1
            if left == 0:
                then()
        return trace

    return trace


def run_traced(work, trace):
    """Does some work under a trace, in a thread of its own.

    What a trace raises at the end of an except clause stays the thread's current
    exception for good, and would turn up as the context of other tests' errors.
    """
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(_traced, work, trace).result()


def _traced(work, trace):
    sys.settrace(trace)
    try:
        return work()
    finally:
        sys.settrace(None)


def interrupt():
    raise KeyboardInterrupt


@shown_once
class LostTest(unittest.TestCase):
    def setUp(self):
        if importlib.util.find_spec("filelock") is None:
            raise unittest.SkipTest("filelock is not installed")
        # Lines that run but once, at the first import, are not among those counted.
        with tempfile.TemporaryDirectory() as folder:
            Books(folder).once()

    @settings(max_examples=150, deadline=None)
    @given(fates=st.lists(FATES, max_size=12), runs=RUNS)
    def test_whatever_is_lost_there_are_never_two_and_every_id_told_is_the_one(self, fates, runs):
        with tempfile.TemporaryDirectory() as folder:
            books = Books(folder, fates)
            told = {"ann": set(), "bob": set()}
            for name, pause in runs:
                with contextlib.suppress(exceptions.RefreshbooksError, KeyboardInterrupt, Killed):
                    told[name].add(books.once(name).id)
                books.clock.now += pause
            for name, ids in told.items():
                self.assertLessEqual(len(books.ids(name)), 1)
                self.assertLessEqual(ids, set(books.ids(name)))
            books.service.fates.clear()
            self.assertEqual([books.once().id], books.ids())

    def test_ctrl_c_at_any_line_leaves_nothing_that_makes_two(self):
        for fate in (Fate(), Fate(applied_after=SETTLE - 1, raised=silence)):
            with tempfile.TemporaryDirectory() as folder:
                count = lines_of(Books(folder, [fate]).once)
            self.assertGreater(count, 50)
            for number in range(1, count + 1):
                with self.subTest(line=number), tempfile.TemporaryDirectory() as folder:
                    books = Books(folder, [fate])
                    with self.assertRaises(KeyboardInterrupt):
                        run_traced(books.once, at_line(number, interrupt))
                    self.assertEqual([books.once().id], books.ids())

    @unittest.skipUnless(hasattr(os, "fork"), "needs fork")
    def test_a_program_killed_at_any_line_leaves_nothing_that_makes_two(self):
        with tempfile.TemporaryDirectory() as folder:
            count = lines_of(Books(folder).once)
        for number in range(1, count + 1):
            with self.subTest(line=number), tempfile.TemporaryDirectory() as folder:
                books = Books(folder)
                pid = os.fork()
                if pid == 0:
                    run_traced(books.once, at_line(number, lambda: os._exit(3)))
                    os._exit(0)
                self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), 3)
                self.assertEqual([books.once().id], books.ids())
