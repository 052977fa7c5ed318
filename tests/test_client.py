"""Chains of names become calls, and nothing else on a client does."""

import copy
import doctest
import inspect
import logging
import pickle
import unittest
from unittest import mock

import pytest
from lxml import objectify

from refreshbooks import client, exceptions
from refreshbooks.exchange import Rules
from refreshbooks.retry import Repeats, Retry

NAMES = {
    "": ("client", "invoice"),
    "client": ("create", "get"),
    "invoice": ("create", "lines", "list"),
    "invoice.lines": ("add", "delete"),
}


def names_under(prefix, documented=True):
    return NAMES.get(prefix, ())


# Repeating has tests of its own.
RULES = Rules(Repeats(Retry(retries=0)), names_under)


def echo(method, **params):
    return method, params


def echoing():
    return client.Client(echo, lambda sent: sent, lambda came: came, rules=RULES)


def failing(error):
    """Returns a client whose transport raises the error."""

    def transport(entity):
        raise error

    return client.Client(echo, transport, lambda came: came, rules=RULES)


def refusing(code=40060):
    """Returns a client whose decoder raises a refusal by the service."""

    def decode(answer):
        raise exceptions.ValidationError("Invalid value for field 'method'.", code=code)

    return client.Client(echo, lambda sent: sent, decode, rules=RULES)


def test_a_chain_of_any_length_is_joined_to_the_method_s_name():
    c = echoing()
    assert c.getPDF(pdf_id=1) == ("getPDF", {"pdf_id": 1})
    assert c.invoice.get(invoice_id=1) == ("invoice.get", {"invoice_id": 1})
    assert c.invoice.lines.delete() == ("invoice.lines.delete", {})


def test_encoder_transport_and_decoder_are_called_in_a_row_and_untouched():
    encoder, transport, decoder = mock.Mock(), mock.Mock(), mock.Mock()
    result = client.Client(encoder, transport, decoder).invoice.create(x=1)
    encoder.assert_called_once_with("invoice.create", x=1)
    transport.assert_called_once_with(encoder.return_value)
    decoder.assert_called_once_with(transport.return_value)
    assert result is decoder.return_value


def test_encoder_transport_and_decoder_can_be_replaced():
    c = echoing()
    c.response_decoder = lambda came: "replaced"
    assert c.invoice.list() == "replaced"


def test_a_stored_chain_can_be_called_many_times():
    fetch = echoing().client.list
    assert [fetch(page=str(page))[1]["page"] for page in (1, 2)] == ["1", "2"]


def test_names_of_variables_and_of_python_are_names_of_the_service():
    c = echoing()
    assert getattr(c, "invoice").list()[0] == "invoice.list"  # noqa: B009
    assert c.x.y(self=1) == ("x.y", {"self": 1})


def test_a_longer_chain_leaves_the_shorter_one_alone():
    invoice = echoing().invoice
    assert invoice.create.names == ["invoice", "create"]
    assert invoice.names == ["invoice"]


def test_a_positional_argument_is_refused():
    with pytest.raises(TypeError):
        echoing().invoice.get(1)


def test_names_that_begin_with_an_underscore_are_none_of_the_service():
    c = echoing()
    for asked in ("__wrapped__", "_repr_html_", "__deepcopy_", "_ipython_canary_method_"):
        assert not hasattr(c, asked)
        assert not hasattr(c.invoice, asked)


def test_copies_call_the_same_service():
    c = echoing()
    for again in (copy.copy(c), copy.deepcopy(c)):
        assert again.invoice.list() == ("invoice.list", {})
        assert again.transport is c.transport
    assert copy.deepcopy(c.invoice.list)() == ("invoice.list", {})


def test_inspect_and_doctest_survive_a_client():
    c = echoing()
    assert inspect.unwrap(c.invoice.create).names == ["invoice", "create"]
    assert "params" in inspect.signature(c.invoice.create).parameters
    assert inspect.getmembers(c)
    assert doctest.DocTestFinder().find(c, "c") is not None


def test_pickling_refuses_and_says_why():
    c = echoing()
    for caller in (c, c.invoice.list):
        with pytest.raises(TypeError, match="holds a credential"):
            pickle.dumps(caller)


def test_repr_shows_method_and_account_and_no_credential():
    def transport(entity):
        return entity

    transport.url = "https://user:secret@example.freshbooks.com:8443/api/2.1/xml-in"
    c = client.Client(echo, transport, echo)
    assert repr(c) == "<Client of example.freshbooks.com:8443>"
    assert repr(c.invoice.get) == "<RemoteMethod invoice.get of example.freshbooks.com:8443>"


def test_repr_of_a_client_with_a_transport_of_your_own():
    assert repr(echoing()) == "<Client>"
    assert repr(echoing().invoice) == "<RemoteMethod invoice>"


def test_dir_knows_what_is_documented_and_limits_nothing():
    c = echoing()
    assert {"invoice", "client", "transport"} <= set(dir(c))
    assert {"create", "lines", "names"} <= set(dir(c.invoice))
    assert {"add", "delete"} <= set(dir(c.invoice.lines))
    assert c.undocumented.thing()[0] == "undocumented.thing"


def test_a_client_without_a_catalog_still_has_a_dir():
    assert "transport" in dir(client.Client(echo, echo, echo))


def test_a_with_block_closes_the_transport():
    class Closing:
        closed = False

        def __call__(self, entity):
            return entity

        def close(self):
            self.closed = True

    transport = Closing()
    with client.Client(echo, transport, lambda came: came) as c:
        assert c.invoice.list() == ("invoice.list", {})
        assert not transport.closed
    assert transport.closed


def test_a_with_block_minds_no_transport_without_connections():
    with echoing() as c:
        assert c.invoice.list()


def test_silence_after_a_read_is_no_response():
    with pytest.raises(exceptions.NoResponse) as caught:
        failing(exceptions.NoResponse("no answer", sent=True)).invoice.list()
    assert not isinstance(caught.value, exceptions.OutcomeUnknown)
    assert caught.value.method == "invoice.list"


def test_silence_after_a_write_is_an_unknown_outcome():
    with pytest.raises(exceptions.OutcomeUnknown, match=r"invoice\.create was sent") as caught:
        failing(exceptions.NoResponse("no answer", sent=True)).invoice.create()
    assert caught.value.method == "invoice.create"
    assert caught.value.sent


def test_an_unknown_outcome_is_of_the_class_that_the_silence_was_of_whatever_its_cause():
    class Timeout(OSError):
        """What an HTTP library raises."""

    silence = exceptions.also(exceptions.NoResponse, Timeout)("no answer", sent=True)
    silence.__cause__ = ConnectionError("what that was made from")
    with pytest.raises(Timeout) as caught:
        failing(silence).invoice.create()
    assert isinstance(caught.value, exceptions.OutcomeUnknown)


def test_an_error_of_a_call_made_by_an_argument_stays_that_call_s():
    def encode(method, **params):
        return method, {name: list(value) for name, value in params.items()}

    def transport(entity):
        raise exceptions.NoResponse("no answer", sent=True)

    c = client.Client(encode, transport, lambda came: came, rules=RULES)
    with pytest.raises(exceptions.NoResponse) as caught:
        c.invoice.create(lines=(entry for _ in "once" for entry in c.time_entry.list()))
    assert caught.value.method == "time_entry.list"
    assert not isinstance(caught.value, exceptions.OutcomeUnknown)


def test_a_client_that_is_only_half_made_says_what_it_lacks():
    for lacking in (client.Client, client.RemoteMethod):
        with pytest.raises(AttributeError):
            lacking.__new__(lacking).invoice  # noqa: B018


def test_a_copy_of_a_client_of_one_s_own_kind_keeps_what_was_set_on_it():
    class Tagged(client.Client):
        def __init__(self, tag):
            super().__init__(echo, echo, echo)
            self.tag = tag

    assert copy.copy(Tagged("shop")).tag == "shop"


def test_a_write_that_never_left_is_no_response():
    with pytest.raises(exceptions.NoResponse) as caught:
        failing(exceptions.NoResponse("refused", sent=False)).invoice.create()
    assert not isinstance(caught.value, exceptions.OutcomeUnknown)


def test_an_unknown_outcome_is_still_of_the_class_that_the_http_library_raised():
    cause = TimeoutError("too long")
    silence = exceptions.also(exceptions.NoResponse, TimeoutError)("no answer", sent=True)
    silence.__cause__ = cause
    with pytest.raises(TimeoutError) as caught:
        failing(silence).invoice.create()
    assert isinstance(caught.value, exceptions.OutcomeUnknown)
    assert caught.value.__cause__ is cause


def test_a_refusal_knows_its_method():
    with pytest.raises(exceptions.FailedRequest) as caught:
        refusing().invoice.create()
    assert caught.value.method == "invoice.create"
    assert caught.value.hint is None


def test_a_misspelt_method_gets_a_did_you_mean():
    with pytest.raises(exceptions.FailedRequest, match=r"did you mean invoice\.create\?"):
        refusing().invoice.craete()
    with pytest.raises(exceptions.FailedRequest, match=r"did you mean invoice\.lines\.delete\?"):
        refusing().invoice.line.delete()


def test_a_positional_argument_is_told_that_arguments_go_by_name():
    with pytest.raises(exceptions.BadParameter, match="by name"):
        echoing().invoice.get(1)


def test_every_error_of_a_call_knows_its_method():
    for error in (
        exceptions.TransportException(500, b""),
        exceptions.BadResponse("an HTML page"),
        exceptions.BadParameter("a NaN"),
    ):
        with pytest.raises(type(error)) as caught:
            failing(error).invoice.list()
        assert caught.value.method == "invoice.list"


def test_what_is_no_error_of_ours_passes_through():
    with pytest.raises(ZeroDivisionError):
        failing(ZeroDivisionError()).invoice.list()


def test_without_a_catalog_there_is_no_hint():
    def decode(answer):
        raise exceptions.FailedRequest("no")

    with pytest.raises(exceptions.FailedRequest) as caught:
        client.Client(echo, echo, decode).zzz()
    assert caught.value.hint is None


class Answer(bytes):
    status = 200


def answering(content):
    return client.Client(
        lambda method, **params: b"", lambda entity: Answer(content), objectify.fromstring
    )


class Logging(unittest.TestCase):
    def test_each_call_is_one_line_at_debug(self):
        with self.assertLogs("refreshbooks", "DEBUG") as logs:
            answering(b"<response/>").invoice.list()
        (line,) = logs.output
        self.assertRegex(line, r"DEBUG:refreshbooks:invoice.list: status 200, 11 bytes, \d\.\d+ s")

    def test_each_write_is_one_line_at_info_with_the_id_that_came_back(self):
        with self.assertLogs("refreshbooks", "INFO") as logs:
            answering(b"<response><invoice_id>344</invoice_id></response>").invoice.create()
        self.assertEqual(logs.output, ["INFO:refreshbooks:invoice.create: done, invoice_id 344"])

    def test_a_write_that_answers_no_id_is_logged_as_done(self):
        for content in (
            b"<response/>",
            b"<response><lines><line/></lines></response>",
            b"<response><password>hush</password></response>",
            b"<response><!-- nothing --></response>",
        ):
            with self.assertLogs("refreshbooks", "INFO") as logs:
                answering(content).invoice.update()
            self.assertEqual(logs.output, ["INFO:refreshbooks:invoice.update: done"])

    def test_an_id_over_several_lines_is_one_line_of_the_log(self):
        with self.assertLogs("refreshbooks", "INFO") as logs:
            answering(b"<response><!-- --><a_id> 1\n2 </a_id></response>").invoice.create()
        self.assertEqual(logs.output, ["INFO:refreshbooks:invoice.create: done, a_id 1 2"])

    def test_a_write_whose_result_is_no_tree_is_logged_as_done(self):
        with self.assertLogs("refreshbooks", "INFO") as logs:
            echoing().receipt.create()
        self.assertEqual(logs.output, ["INFO:refreshbooks:receipt.create: done"])

    def test_calls_that_fail_are_logged_too(self):
        failures = {
            exceptions.TransportException(500, b""): "status 500",
            exceptions.NoResponse("no answer"): "NoResponse",
            RuntimeError("a transport's own"): "RuntimeError",
        }
        for error, words in failures.items():
            with self.assertLogs("refreshbooks", "DEBUG") as logs:
                with self.assertRaises(type(error)):
                    failing(error).invoice.list()
            self.assertIn(words, logs.output[0])

    def test_arguments_and_answers_never_reach_the_log(self):
        with self.assertLogs("refreshbooks", logging.DEBUG) as logs:
            answering(b"<response><notes>hush</notes></response>").client.get(client_id="hush")
        self.assertNotIn("hush", "".join(logs.output))
