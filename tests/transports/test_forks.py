"""Connections are made anew in a process that did not open them, once."""

import os
import threading
from unittest import mock

from refreshbooks.transports.forks import ForkGuard


def elsewhere() -> "mock._patch[mock.Mock]":
    """Makes the number of the process another, as a fork does."""
    return mock.patch("os.getpid", return_value=os.getpid() + 1)


def test_nothing_is_renewed_in_the_process_that_opened_the_connections() -> None:
    guard, renewed = ForkGuard(), []
    guard.check(renewed.append, "here")
    assert renewed == []


def test_another_process_renews_once_and_so_does_its_own_child() -> None:
    guard, renewed = ForkGuard(), []
    with elsewhere():
        guard.check(renewed.append, "child")
        guard.check(renewed.append, "again")
        with elsewhere():
            guard.check(renewed.append, "grandchild")
    assert renewed == ["child", "grandchild"]


def test_threads_of_a_new_process_wait_until_one_of_them_has_renewed() -> None:
    guard, order = ForkGuard(), []
    waiting, go_on = threading.Event(), threading.Event()

    def renew() -> None:
        order.append("renewed")
        waiting.set()
        assert go_on.wait(10)

    def late() -> None:
        guard.check(renew)
        order.append("called")

    with elsewhere():
        first = threading.Thread(target=guard.check, args=(renew,))
        first.start()
        assert waiting.wait(10)
        second = threading.Thread(target=late)
        second.start()
        # It stands at the lock or before it: in both cases it has not called.
        assert order == ["renewed"]
        go_on.set()
        first.join(10)
        second.join(10)
    assert order == ["renewed", "called"]


def test_old_connections_are_kept_and_not_cleared_up() -> None:
    class Connections:
        """Can be watched."""

    old = Connections()
    guard = ForkGuard()
    with elsewhere():
        guard.check(lambda: old)
    assert old in guard._left_behind
