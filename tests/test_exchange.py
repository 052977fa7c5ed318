"""The steps of one call, driven by hand."""

import asyncio
import unittest
from unittest import mock

import pytest

from refreshbooks import advice, exceptions
from refreshbooks.exchange import Call, Rules, Send, Turn, Wait, exchange
from refreshbooks.retry import Repeats, Retry, is_read


def steps_of(method, *, decode=lambda answer: answer, **rules):
    rules.setdefault("repeats", Repeats(Retry(random=lambda: 1.0)))

    def explain(error):
        return advice.explained(error, method, {}, "", advice.no_names)

    return exchange(Call(method, is_read(method), lambda: method, decode, explain, Rules(**rules)))


def ending(steps, answer):
    """Hands over the last answer, and returns what the call ends with."""
    with pytest.raises(StopIteration) as end:
        steps.send(answer)
    return end.value.value


def test_a_call_that_goes_well_is_one_step():
    steps = steps_of("invoice.list", decode=len)
    assert next(steps) == Send("invoice.list")
    assert ending(steps, b"four") == 4


def test_a_repeat_waits_and_sends_the_same_again():
    steps = steps_of("invoice.list")
    first = next(steps)
    assert steps.throw(exceptions.NoResponse("silence")) == Wait(0.5)
    assert steps.send(None) == first
    assert ending(steps, b"") == b""


def test_with_a_limit_each_attempt_begins_with_a_turn():
    steps = steps_of("invoice.list", limit=object())
    assert next(steps) == Turn()
    assert isinstance(steps.send(None), Send)
    assert isinstance(steps.throw(exceptions.NoResponse("silence")), Wait)
    assert steps.send(None) == Turn()


def test_what_is_no_error_of_ours_goes_through_and_is_not_repeated():
    for error in (RuntimeError("a transport's own"), SystemExit()):
        steps = steps_of("invoice.list")
        next(steps)
        with pytest.raises(type(error)):
            steps.throw(error)


def test_a_write_that_was_answered_is_not_repeated_whatever_its_decoder_raises():
    # As a decoder does that makes another call, which is refused.
    for error in (exceptions.RateLimited(429, b""), exceptions.NoResponse("no", sent=False)):
        steps = steps_of("invoice.create", decode=mock.Mock(side_effect=error))
        next(steps)
        with pytest.raises(type(error)):
            steps.send(b"")


def test_ctrl_c_while_the_answer_to_a_write_is_decoded_leaves_it_in_doubt():
    steps = steps_of("invoice.create", decode=mock.Mock(side_effect=KeyboardInterrupt()))
    next(steps)
    with pytest.raises(exceptions.OutcomeUnknown) as caught:
        steps.send(b"")
    assert isinstance(caught.value, KeyboardInterrupt)


def test_no_step_shows_what_it_sends():
    call = Call("client.create", False, lambda: "hush", len, str, Rules(Repeats(Retry())))
    assert repr(call) == "<Call of client.create>"
    assert repr(Send(b"<password>hush</password>")) == "<Send>"


class LoggedTest(unittest.TestCase):
    def test_a_result_of_any_kind_can_be_logged(self):
        for result in (None, b"", 7, "text", mock.Mock()):
            steps = steps_of("invoice.create", decode=lambda answer, result=result: result)
            next(steps)
            with self.assertLogs("refreshbooks", "INFO") as logs:
                self.assertIs(ending(steps, b""), result)
            self.assertIn("invoice.create: done", logs.output[-1])


class BrokenOffTest(unittest.TestCase):
    def test_a_write_broken_off_from_outside_goes_through_and_is_logged(self):
        steps = steps_of("invoice.create")
        next(steps)
        with self.assertLogs("refreshbooks", "WARNING") as logs:
            with self.assertRaises(asyncio.CancelledError):
                steps.throw(asyncio.CancelledError())
        self.assertIn("invoice.create: broken off by CancelledError", logs.output[0])
        self.assertIn("may have been applied", logs.output[0])

    def test_a_read_broken_off_from_outside_is_nothing_to_speak_of(self):
        steps = steps_of("invoice.list")
        next(steps)
        with self.assertNoLogs("refreshbooks", "WARNING"):
            with self.assertRaises(asyncio.CancelledError):
                steps.throw(asyncio.CancelledError())

    def test_a_call_that_nobody_goes_on_with_ends_quietly(self):
        steps = steps_of("invoice.create")
        next(steps)
        steps.close()
        with self.assertRaises(StopIteration):
            next(steps)
