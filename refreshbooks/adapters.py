"""Arguments to a request document, a response document to a result.

Between the caller's values and the bytes that travel stand two functions:
:func:`xml_request` on the way out, :func:`fail_to_exception_response` on the way
in. The others encode single arguments, as version 2.0 offered it.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from refreshbooks import elements, encoders, files
from refreshbooks.elements import Element
from refreshbooks.exceptions import BadParameter, BadResponse, FailedRequest, also, failure_class

__all__ = [
    "encode_as_dict",
    "encode_as_list_of_dicts",
    "encode_as_simple",
    "encode_as_simple_from_element",
    "encode_parameter",
    "fail_to_exception_response",
    "xml_request",
]

_CODE = re.compile("[0-9]{1,20}")


def xml_request(method: str, /, **params: object) -> bytes:
    """Returns the request document of one call, as bytes.

    >>> xml_request("invoice.get", invoice_id=8)
    b'<request method="invoice.get"><invoice_id>8</invoice_id></request>'

    Where a file stands among the arguments, the document and the file together
    become one :class:`refreshbooks.files.Multipart`.

    Raises:
        BadParameter: A value has no XML form. The message says where it stood,
            such as ``invoice.lines[2].quantity``.
    """
    uploads: encoders.Uploads = []
    root = elements.request(method, ())
    for name, value in params.items():
        child = etree.SubElement(root, elements.checked_name(name))
        _write(encoders.encode, child, value, uploads)
    document: bytes = etree.tostring(root)
    return files.multipart(document, uploads) if uploads else document


def encode_parameter(name: str, value: object) -> Element:
    """Returns the element that carries one argument.

    A mapping nests, a list of pairs repeats, and what came from an earlier
    response goes back as it came:

    >>> etree.tostring(encode_parameter("client_id", 8))
    b'<client_id>8</client_id>'
    >>> etree.tostring(encode_parameter("lines", [("line", {"name": "Yard Work"})]))
    b'<lines><line><name>Yard Work</name></line></lines>'
    >>> etree.tostring(encode_parameter("lines", [{"name": "Yard Work"}]))
    b'<lines><line><name>Yard Work</name></line></lines>'

    Raises:
        BadParameter: The value has no XML form. A file has none by itself: it
            goes out with a whole request.
    """
    return _single(encoders.encode, name, value)


def encode_as_simple(name: str, value: object) -> Element:
    """Returns an element that holds a value as text.

    >>> etree.tostring(encode_as_simple("amount", 45))
    b'<amount>45</amount>'

    Raises:
        BadParameter: The value is not of a kind that becomes text.
    """
    return _single(encoders.encode_simple, name, value)


def encode_as_simple_from_element(name: str, value: Any) -> Element:
    """Returns an element with the text of another one.

    >>> etree.tostring(encode_as_simple_from_element("id", elements.field("old", "007")))
    b'<id>007</id>'
    """
    return elements.field(name, value.text)


def encode_as_dict(name: str, value: Mapping[str, object]) -> Element:
    """Returns an element with one child for each key of a mapping.

    >>> etree.tostring(encode_as_dict("line", {"name": "Yard Work", "quantity": 4}))
    b'<line><name>Yard Work</name><quantity>4</quantity></line>'

    Raises:
        BadParameter: A value has no XML form.
    """
    return _single(encoders.encode_mapping, name, value)


def encode_as_list_of_dicts(name: str, value: Iterable[object]) -> Element:
    """Returns an element with one child for each pair, mapping or element given.

    >>> etree.tostring(encode_as_list_of_dicts("tasks", [("task", {"task_id": 3})]))
    b'<tasks><task><task_id>3</task_id></task></tasks>'

    Raises:
        BadParameter: A value has no XML form.
    """
    return _single(encoders.encode_items, name, value)


def fail_to_exception_response(response: Any) -> Any:
    """Returns a response document that says ``ok``; raises what another one says.

    Raises:
        FailedRequest: The service refused the call. The class follows the code:
            see :func:`refreshbooks.exceptions.failure_class`.
        BadResponse: The document is neither a success nor a failure.
    """
    status = response.get("status")
    if status == "ok":
        return response
    if status == "fail":
        raise _failure(response)
    if status is None:
        # Version 2.0 let a KeyError through here.
        raise also(BadResponse, KeyError)("the answer has no status", etree.tostring(response))
    raise BadResponse(f"the answer's status is {status!r:.60}", etree.tostring(response))


def _single(encoder: encoders.Encoder, name: str, value: object) -> Element:
    uploads: encoders.Uploads = []
    element = elements.field(name)
    _write(encoder, element, value, uploads)
    if uploads:
        raise BadParameter("a file goes out with a whole request: use xml_request", path=name)
    return element


def _write(
    encoder: encoders.Encoder, element: Element, value: object, uploads: encoders.Uploads
) -> None:
    name = str(element.tag)
    try:
        encoder(element, value, uploads)
    except BadParameter as problem:
        raise problem.within(name) from problem.__cause__
    except RecursionError:
        raise BadParameter("it contains itself, or is nested without end", path=name) from None


def _failure(response: Any) -> FailedRequest:
    """Returns the error that a failed response document tells of."""
    errors = response.findall("{*}error")
    code = _code(response.findtext("{*}code"))
    kind: Any = failure_class(code)
    if not errors:
        # Version 2.0 let an AttributeError through here.
        kind = also(kind, AttributeError)
    failure: FailedRequest = kind(
        errors[0] if errors else "the service refused the call without a reason",
        code=code,
        field=response.findtext("{*}field") or None,
        messages=tuple(error.text or "" for error in errors),
    )
    return failure


def _code(text: str | None) -> int | None:
    digits = (text or "").strip()
    return int(digits) if _CODE.fullmatch(digits) else None
