"""One client, many threads, and a fork in the middle."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

from refreshbooks import api
from tests.marks import integration
from tests.processes import running_sandbox

THREADS = 32
CALLS = 3200


def open_files():
    return len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0


def ask_for_clients(c, ids, calls):
    """Asks for one client after the other and returns the answers that were somebody else's."""

    def ask(number):
        wanted = ids[number % len(ids)]
        return wanted, int(c.client.get(client_id=wanted).client.client_id)

    with ThreadPoolExecutor(THREADS) as threads:
        return [pair for pair in threads.map(ask, range(calls)) if pair[0] != pair[1]]


def in_a_child(work):
    """Runs the work in a forked process and returns its exit status."""
    pid = os.fork()
    if pid == 0:
        status = 2
        try:
            status = 1 if work() else 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@integration
def test_every_answer_belongs_to_its_caller_and_nothing_leaks_not_even_across_a_fork():
    # The server runs in a process of its own: a fork must not copy its threads.
    with running_sandbox() as said, api.TokenClient(said["domain"], said["token"]) as c:
        ids = [
            int(c.client.create(client=dict(email=f"person{number}@example.com")).client_id)
            for number in range(THREADS)
        ]
        assert ask_for_clients(c, ids, CALLS // 4) == []
        files, running = open_files(), threading.active_count()
        assert in_a_child(lambda: ask_for_clients(c, ids, CALLS // 4)) == 0
        assert ask_for_clients(c, ids, CALLS // 2) == []
        assert open_files() <= files + THREADS
        assert threading.active_count() <= running + THREADS
    assert open_files() <= files
