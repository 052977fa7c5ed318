"""No test reaches another machine, and none that tries goes unnoticed."""

import os
import socket
import subprocess
import sys
import unittest

import requests

from tests.loopback import sitecustomize

# Kept for documentation by RFC 5737 and RFC 3849: no machine ever has them.
ELSEWHERE = ("192.0.2.1", 443)
ELSEWHERE_6 = ("2001:db8::1", 443, 0, 0)


class LoopbackTest(unittest.TestCase):
    def test_a_connection_elsewhere_is_refused(self):
        with socket.socket() as sock, self.assertRaisesRegex(AssertionError, "192.0.2.1"):
            sock.connect(ELSEWHERE)

    def test_a_look_up_elsewhere_is_refused(self):
        for look_up in (socket.gethostbyname, lambda name: socket.getaddrinfo(name, 443)):
            with self.assertRaisesRegex(AssertionError, "example.com"):
                look_up("example.com")

    def test_a_datagram_elsewhere_is_refused(self):
        with (
            socket.socket(type=socket.SOCK_DGRAM) as sock,
            self.assertRaisesRegex(AssertionError, "192.0.2.1"),
        ):
            sock.sendto(b"hello", ELSEWHERE)

    def test_requests_is_refused_too(self):
        with self.assertRaisesRegex(AssertionError, "example.com"):
            requests.post("https://example.com/", data=b"<request/>", timeout=5)

    def test_no_except_clause_for_a_network_that_is_down_hides_the_refusal(self):
        self.assertFalse(issubclass(sitecustomize.LeftLoopback, OSError))

    def test_a_program_that_a_test_starts_is_refused_too(self):
        program = "import socket; socket.create_connection(('192.0.2.1', 443), timeout=5)"
        ran = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=False
        )
        self.assertNotEqual(ran.returncode, 0)
        self.assertIn("tests stay on this machine", ran.stderr)

    def test_this_machine_is_reached(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            socket.create_connection(server.getsockname(), timeout=5).close()

    def test_what_is_on_this_machine_and_what_is_not(self):
        here = ["127.0.0.1", "127.8.8.8", "::1", "LOCALHOST", b"localhost", "", None, "/tmp/socket"]
        there = ["192.0.2.1", "10.0.0.1", "0.0.0.0", "localhost.example.com", ELSEWHERE_6, "::2"]
        for address in here:
            self.assertTrue(sitecustomize.is_loopback(address), address)
        for address in there:
            self.assertFalse(sitecustomize.is_loopback(address), address)

    def test_no_proxy_stands_between_the_tests_and_their_servers(self):
        self.assertEqual([name for name in os.environ if name.lower().endswith("_proxy")], [])
