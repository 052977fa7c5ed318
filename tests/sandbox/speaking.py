"""Speaks to a sandbox in plain HTTP and XML, with nothing of the client's code."""

import base64
import http.client
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml import etree

__all__ = ["Answer", "Speaker", "basic", "request"]

PATH = "/api/2.1/xml-in"


@dataclass
class Answer:
    """An HTTP answer; where it is XML, with what stands in it."""

    status: int
    headers: dict[str, str]
    body: bytes
    root: object = field(init=False, default=None)

    def __post_init__(self):
        if self.body and self.headers.get("content-type", "").startswith("application/xml"):
            self.root = etree.fromstring(self.body)
            for element in self.root.iter():
                element.tag = etree.QName(element).localname

    @property
    def is_ok(self):
        return self.root is not None and self.root.get("status") == "ok"

    @property
    def failure(self):
        """The code and the text of a refusal; None of a good answer."""
        if self.is_ok:
            return None
        return self.text("code"), self.text("error")

    def text(self, path):
        """The text of the first element at a path; None where there is none."""
        element = self.root.find(path)
        return None if element is None else element.text or ""

    def texts(self, path):
        return [element.text or "" for element in self.root.findall(path)]

    def attributes(self, path):
        return dict(self.root.find(path).attrib)

    def names(self, path):
        """The names of the elements inside the one at a path."""
        return [child.tag for child in self.root.find(path)]


class Speaker:
    """Calls a sandbox over one connection that stays open."""

    def __init__(self, sandbox, *, token=None):
        self.authorization = basic(token or sandbox.token)
        self._connection = http.client.HTTPConnection(urlsplit(sandbox.url).netloc, timeout=10)

    def close(self):
        self._connection.close()

    def call(self, method, inside=""):
        return self.post(request(method, inside))

    def make(self, method, inside):
        """Calls a create that must work, and returns the id it answers."""
        answer = self.call(method, inside)
        if not answer.is_ok:
            raise AssertionError(f"{method}: {answer.failure}")
        return answer.root[0].text

    def post(self, body, *, verb="POST", path=PATH, **headers):
        sent = {"Authorization": self.authorization, "Content-Type": "application/xml"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {name: value for name, value in sent.items() if value is not None}
        self._connection.request(verb, path, body, sent)
        answer = self._connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, found, answer.read())


def basic(token, password="X"):
    return "Basic " + base64.b64encode(f"{token}:{password}".encode()).decode()


def request(method, inside=""):
    text = f'<?xml version="1.0" encoding="utf-8"?><request method="{method}">{inside}</request>'
    return text.encode()
