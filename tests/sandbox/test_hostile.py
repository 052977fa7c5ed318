"""Whatever is sent, an answer comes back, and it is a document."""

import base64
import functools
import io
import unittest
from datetime import datetime, timezone

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from refreshbooks import catalog
from refreshbooks.sandbox.classic.app import PATH, App
from refreshbooks.sandbox.credentials import Credentials
from refreshbooks.sandbox.store import Store

METHODS = [method for resource in catalog.resources() for method in resource.methods]
ODD_TEXTS = [
    "",
    "0",
    "1",
    "01",
    "-1",
    "9" * 40,
    "a",
    "1.5",
    "2026-02-30",
    "0000-00-00",
    "1e400",
    "é'\"%",
]
texts = st.sampled_from(ODD_TEXTS) | st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=6
)
PLAUSIBLE = {
    "id": ["1", "1", "1", "0"],
    "int": ["1", "3"],
    "bool": ["0", "1"],
    "decimal": ["40", "-5", "0.335", "999999999999999", ".5", "7."],
    "date": ["2026-05-01", "2099-1-1", "1999-12-31"],
    "datetime": ["2026-05-01", "2026-05-01 10:00:00"],
}
RECORDS = [
    ("client.create", "<client><email>ann@example.com</email></client>"),
    ("task.create", "<task><name>Digging</name></task>"),
    ("category.create", "<category><name>Tools</name></category>"),
    ("tax.create", "<tax><name>VAT</name><rate>5</rate></tax>"),
    ("project.create", "<project><name>Lawn</name><bill_method>task-rate</bill_method></project>"),
    ("invoice.create", "<invoice><client_id>1</client_id></invoice>"),
    ("estimate.create", "<estimate><client_id>1</client_id></estimate>"),
]


def elements(fields):
    """Returns a strategy for what may stand below an element, rightly or not.

    What is required is mostly there, or most calls would end at that.
    """
    demanded = st.tuples(*[_element(described) for described in fields if described.required])
    children = [_element(described) for described in fields]
    more = st.lists(st.one_of(children), max_size=4) if children else st.just([])
    return st.builds(lambda first, rest: [*first, *rest], demanded, more) | more


def _element(described):
    if described.type == "object":
        return st.tuples(st.just(described.name), elements(described.fields) | texts)
    if described.type == "list":
        item = st.tuples(st.just(described.item), elements(described.fields) | texts)
        return st.tuples(st.just(described.name), st.lists(item, max_size=3) | texts)
    return st.tuples(st.just(described.name), _plausible(described) | texts)


def _plausible(described):
    if described.values:
        return st.sampled_from(described.values)
    return st.sampled_from(PLAUSIBLE.get(described.type, ["x", "http://example.com/"]))


def built(name, inside):
    element = etree.Element(name)
    if isinstance(inside, str):
        element.text = inside
    else:
        element.extend(built(*child) for child in inside)
    return element


@functools.cache
def requests_for(method):
    return st.tuples(st.just(method.name), elements(method.params))


requests = st.sampled_from(METHODS).flatmap(requests_for)


class Account:
    """The application alone, without a server in between."""

    def __init__(self):
        self._store = Store()
        credentials = Credentials.kept_in(self._store)
        self._app = App(self._store, credentials, clock=lambda: datetime.now(timezone.utc))
        self._known = "Basic " + base64.b64encode(f"{credentials.token}:X".encode()).decode()
        self.close = self._store.close
        for method, inside in RECORDS:
            text = f'<request method="{method}">{inside}</request>'
            assert self.root(self.answer(text.encode())).get("status") == "ok", method

    def answer(self, body, content_type="application/xml"):
        """Returns status, content type and body of an answer."""
        environ = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": PATH,
            "HTTP_HOST": "127.0.0.1",
            "HTTP_AUTHORIZATION": self._known,
            "SCRIPT_NAME": "",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": content_type,
        }
        started = []
        content = b"".join(self._app(environ, lambda *how: started.append(how)))
        status, headers = started[0]
        return status, dict(headers)["Content-Type"], content

    @staticmethod
    def root(answer):
        status, content_type, content = answer
        assert (status, content_type) == ("200 OK", "application/xml; charset=utf-8")
        root = etree.fromstring(content)
        assert root.tag == "{http://www.freshbooks.com/api/}response"
        return root


class HostileTest(unittest.TestCase):
    def setUp(self):
        self.account = Account()
        self.addCleanup(self.account.close)

    @given(requests)
    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    def test_every_request_in_the_catalogs_elements_is_answered(self, request):
        name, inside = request
        root = built("request", inside)
        root.set("method", name)
        answer = self.account.root(self.account.answer(etree.tostring(root)))
        if answer.get("status") == "fail":
            code = answer.findtext("{*}code")
            assert code in ("40010", "40040", "40060", "50010", "50020"), code
            assert answer.findtext("{*}error")

    @given(st.binary(max_size=60) | texts.map(str.encode))
    @settings(max_examples=100, deadline=None)
    def test_every_body_is_answered(self, body):
        self.account.root(self.account.answer(body))

    @given(
        st.lists(
            st.sampled_from(
                [
                    b"--B",
                    b"--",
                    b"\r\n",
                    b"\n",
                    b"\r\n\r\n",
                    b"Content-ID: <X>",
                    b"x",
                    b"<a/>",
                    b":",
                ]
            ),
            max_size=14,
        ).map(b"".join)
    )
    @settings(max_examples=100, deadline=None)
    def test_every_body_of_parts_is_answered(self, body):
        self.account.root(self.account.answer(body, "multipart/related; boundary=B"))
