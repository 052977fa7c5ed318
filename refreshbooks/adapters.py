"""Arguments to a request document, a response document to a result.

What a value becomes is an ordered table of type and encoder: the first row that
fits decides, and the last one refuses. Everything is written straight into its
parent element, which is what makes it quick; :func:`encode_parameter` and its
kin give single elements.
"""

import datetime
import decimal
import enum
import functools
import logging
import numbers
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn

from lxml import etree

from refreshbooks import elements, files
from refreshbooks.elements import Element, checked_name
from refreshbooks.exceptions import BadParameter, BadResponse, FailedRequest, also, failure_class
from refreshbooks.nouns import LISTS, MONEY

__all__ = [
    "encode_as_dict",
    "encode_as_list_of_dicts",
    "encode_as_simple",
    "encode_as_simple_from_element",
    "encode_parameter",
    "fail_to_exception_response",
    "xml_request",
]

_log = logging.getLogger("refreshbooks")

# Files met on the way are collected here, each with its content id.
_Uploads = list[tuple[str, files.Attachment]]

_Encoder = Callable[[Element, Any, _Uploads], None]

_DIGITS = re.compile("[0-9]{1,9}")
_MOST_DIGITS = 400


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
    uploads: _Uploads = []
    root = elements.request(method, ())
    for name, value in params.items():
        _append_argument(root, name, value, uploads)
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
    return _single(_encode, name, value)


def encode_as_simple(name: str, value: object) -> Element:
    """Returns an element that holds a value as text.

    >>> etree.tostring(encode_as_simple("amount", decimal.Decimal("45.00")))
    b'<amount>45.00</amount>'

    Raises:
        BadParameter: The value is not of a kind that becomes text.
    """
    return _single(_first_fit(_SIMPLE, type(value)), name, value)


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
    return _single(_encode_mapping, name, value)


def encode_as_list_of_dicts(name: str, value: Iterable[object]) -> Element:
    """Returns an element with one child for each pair, mapping or element given.

    >>> etree.tostring(encode_as_list_of_dicts("tasks", [("task", {"task_id": 3})]))
    b'<tasks><task><task_id>3</task_id></task></tasks>'

    Raises:
        BadParameter: A value has no XML form.
    """
    return _single(_encode_items, name, value)


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


# -- Requests ------------------------------------------------------------------------------


def _append_argument(root: Element, name: str, value: object, uploads: _Uploads) -> None:
    element = _append(root, name)
    try:
        _encode(element, value, uploads)
    except BadParameter as problem:
        raise problem.within(name) from problem.__cause__
    except RecursionError:
        raise BadParameter("it contains itself, or is nested without end", path=name) from None


def _single(encoder: _Encoder, name: str, value: object) -> Element:
    element = elements.field(name)
    uploads: _Uploads = []
    try:
        encoder(element, value, uploads)
    except BadParameter as problem:
        raise problem.within(name) from problem.__cause__
    except RecursionError:
        raise BadParameter("it contains itself, or is nested without end", path=name) from None
    if uploads:
        raise BadParameter("a file goes out with a whole request: use xml_request", path=name)
    return element


def _append(parent: Element, name: str) -> Element:
    return etree.SubElement(parent, checked_name(name))


def _encode(element: Element, value: Any, uploads: _Uploads) -> None:
    _encoder_of(type(value))(element, value, uploads)


def _first_fit(table: Iterable[tuple[type, _Encoder]], kind: type) -> _Encoder:
    return next((encoder for row, encoder in table if issubclass(kind, row)), _refuse)


# -- Values that become text -----------------------------------------------------------------


def _encode_text(element: Element, value: Any, uploads: _Uploads) -> None:
    elements.set_text(element, value)


def _encode_bool(element: Element, value: Any, uploads: _Uploads) -> None:
    element.text = "1" if value else "0"


def _encode_enum(element: Element, value: Any, uploads: _Uploads) -> None:
    _encode(element, value.value, uploads)


def _encode_int(element: Element, value: Any, uploads: _Uploads) -> None:
    try:
        # A subclass may print as it likes.
        element.text = int.__repr__(value.__index__())
    except ValueError as cause:
        raise BadParameter("the number has too many digits to be sent") from cause


def _encode_float(element: Element, value: Any, uploads: _Uploads) -> None:
    if element.tag in MONEY:
        _warn_of_float(element.tag)
    text = float.__repr__(value)
    element.text = text if text[-1].isdigit() and "e" not in text else _plain(decimal.Decimal(text))


def _encode_decimal(element: Element, value: Any, uploads: _Uploads) -> None:
    element.text = _plain(value)


def _encode_real(element: Element, value: Any, uploads: _Uploads) -> None:
    # A number of another library, by what it says of itself.
    try:
        number = decimal.Decimal(str(value))
    except decimal.InvalidOperation:
        _refuse(element, value, uploads)
    if element.tag in MONEY:
        _warn_of_float(element.tag)
    element.text = _plain(number)


def _encode_datetime(element: Element, value: Any, uploads: _Uploads) -> None:
    if value != value:  # noqa: PLR0124 (as pandas' "not a time" is)
        raise BadParameter("it is not a time: send None to leave it empty")
    wall_clock = value if value.utcoffset() is None else _eastern(value)
    element.text = datetime.datetime.isoformat(wall_clock.replace(tzinfo=None), " ", "seconds")


def _encode_date(element: Element, value: Any, uploads: _Uploads) -> None:
    element.text = datetime.date.isoformat(value)


def _plain(number: decimal.Decimal) -> str:
    """Returns a number's digits, never with an exponent."""
    if not number.is_finite():
        raise BadParameter(f"{number} is no number that can be sent: send None to leave it empty")
    text = decimal.Decimal.__str__(number)
    if "E" not in text:
        return text
    exponent = number.as_tuple().exponent
    if abs(number.adjusted()) > _MOST_DIGITS or abs(int(exponent)) > _MOST_DIGITS:
        raise BadParameter(f"{text} has too many digits to be sent without an exponent")
    return decimal.Decimal.__format__(number, "f")


def _eastern(moment: datetime.datetime) -> datetime.datetime:
    """Returns a moment by the clock of the service."""
    # Most programs never send a time with a zone.
    import zoneinfo

    try:
        return moment.astimezone(zoneinfo.ZoneInfo("America/New_York"))
    except zoneinfo.ZoneInfoNotFoundError as cause:
        raise BadParameter(
            "the service wants US Eastern time, and this machine has no time zones: install"
            " 'tzdata', or send that time without a zone"
        ) from cause
    except OverflowError as cause:
        raise BadParameter("the time lies beyond the calendar") from cause


_warned: set[str] = set()


def _warn_of_float(name: str) -> None:
    # Said once in the life of a program: whoever sends one float sends thousands.
    if not _warned:
        _warned.add(name)
        _log.warning(
            "a float was sent as %s: floats are not exact (0.1 + 0.2 is not 0.3), so send money"
            " as decimal.Decimal or as text",
            name,
        )


# -- Values that become children -------------------------------------------------------------


def _encode_mapping(element: Element, value: Any, uploads: _Uploads) -> None:
    for name, item in value.items():
        child = etree.SubElement(element, checked_name(name))
        try:
            _encoder_of(type(item))(child, item, uploads)
        except BadParameter as problem:
            raise problem.within(name) from problem.__cause__


def _encode_items(element: Element, value: Any, uploads: _Uploads) -> None:
    for index, item in enumerate(value):
        try:
            _append_item(element, item, uploads)
        except BadParameter as problem:
            raise problem.within(f"[{index}]") from problem.__cause__


def _append_item(element: Element, item: Any, uploads: _Uploads) -> None:
    if isinstance(item, (tuple, list)) and len(item) == 2 and isinstance(item[0], str):
        name, value = item
        _encode(_append(element, name), value, uploads)
    elif isinstance(item, etree._Element):
        _copy(item, _append(element, _local_name(item)))
    elif _is_mapping(item):
        _append_record(element, item, uploads)
    else:
        raise BadParameter(
            f"a {type(item).__name__} in a list has no name: give pairs, such as"
            " ('line', {'name': 'Yard Work'})"
        )


def _append_record(element: Element, record: Any, uploads: _Uploads) -> None:
    """Appends a mapping of a list: a record by itself, or its name with the record in it."""
    noun = LISTS.get(element.tag)
    names = list(record.keys())
    if len(names) == 1 and (names[0] == noun or _is_mapping(record[names[0]])):
        _encode_protocol_mapping(element, record, uploads)
    elif noun is not None:
        _encode_protocol_mapping(_append(element, noun), record, uploads)
    else:
        raise BadParameter(
            f"what each record of {element.tag!r} is called is not known: give pairs, such as"
            " ('line', {'name': 'Yard Work'})"
        )


def _is_mapping(value: object) -> bool:
    return isinstance(value, Mapping) or (hasattr(value, "keys") and hasattr(value, "__getitem__"))


def _encode_protocol_mapping(element: Element, value: Any, uploads: _Uploads) -> None:
    """Encodes what ``dict`` would take for a mapping, such as a row of a database."""
    _encode_mapping(element, {name: value[name] for name in value.keys()}, uploads)  # noqa: SIM118


def _encode_element(element: Element, value: Any, uploads: _Uploads) -> None:
    children = [_local_name(child) for child in value.iterchildren("*")]
    if not children:
        elements.set_text(element, value.text)
        return
    noun = LISTS.get(element.tag)
    if noun != element.tag and noun == _local_name(value) and noun not in children:
        raise BadParameter(
            f"this is one <{noun}>, which Python also takes for all of them: give the element"
            f" around it, or a list of the elements, such as list(answer.{element.tag}.{noun})"
        )
    _copy(value, element)


def _copy(source: Any, target: Element) -> None:
    """Copies an element as it stands, but for namespaces and what objectify noted on it."""
    for name, value in source.attrib.items():
        if not name.startswith("{"):
            target.set(name, value)
    children = list(source.iterchildren("*"))
    if not children:
        elements.set_text(target, source.text)
    for child in children:
        _copy(child, _append(target, _local_name(child)))


def _local_name(element: Any) -> str:
    return str(etree.QName(element).localname)


def _encode_file(element: Element, value: Any, uploads: _Uploads) -> None:
    content_id = f"file{len(uploads) + 1}"
    uploads.append((content_id, files.attach(value)))
    element.text = f"cid:{content_id}"


def _encode_stranger(element: Element, value: Any, uploads: _Uploads) -> None:
    """Encodes what no row knows by its type, by what it can do."""
    text = getattr(value, "text", value)
    if text is None or isinstance(text, (str, bytes)):
        elements.set_text(element, text)
    elif files.is_file(value):
        _encode_file(element, value, uploads)
    elif _is_mapping(value):
        _encode_protocol_mapping(element, value, uploads)
    else:
        _encode_items(element, _iterable(value), uploads)


def _iterable(value: Any) -> Iterable[object]:
    try:
        return iter(value)
    except TypeError:
        _refuse_value(value)


def _refuse(element: Element, value: Any, uploads: _Uploads) -> None:
    _refuse_value(value)


def _refuse_value(value: object) -> NoReturn:
    raise BadParameter(
        f"a {type(value).__module__}.{type(value).__qualname__} has no XML form: give text, a"
        " number, a date, a mapping, or a list of pairs"
    )


_SIMPLE: tuple[tuple[type, _Encoder], ...] = (
    (enum.Enum, _encode_enum),
    (files.NamedBytes, _encode_file),
    (str, _encode_text),
    (bytes, _encode_text),
    (type(None), _encode_text),
    (bool, _encode_bool),
    (int, _encode_int),
    (float, _encode_float),
    (decimal.Decimal, _encode_decimal),
    (datetime.datetime, _encode_datetime),
    (datetime.date, _encode_date),
    (numbers.Integral, _encode_int),
    (numbers.Rational, _refuse),
    (numbers.Real, _encode_real),
)

_ENCODERS: tuple[tuple[type, _Encoder], ...] = (
    *_SIMPLE,
    (etree._Element, _encode_element),
    (Mapping, _encode_mapping),
    (list, _encode_items),
    (tuple, _encode_items),
    (object, _encode_stranger),
)

_encoder_of: Callable[[type], _Encoder] = functools.lru_cache(maxsize=256)(
    functools.partial(_first_fit, _ENCODERS)
)


# -- Responses -----------------------------------------------------------------------------


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
        field=response.findtext("{*}field"),
        messages=tuple(error.text or "" for error in errors),
    )
    return failure


def _code(text: str | None) -> int | None:
    plain = (text or "").strip()
    return int(plain) if _DIGITS.fullmatch(plain) else None
