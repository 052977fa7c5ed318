"""The names of version 2.0 import from the same places and mean the same things."""

import decimal
import functools
import importlib
import inspect
import subprocess
import sys

from lxml import objectify

from refreshbooks import adapters, api, client, elements, exceptions, transport

STAR = """AuthorizingClient DecimalElement OAuthClient TokenClient Types adapters api_url
    build_headers check_decimal_element client decimal decimal_type default_request_encoder
    default_response_decoder functools list_element_type logging_request_encoder
    logging_response_decoder objectify print_function sys transport types"""

MODULES = {
    "refreshbooks.adapters": "encode_as_dict encode_as_list_of_dicts encode_as_simple"
    " encode_as_simple_from_element encode_parameter fail_to_exception_response xml_request",
    "refreshbooks.client": "Client FailedRequest RemoteMethod",
    "refreshbooks.elements": "field request type",
    "refreshbooks.exceptions": "TransportException",
    "refreshbooks.transport": "HttpTransport KeepAliveHeaders OAuthAuthorization"
    " TokenAuthorization TransportException UserAgentHeaders",
    "refreshbooks.transports.use_httplib2": "Transport",
    "refreshbooks.transports.use_requests": "Transport",
    "refreshbooks.transports.use_urllib2": "Transport",
    "refreshbooks.optional.oauth": "",
}

FIRST_PARAMETERS = {
    api.TokenClient: "domain token user_agent request_encoder response_decoder",
    api.OAuthClient: "domain consumer_key consumer_secret token token_secret user_agent"
    " request_encoder response_decoder",
    api.AuthorizingClient: "domain auth request_encoder response_decoder user_agent",
    api.build_headers: "authorization_headers user_agent",
    client.Client: "request_encoder transport response_decoder",
    client.RemoteMethod: "names request_encoder transport response_decoder",
    exceptions.TransportException: "status content",
    elements.field: "name value",
}

NOUNS = """client invoice recurring estimate item expense category payment project task time_entry
    staff contractor callback gateway language currency system tax report receipt credit autobill
    default_terms email_template portal file note items names"""


def program(code):
    """Runs a program in an interpreter of its own and returns what it printed."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_module_has_its_old_names():
    for module, names in MODULES.items():
        found = importlib.import_module(module)
        for name in names.split():
            assert hasattr(found, name), f"{module}.{name}"


def test_the_forms_of_import_that_programs_use():
    program(
        "from refreshbooks import api as refreshbooks;"
        "refreshbooks.types.task(name='x'); refreshbooks.TokenClient"
    )
    program("import refreshbooks.api; refreshbooks.api.TokenClient; refreshbooks.api.types.line")
    program("from refreshbooks.client import FailedRequest")
    program("from refreshbooks.api import logging_request_encoder, logging_response_decoder")
    program("from refreshbooks import adapters, client, transport, elements, exceptions")


def test_a_star_import_gives_what_it_gave_and_leaves_os_alone():
    for name in STAR.split():
        assert name in api.__all__, name
        assert hasattr(api, name), name
    assert "os" not in api.__all__
    program("import os\nfrom refreshbooks.api import *\nos.path.join; decimal.Decimal; sys.stderr")


def test_the_star_import_s_modules_are_the_real_ones():
    assert api.decimal is decimal
    assert api.functools is functools
    assert api.objectify is objectify
    assert api.sys is sys


def test_parameters_stand_in_their_old_order():
    for function, names in FIRST_PARAMETERS.items():
        found = [
            parameter.name
            for parameter in inspect.signature(function).parameters.values()
            if parameter.kind is parameter.POSITIONAL_OR_KEYWORD
        ]
        assert found == names.split(), function


def test_one_class_is_known_under_two_addresses():
    assert transport.TransportException is exceptions.TransportException
    assert client.FailedRequest is exceptions.FailedRequest
    assert api.default_request_encoder is adapters.xml_request


def test_types_make_plain_tuples():
    assert api.types.line(name="Yard Work") == ("line", {"name": "Yard Work"})
    assert type(api.types.line()) is tuple
    make_task = api.types.task
    assert [make_task(task_id=number) for number in (1, 2)] == [
        ("task", {"task_id": 1}),
        ("task", {"task_id": 2}),
    ]
    assert isinstance(make_task, functools.partial)
    assert isinstance(api.types, api.Types)


def test_types_take_any_field_name_and_no_underscored_type():
    assert api.types.line(name="x", self=1) == ("line", {"name": "x", "self": 1})
    assert not hasattr(api.types, "__wrapped__")


def test_every_noun_of_the_service_begins_a_chain():
    c = client.Client(lambda name, **params: name, lambda sent: sent, lambda came: came)
    for noun in NOUNS.split():
        assert getattr(c, noun).list() == f"{noun}.list"


def test_a_client_has_no_public_attribute_beyond_those_of_2_0():
    c = client.Client(lambda *a, **k: None, lambda x: x, lambda x: x)
    public = {name for name in dir(c) if not name.startswith("_")}
    assert public == {"request_encoder", "response_decoder", "transport"}
    assert {name for name in dir(c.x) if not name.startswith("_")} == public | {"names"}


def test_importing_the_package_alone_does_no_heavy_work():
    loaded = program(
        "import sys, refreshbooks; print(*(m for m in sys.modules if m in ('lxml', 'requests')))"
    )
    assert loaded.strip() == ""


def test_plain_objectify_readers_still_get_the_registered_decimal_type():
    tree = objectify.fromstring("<r><amount>45.00</amount></r>")
    assert isinstance(tree.amount, api.DecimalElement)
    assert tree.amount.pyval == decimal.Decimal("45.00")
    assert api.decimal_type.name in {kind.name for kind in objectify.getRegisteredTypes()}
