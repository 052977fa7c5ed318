"""Answers and what becomes of them, by number."""

import functools
import gzip
import random
from typing import NamedTuple

from tests.mutants.changes import ANY, LEAVE_XML
from tests.test_documents import documents

__all__ = ["Mutant", "mutant", "raw"]

MOST_CHANGES = 6

FAILURES = (
    b'<?xml version="1.0" encoding="utf-8"?>\n'
    b'<response xmlns="http://www.freshbooks.com/api/" status="fail">\n'
    b"  <error>Missing required field: 'client_id'.</error>\n"
    b"  <code>40040</code>\n  <field>client_id</field>\n</response>\n",
    b'<response status="fail"><error>One.</error><error>Two.</error><code>50010</code></response>',
    b'<response status="fail"/>',
)

STATUSES = (100, 199, 201, 204, 299, 301, 302, 304, 307, 400, 401, 403, 404, 429, 500, 503, 599)

HEADERS = (
    ("Content-Type", ("text/html", "application/pdf", "", ";", "image/\xe9", "a" * 300)),
    ("Content-Encoding", ("gzip", "deflate", "br", "gzip, gzip", "nothing", "\xe9")),
    ("Retry-After", ("7", "-1", "9" * 400, "soon", "Thu, 99 Foo 9999 99:99:99 GMT", "\xb2")),
    ("Location", ("http://[", "//user:word@example.com/?token=x", "\xe9", "")),
    ("Content-Length", ("0", "1", "-1", "99999", "x", "1, 1")),
    ("Transfer-Encoding", ("chunked", "chunked, chunked", "gzip")),
)


class Mutant(NamedTuple):
    """An answer as it arrives."""

    status: int
    headers: dict[str, str]
    content: bytes


@functools.cache
def corpus() -> tuple[bytes, ...]:
    """Returns the good answers that mutants are made of: the documents, and some refusals."""
    return (*(path.read_bytes() for path in documents("response")), *FAILURES * 5)


def mutant(number: int) -> Mutant:
    """Returns the mutant of a number, the same one each time."""
    chance = random.Random(number)
    content = chance.choice(corpus())
    changes = chance.choice((LEAVE_XML, ANY))
    for _ in range(min(MOST_CHANGES, 1 + int(chance.expovariate(1)))):
        content = chance.choice(changes)(chance, content)
    if chance.random() < 0.05:
        place = chance.choice((0, len(content), chance.randint(0, len(content))))
        content = content[:place] + chance.choice(corpus()) + content[place:]
    headers = {"Content-Type": "application/xml"}
    if chance.random() < 0.1:
        name, values = chance.choice(HEADERS)
        headers[name] = chance.choice(values)
    status = chance.choice(STATUSES) if chance.random() < 0.05 else 200
    return Mutant(status, headers, content)


def raw(number: int) -> bytes:
    """Returns a mutant as it travels, its head and its compression damaged as well."""
    status, headers, content = mutant(number)
    chance = random.Random(number)
    if chance.random() < 0.3:
        headers.setdefault("Content-Encoding", "gzip")
        content = gzip.compress(content, mtime=0)
    headers.setdefault("Content-Length", str(len(content)))
    head = f"HTTP/1.1 {status} So\r\n" + "".join(f"{n}: {headers[n]}\r\n" for n in headers)
    whole = head.encode("latin-1") + b"\r\n" + content
    return chance.choice(ANY)(chance, whole) if chance.random() < 0.5 else whole
