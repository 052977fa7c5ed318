"""Hostile and broken answers: what each is, and what a client makes of it.

``tests/attacks`` holds one file for each, and ``outcomes.ini`` beside them says
what comes of it: the value that is read, or the error and the beginning of its
text. The large ones are made here. They are sent over HTTP to a real client in
a process of its own, which may take no more memory and time than stated::

    python -m tests.attacked http://127.0.0.1:8080          # as the test starts it
    python -m tests.attacked http://127.0.0.1:8080 awaited  # to a client in a loop
"""

import asyncio
import configparser
import gzip
import itertools
import json
import resource
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from refreshbooks import api, exceptions

__all__ = ["FOLDER", "LARGE", "Attack", "answers", "attack", "expected", "odd_answers"]

FOLDER = Path(__file__).with_name("attacks")

MEMORY = 512 * 2**20
"""Bytes of address space that reading may take beyond what the client has at first."""

SECONDS = 60
"""Of the processor's time for all attacks together."""

_LONGEST = 400
_MIB = 2**20


@dataclass(frozen=True)
class Attack:
    """An answer as the server gives it."""

    content: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/xml"})


def _document(inner: bytes) -> bytes:
    return b'<response status="ok">' + inner + b"</response>"


def _bomb(begin: bytes, piece: bytes, times: int, end: bytes = b"", *, wbits: int = 31) -> bytes:
    """Returns a compressed document that is mostly one piece, many times."""
    machine = zlib.compressobj(1, wbits=wbits)
    pieces = [begin, *[piece * (_MIB // len(piece))] * times, end]
    return b"".join([*map(machine.compress, pieces), machine.flush()])


def _gzipped(content: bytes) -> Attack:
    return Attack(content, headers={"Content-Encoding": "gzip"})


def _numbered(pattern: bytes, count: int) -> bytes:
    return b" ".join(pattern % (number, number) for number in range(count))


_OPEN, _CLOSE = b'<response status="ok"><notes>', b"</notes></response>"

LARGE: dict[str, Callable[[], Attack]] = {
    # Small on the wire, large when unpacked.
    "bomb_gzip": lambda: _gzipped(_bomb(_OPEN, b" ", 300, _CLOSE)),
    "bomb_gzip_of_a_thousand_members": lambda: _gzipped(gzip.compress(bytes(_MIB), 1) * 1000),
    "bomb_gzip_without_an_end": lambda: _gzipped(_bomb(_OPEN, b" ", 60)[:-9]),
    "bomb_gzip_of_elements": lambda: _gzipped(_bomb(b"<response>", b"<a/>", 60, b"</response>")),
    "bomb_gzip_of_attributes": lambda: _gzipped(
        _bomb(b"<response>", b"<a b='' c='' d=''/>", 60, b"</response>")
    ),
    "bomb_gzip_in_gzip": lambda: Attack(
        gzip.compress(_bomb(_OPEN, b" ", 300, _CLOSE)), headers={"Content-Encoding": "gzip, gzip"}
    ),
    "bomb_deflate": lambda: Attack(
        _bomb(_OPEN, b" ", 300, _CLOSE, wbits=15), headers={"Content-Encoding": "deflate"}
    ),
    "bomb_of_an_error": lambda: Attack(
        _bomb(b"", b"<password><![CDATA[", 60), 500, {"Content-Encoding": "gzip"}
    ),
    # One thing that is very long.
    "long_answer": lambda: Attack(_document(b"x" * 64 * _MIB)),
    "long_text": lambda: Attack(_document(b"x" * 10_000_001)),
    "long_cdata": lambda: Attack(_document(b"<![CDATA[" + b"x" * 10_000_001 + b"]]>")),
    "long_comment": lambda: Attack(_document(b"<!--" + b"x" * 10_000_001 + b"-->")),
    "long_instruction": lambda: Attack(_document(b"<?a " + b"x" * 10_000_001 + b"?>")),
    "long_attribute": lambda: Attack(_document(b"<a b='" + b"x" * 10_000_001 + b"'/>")),
    "long_name": lambda: Attack(_document(b"<" + b"x" * 1_000_000 + b"/>")),
    "long_namespace": lambda: Attack(_document(b"<a xmlns='" + b"x" * 10_000_001 + b"'/>")),
    "long_reference": lambda: Attack(_document(b"&" + b"x" * 1_000_000 + b";")),
    "long_space_before": lambda: Attack(b" " * 60 * _MIB + _document(b"")),
    "long_space": lambda: Attack(b"\n" * 60 * _MIB),
    "long_page": lambda: Attack(b"<!-- " + b"x" * 60 * _MIB + b" --><html><br></html>"),
    "long_error_text": lambda: Attack(
        b'<response status="fail"><error>' + b"x" * 9_000_000 + b"</error></response>"
    ),
    # Many of something.
    "many_levels": lambda: Attack(b"<a>" * 300_000 + b"</a>" * 300_000),
    "many_levels_unclosed": lambda: Attack(b"<a>" * 300_000),
    "many_attributes": lambda: Attack(_document(b"<a " + _numbered(b"a%x='%x'", 500_000) + b"/>")),
    "many_attributes_alike": lambda: Attack(_document(b"<a " + b"b='' " * 400_000 + b"/>")),
    "many_namespaces": lambda: Attack(
        _document(b"<a " + _numbered(b"xmlns:a%x='%x'", 300_000) + b"/>")
    ),
    "many_namespaces_in_turn": lambda: Attack(
        _document(b"".join(b"<a xmlns='%x'/>" % number for number in range(400_000)))
    ),
    "many_elements": lambda: Attack(_document(b"<a/>" * 1_000_000)),
    "many_elements_in_utf16": lambda: Attack(
        _document(b"<a/>" * 1_000_000).decode().encode("utf-16")
    ),
    "many_comments": lambda: Attack(b"<!---->" * 1_000_000 + _document(b"")),
    "many_errors": lambda: Attack(
        b'<response status="fail">' + b"<error>no</error>" * 400_000 + b"</response>"
    ),
    "many_names": lambda: Attack(
        _document(b"".join(b"<a%x/>" % number for number in range(900_000)))
    ),
    "many_references": lambda: Attack(_document(b"&amp;" * 9_000_000)),
    "many_cdata_sections": lambda: Attack(_document(b"<![CDATA[x]]>" * 900_000)),
    # As large as an answer may be.
    "many_long_texts": lambda: Attack(_document((b"<a>" + b"x" * 9_000_000 + b"</a>") * 7)),
}


def _table() -> configparser.ConfigParser:
    table = configparser.ConfigParser(delimiters=("=",), interpolation=None)
    table.optionxform = str  # type: ignore[assignment,method-assign]
    table.read(FOLDER / "outcomes.ini", encoding="utf-8")
    return table


def expected() -> dict[str, str]:
    """Returns what comes of each attack, by its name."""
    return dict(_table()["outcomes"])


def odd_answers() -> set[str]:
    """Returns the names of attacks that have a status or headers of their own."""
    return set(_table()["answers"])


def answers() -> dict[str, Callable[[], Attack]]:
    """Returns all attacks by name, the large ones made when they are asked for."""
    told = _table()["answers"]
    files = {path.name: path for path in FOLDER.iterdir() if path.suffix != ".ini"}
    return {**{name: _from_file(files[name], told.get(name)) for name in sorted(files)}, **LARGE}


def _from_file(path: Path, told: str | None) -> Callable[[], Attack]:
    if told is None:
        return lambda: Attack(path.read_bytes())
    status, *lines = told.splitlines()
    headers = dict(line.split(": ", 1) for line in lines)
    return lambda: Attack(path.read_bytes(), int(status), headers)


def attack(method: Any, name: str) -> str:
    """Calls for an attack, and returns what came of it."""
    try:
        return _outcome(method(name=name))
    except exceptions.RefreshbooksError as error:
        return _told(error)


async def awaited_attack(method: Any, name: str) -> str:
    """Does the same with a method that is awaited."""
    try:
        return _outcome(await method(name=name))
    except exceptions.RefreshbooksError as error:
        return _told(error)


def _told(error: exceptions.RefreshbooksError) -> str:
    return f"{type(error).__name__}: {error}"[:_LONGEST]


def _outcome(result: Any) -> str:
    """Returns a result as a line of text: all leaves of a tree, or what a file is."""
    if isinstance(result, bytes):
        return f"a file: {result!r}"
    return "read: " + " ".join(itertools.islice(_leaves(result), 15))


def _leaves(root: Any) -> Iterator[str]:
    for element in root.iter("{*}*"):
        if not element.countchildren():
            text = str(element)
            shown = repr(text) if len(text) < 60 else f"{text[:5]!r}...({len(text)})"
            yield f"{etree.QName(element).localname}={shown}"


def _limit() -> None:
    """Lets this process take no more memory and time than stated."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    memory = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _called(url: str) -> dict[str, str]:
    with api.TokenClient(url, "attacked", timeout=60, retries=0) as client:
        client.invoice.get(name="read_plain.xml")
        _limit()
        return {name: attack(client.invoice.get, name) for name in answers()}


async def _awaited(url: str) -> dict[str, str]:
    from refreshbooks import aio

    # What is read is parsed by the same code: only what happens before differs.
    names = [name for name in answers() if not name.startswith(("long", "many"))]
    async with aio.TokenClient(url, "attacked", timeout=60, retries=0) as client:
        await client.invoice.get(name="read_plain.xml")
        _limit()
        return {name: await awaited_attack(client.invoice.get, name) for name in names}


def main() -> None:
    """Prints what came of the attacks that the server at an address has, as JSON."""
    url, *awaited = sys.argv[1:]
    print(json.dumps(asyncio.run(_awaited(url)) if awaited else _called(url)))


if __name__ == "__main__":
    main()
