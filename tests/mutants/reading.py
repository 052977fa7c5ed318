"""Reading mutants as a client does, and using whatever comes out."""

import contextlib
import copy
import math
import operator
import pickle
import traceback
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from refreshbooks import api, exceptions
from refreshbooks.leaves import DecimalElement, IntElement, StringElement
from refreshbooks.transports import statuses
from tests.mutants.making import mutant, raw
from tests.servers import Reply, Request, serving

__all__ = ["Escape", "outcomes"]

TO_THE_WIRE = 10
"""Every tenth mutant is sent by a server to a client."""

_COMPUTED: tuple[Callable[[Any], Any], ...] = (
    lambda number: number + 1,
    lambda number: 1 - number,
    lambda number: number * 2,
    lambda number: number % 7,
    lambda number: number < 7,
    lambda number: round(number, 2),
    lambda number: sum([number, number]),
    operator.neg,
    abs,
    bool,
    hash,
    int,
    math.floor,
)


class Escape(AssertionError):
    """Something got out that is no error of ours."""


def outcomes(numbers: range) -> Iterator[str]:
    """Yields what each mutant came to: "read", "a file", or the name of an error of ours.

    Raises:
        Escape: An error of another kind got out, or a leaf is not what it says.
    """
    known: set[Any] = set()
    with _wire() as call:
        for number in numbers:
            read = call if number % TO_THE_WIRE == 0 else _decoded
            try:
                yield _outcome(read, number, known)
            except Exception as error:
                raise Escape(f"mutant number {number}: {error!r}") from error


@contextlib.contextmanager
def _wire() -> Iterator[Callable[[int], Any]]:
    """Gives a function by which a client asks a server for the mutant of a number."""

    def sent(request: Request) -> Reply:
        number = etree.fromstring(request.body).findtext("invoice_id")
        return Reply(raw=raw(int(number or 0)), hang_up=True)

    with (
        serving(sent) as server,
        api.TokenClient(server.url, "mutants", timeout=20, retries=0) as client,
    ):
        yield lambda number: client.invoice.get(invoice_id=number)


def _decoded(number: int) -> Any:
    status, headers, content = mutant(number)
    return api.default_response_decoder(statuses.answered(status, content, headers))


def _outcome(read: Callable[[int], Any], number: int, known: set[Any]) -> str:
    try:
        result = read(number)
    except exceptions.RefreshbooksError as error:
        _tell(error)
        return type(error).__name__
    again = pickle.loads(pickle.dumps(result))
    if isinstance(result, bytes):
        assert again == result
        return "a file"
    assert _said(again) == _said(copy.deepcopy(result)) == _said(result)
    _walk(result, known)
    return "read"


def _said(tree: Any) -> list[Any]:
    return [(e.tag, e.text or "", e.tail or "", dict(e.attrib)) for e in tree.iter("{*}*")]


def _tell(error: exceptions.RefreshbooksError) -> None:
    told = [str(error), repr(error), *traceback.format_exception(error)]
    assert all(told)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert repr(again.args[1:]) == repr(error.args[1:])


def _walk(element: Any, known: set[Any]) -> None:
    """Goes to each leaf as a program does, and uses those with a new text."""
    children = element.getchildren()
    for child in children:
        assert any(child is each for each in element[child.tag])
        _walk(child, known)
    seen = (type(element), element.text, tuple(element.attrib.items()))
    if not children and isinstance(element, StringElement | _NUMBERS) and seen not in known:
        known.add(seen)
        _use(element)


_NUMBERS = IntElement | DecimalElement


def _use(leaf: Any) -> None:
    """Uses a leaf in every way; it must be what its text, or its number, is."""
    text, value = leaf.text or "", leaf.pyval
    assert str(leaf) == f"{leaf}" == text
    assert f"{leaf:<9}" == f"{text:<9}"
    assert repr(leaf)
    assert leaf == value
    assert leaf in {value}
    assert leaf not in (None, object())
    for again in (pickle.loads(pickle.dumps(leaf)), copy.copy(leaf), copy.deepcopy(leaf)):
        assert (type(again), str(again)) == (type(leaf), text)
    if isinstance(leaf, _NUMBERS):
        for compute in _COMPUTED:
            assert _result(compute, leaf) == _result(compute, value)
    else:
        assert leaf + "!" == text + "!"
        assert bool(leaf) == bool(text)
    sent = etree.fromstring(api.default_request_encoder("invoice.update", value=leaf))
    assert (sent.findtext("value") or "") == text


def _result(compute: Callable[[Any], Any], number: Any) -> Any:
    """Returns what comes of a calculation, be it the error that Python has for it."""
    try:
        return compute(number)
    except ArithmeticError as error:
        return type(error)
