"""A sandbox that a class of tests calls in plain HTTP and XML."""

import unittest
from xml.sax.saxutils import escape

from refreshbooks.sandbox import Sandbox
from tests.sandbox.speaking import Speaker

__all__ = ["ANN", "ClassicTest"]

ANN = "<client><email>ann@example.com</email>{}</client>"


class ClassicTest(unittest.TestCase):
    """A sandbox for all tests of a class, its books put back for each of them."""

    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox()
        cls.speaker = Speaker(cls.sandbox)

    @classmethod
    def tearDownClass(cls):
        cls.speaker.close()
        cls.sandbox.close()

    def setUp(self):
        self.sandbox.reset()

    def call(self, method, inside=""):
        return self.speaker.call(method, inside)

    def make(self, method, inside):
        return self.speaker.make(method, inside)

    def client(self, inside="", **elements):
        inside += "".join(f"<{name}>{escape(text)}</{name}>" for name, text in elements.items())
        return self.make("client.create", ANN.format(inside))

    def assert_fails(self, code, error, method, inside=""):
        answer = self.call(method, inside)
        assert answer.status == 200
        assert answer.failure == (str(code), error)

    def listed(self, inside="", method="client.list", path="clients/client/client_id"):
        answer = self.call(method, inside)
        assert answer.is_ok, answer.failure
        return answer.texts(path)
