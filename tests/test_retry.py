"""What may be sent again, how often, and how long to wait before."""

import itertools
import math
import threading
import unittest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refreshbooks.exceptions import (
    AccountMoved,
    BadParameter,
    BadResponse,
    FailedRequest,
    NoResponse,
    RateLimited,
    RefreshbooksError,
    TransportException,
    WriteRefused,
)
from refreshbooks.retry import Repeats, Retry, is_in_doubt, is_read, is_repeatable


def repeats(**settings):
    """Returns the repeats of a client whose waits are all as long as they may be."""
    return Repeats(Retry(**{"random": lambda: 1.0, "clock": lambda: 0.0, **settings}))


def pauses(error, method="invoice.list", **settings):
    """Returns how long one call waits, until it gives up."""
    attempts = repeats(**settings).attempts(read=is_read(method))
    return list(itertools.takewhile(lambda pause: pause is not None, _pauses(attempts, error)))


def _pauses(attempts, error):
    while True:
        yield attempts.pause_after(error)


def status(code, retry_after=None):
    error = TransportException(code, b"")
    error.retry_after = retry_after
    return error


def refusal(code):
    """Returns an error of another API's than Classic's, which says its status too."""
    error = RefreshbooksError("no")
    error.status = code
    return error


# What happened; may a read be sent again; may a write; is a write in doubt.
OUTCOMES = [
    (NoResponse("refused", sent=False), True, True, False),
    (NoResponse("silence", sent=True), True, False, True),
    (RateLimited(429, b""), True, True, False),
    (BadResponse("breaks off"), True, False, True),
    *[(status(code), True, False, True) for code in (502, 503, 504)],
    *[(status(code), False, False, True) for code in (500, 501, 520)],
    *[(status(code), False, False, False) for code in (400, 401, 403, 404, 408, 425)],
    (refusal(200), True, False, True),
    (refusal(429), True, True, False),
    (refusal(503), True, False, True),
    (refusal(422), False, False, False),
    (AccountMoved(301, b"", "/"), False, False, False),
    (FailedRequest("no"), False, False, False),
    (BadParameter("no"), False, False, False),
    (WriteRefused("invoice.create"), False, False, False),
]


def test_what_is_sent_again_is_what_cannot_do_harm():
    for error, read, write, doubt in OUTCOMES:
        assert is_repeatable(error, read=True) is read, error
        assert is_repeatable(error, read=False) is write, error
        assert is_in_doubt(error) is doubt, error


def test_no_write_in_doubt_is_ever_sent_again():
    for error, *_ in OUTCOMES:
        assert not (is_in_doubt(error) and is_repeatable(error, read=False))


def test_a_read_is_told_by_the_last_of_its_names():
    for method in ("invoice.list", "invoice.get", "invoice.getPDF", "system.current"):
        assert is_read(method)
    for method in ("invoice.create", "list.create", "get.update", "invoice.sendByEmail", "listed"):
        assert not is_read(method)


def test_waits_double_up_to_the_longest():
    assert pauses(NoResponse(""), retries=5, base=1, longest=5) == [1, 2, 4, 5, 5]
    assert pauses(NoResponse(""), retries=200, base=1, longest=5, budget=300)[-1] == 5


def test_no_retries_means_one_attempt():
    assert pauses(NoResponse(""), retries=0) == []


@given(st.floats(0, 1), st.integers(1, 10), st.floats(0, 100), st.floats(0, 100))
def test_a_wait_is_drawn_between_nothing_and_the_most(drawn, number, base, longest):
    settings = {"retries": number, "base": base, "longest": longest, "deadline": None}
    waits = pauses(NoResponse(""), random=lambda: drawn, **settings)
    assert len(waits) == number
    for attempt, wait in enumerate(waits):
        assert 0 <= wait <= min(longest, base * 2**attempt)


def test_the_service_s_own_wish_is_waited_out_beside_the_wait():
    for error in (RateLimited(429, b"", 30), status(503, 30)):
        assert pauses(error) == [30.5, 31.0]


def test_a_wish_for_too_long_a_wait_is_raised_instead():
    assert pauses(RateLimited(429, b"", 61)) == []
    assert pauses(RateLimited(429, b"", 61), longest_retry_after=61) == [61.5, 62.0]


def test_a_wish_that_is_no_time_counts_as_if_it_were_not_there():
    for wish in (float("nan"), -5.0, "30", b"", object()):
        assert pauses(status(503, wish)) == [0.5, 1.0]


def test_nobody_waits_longer_than_a_system_can():
    endless = {"longest_retry_after": math.inf, "deadline": None}
    for wish in (1e300, math.inf):
        assert pauses(RateLimited(429, b"", wish), **endless) == []
    endless |= {"base": math.inf, "longest": math.inf}
    assert pauses(NoResponse(""), **endless) == [1e9, 1e9]
    assert pauses(NoResponse(""), **endless, random=lambda: 0.0) == [0.0, 0.0]


def test_no_attempt_begins_after_the_deadline():
    now = iter([0.0, 1.0, 118.9, 119.5])
    attempts = repeats(retries=9, base=1, clock=lambda: next(now)).attempts(read=True)
    assert attempts.pause_after(NoResponse("")) == 1
    assert attempts.pause_after(NoResponse("")) is None


def test_without_a_deadline_it_goes_on():
    assert len(pauses(RateLimited(429, b"", 60), retries=7, deadline=None)) == 7


def test_all_calls_of_a_client_share_one_budget():
    client = repeats(budget=3, retries=2)
    attempts = [client.attempts(read=True) for _ in range(3)]
    waits = [each.pause_after(NoResponse("")) for each in attempts for _ in range(2)]
    assert [wait is not None for wait in waits] == [True, True, True, False, False, False]


def test_calls_that_go_well_fill_the_budget_up_again_and_no_further():
    client = repeats(budget=2)
    spender = client.attempts(read=True)
    assert [spender.pause_after(NoResponse("")) is None for _ in range(2)] == [False, False]
    assert client.attempts(read=True).pause_after(NoResponse("")) is None
    for _ in range(11):
        client.attempts(read=True).succeeded()
    assert client.attempts(read=True).pause_after(NoResponse("")) is not None
    spender.succeeded()
    for _ in range(1000):
        client.attempts(read=True).succeeded()
    assert [client.take() for _ in range(3)] == [True, True, False]


def test_another_policy_has_the_client_s_budget_unless_it_brings_another_one():
    client = repeats(budget=2)
    for retries in (3, 5):
        assert client.by(Retry(retries=retries, budget=2)).take()
    assert not client.take()
    assert client.by(Retry(budget=3)).take()


class SharedBudgetTest(unittest.TestCase):
    def test_threads_never_spend_more_than_there_is(self):
        client, taken = repeats(budget=50), []

        def spend():
            taken.extend(client.take() for _ in range(100))

        threads = [threading.Thread(target=spend) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sum(taken), 50)


def test_what_is_no_number_to_wait_or_count_by_is_refused_with_its_name():
    for name, value in (
        ("retries", -1),
        ("retries", True),
        ("budget", 1.5),
        ("base", -0.1),
        ("base", False),
        ("longest", float("nan")),
        ("longest_retry_after", "60"),
        ("deadline", -1),
    ):
        with pytest.raises(BadParameter, match=f"^{name}: "):
            Retry(**{name: value})


def test_a_policy_is_data_and_prints_as_such():
    assert repr(Retry(retries=5)).startswith("Retry(retries=5, base=0.5, longest=20.0")
    assert Retry() == Retry()
