"""What each kind of value becomes in a request document: one ordered table.

The first row that fits a value's type decides, and what no row knows is
refused. An encoder writes straight into an element that already stands in its
document, which is what makes it quick: nothing is built to be moved.
"""

import datetime
import decimal
import enum
import functools
import logging
import numbers
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from lxml import etree
from lxml.etree import SubElement

from refreshbooks import files, spelling
from refreshbooks.elements import Element, checked_name, refused_text, set_text
from refreshbooks.exceptions import BadParameter
from refreshbooks.nouns import LISTS, MONEY

__all__ = ["Encoder", "Uploads", "encode", "encode_items", "encode_mapping", "encode_simple"]

_log = logging.getLogger("refreshbooks")

Uploads = list[tuple[str, files.Attachment]]
"""The files met on the way, each with its content id."""

Encoder = Callable[[Element, Any, Uploads], None]
"""Writes a value into an element."""


def encode(element: Element, value: Any, uploads: Uploads) -> None:
    """Writes any value into an element.

    Raises:
        BadParameter: The value has no XML form; the path begins below the element.
    """
    _encoder_of(type(value))(element, value, uploads)


def encode_simple(element: Element, value: Any, uploads: Uploads) -> None:
    """Writes a value that becomes text.

    Raises:
        BadParameter: The value would become more than that, or has no XML form.
    """
    _first_fit(_SIMPLE, type(value))(element, value, uploads)


def encode_mapping(element: Element, value: Mapping[Any, object], uploads: Uploads) -> None:
    """Writes one child for each key.

    Raises:
        BadParameter: A key is no element name, or a value has no XML form.
    """
    for name, item in value.items():
        child = SubElement(element, checked_name(name))
        try:
            _encoder_of(type(item))(child, item, uploads)
        except BadParameter as problem:
            raise problem.within(name) from problem.__cause__


def encode_items(element: Element, value: Iterable[object], uploads: Uploads) -> None:
    """Writes one child for each pair, mapping or element.

    Raises:
        BadParameter: An item does not say what it is called, or has no XML form.
    """
    for index, item in enumerate(value):
        try:
            _append_item(element, item, uploads)
        except BadParameter as problem:
            raise problem.within(f"[{index}]") from problem.__cause__


def _first_fit(table: Iterable[tuple[type, Encoder]], kind: type) -> Encoder:
    return next((encoder for row, encoder in table if issubclass(kind, row)), _refuse)


def _append(parent: Element, name: object) -> Element:
    return SubElement(parent, checked_name(name))


# -- One item of a list --------------------------------------------------------------------


def _append_item(element: Element, item: Any, uploads: Uploads) -> None:
    if _is_pair(item):
        name, value = item
        encode(_append(element, name), value, uploads)
    elif isinstance(item, etree._Element):
        _copy(item, _append(element, _local_name(item)))
    elif _is_mapping(item):
        _append_record(element, item, uploads)
    else:
        raise BadParameter(_said_of_nameless(element, item))


def _append_record(element: Element, record: Any, uploads: Uploads) -> None:
    """Appends a mapping of a list: a record by itself, or its name with the record in it."""
    noun = LISTS.get(_tag(element))
    names = list(record.keys())
    if len(names) == 1 and (names[0] == noun or _is_mapping(record[names[0]])):
        _encode_rows(element, record, uploads)
    elif noun is not None:
        _encode_rows(_append(element, noun), record, uploads)
    else:
        raise BadParameter(_said_of_unknown_list(_tag(element)))


def _said_of_nameless(element: Element, item: object) -> str:
    """Says what is wrong with an item that is neither a record nor named."""
    name = _tag(element)
    noun = LISTS.get(name, "line")
    if isinstance(item, functools.partial):
        return f"this is a maker of elements, not an element: call it, as in api.types.{noun}(...)"
    if name in LISTS:
        return (
            f"this {type(item).__name__} stands in a list without a name: give records, such as"
            f" api.types.{noun}(name='Yard Work')"
        )
    return (
        f"this {type(item).__name__} stands in a list, and {name!r} is no list that is known: give"
        " one value, or pairs such as api.types.line(name='Yard Work')"
    )


def _said_of_unknown_list(name: str) -> str:
    plural = next((plural for plural, noun in LISTS.items() if noun == name), None)
    if plural is not None:
        return f"{name!r} is one record of {plural!r}: give the list as {plural}=[...], without it"
    return (
        f"what a record in {name!r} is called is not known: give pairs such as"
        " api.types.line(name='Yard Work')"
    )


def _is_pair(item: object) -> bool:
    # Text of two letters is no pair, nor is a mapping of two keys.
    return isinstance(item, (tuple, list)) and len(item) == 2 and isinstance(item[0], str)


def _is_mapping(value: object) -> bool:
    """Says whether ``dict`` would take the value for a mapping, as it does a database's row."""
    if isinstance(value, etree._Element):
        return False  # its keys are XML attributes
    return isinstance(value, Mapping) or (hasattr(value, "keys") and hasattr(value, "__getitem__"))


def _encode_rows(element: Element, value: Any, uploads: Uploads) -> None:
    encode_mapping(element, {name: value[name] for name in value.keys()}, uploads)  # noqa: SIM118


# -- Elements of an earlier answer ---------------------------------------------------------


def _encode_element(element: Element, value: Any, uploads: Uploads) -> None:
    names = [_local_name(child) for child in value.iterchildren("*")]
    if not names:
        set_text(element, value.text)
        return
    noun = LISTS.get(_tag(element))
    if noun != _tag(element) and noun == _local_name(value) and noun not in names:
        raise BadParameter(
            f"this is one <{noun}>, which Python also takes for all of them: give the element"
            f" around it, or a list, such as list(answer.{_tag(element)}.{noun})"
        )
    _copy(value, element)


def _copy(source: Any, target: Element) -> None:
    """Copies an element as it stands, without namespaces and what objectify noted on it."""
    for name, value in source.attrib.items():
        if not name.startswith("{"):
            target.set(name, value)
    children = list(source.iterchildren("*"))
    if not children:
        set_text(target, source.text)
    for child in children:
        _copy(child, _append(target, _local_name(child)))


def _tag(element: Element) -> str:
    return str(element.tag)


def _local_name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


# -- Everything else -----------------------------------------------------------------------


def _encode_text(element: Element, value: Any, uploads: Uploads) -> None:
    # As set_text does, one call less: most values are text.
    try:
        element.text = value
    except ValueError as cause:
        raise refused_text(value) from cause


def _encode_bool(element: Element, value: Any, uploads: Uploads) -> None:
    element.text = "1" if value else "0"


def _encode_enum(element: Element, value: Any, uploads: Uploads) -> None:
    encode(element, value.value, uploads)


def _encode_int(element: Element, value: Any, uploads: Uploads) -> None:
    element.text = spelling.of_int(value)


def _encode_float(element: Element, value: Any, uploads: Uploads) -> None:
    element.text = spelling.of_float(value)
    _warn_of_float(element)


def _encode_decimal(element: Element, value: Any, uploads: Uploads) -> None:
    element.text = spelling.of_decimal(value)


def _encode_real(element: Element, value: Any, uploads: Uploads) -> None:
    element.text = spelling.of_real(value)
    _warn_of_float(element)


def _encode_datetime(element: Element, value: Any, uploads: Uploads) -> None:
    element.text = spelling.of_datetime(value)


def _encode_date(element: Element, value: Any, uploads: Uploads) -> None:
    element.text = spelling.of_date(value)


def _encode_file(element: Element, value: Any, uploads: Uploads) -> None:
    content_id = f"file{len(uploads) + 1}"
    uploads.append((content_id, files.attach(value)))
    element.text = f"cid:{content_id}"


def _encode_stranger(element: Element, value: Any, uploads: Uploads) -> None:
    """Encodes what no row knows by its type, by what it can do.

    Text comes first: version 2.0 sent the ``.text`` of any object.
    """
    if getattr(type(value), "_calls_the_service", False):
        # It would answer to every name asked of it below, some of them with a call.
        raise BadParameter("this is a method of the service, not what it answers: call it")
    text = getattr(value, "text", value)
    if text is None or isinstance(text, (str, bytes)):
        set_text(element, text)
    elif files.is_file(value):
        _encode_file(element, value, uploads)
    elif _is_mapping(value):
        _encode_rows(element, value, uploads)
    elif isinstance(value, Iterable):
        encode_items(element, value, uploads)
    else:
        _refuse(element, value, uploads)


def _refuse(element: Element, value: Any, uploads: Uploads) -> None:
    kind = type(value)
    module = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
    raise BadParameter(
        f"{module}{kind.__qualname__} has no XML form here: give text, a number, a date, a mapping,"
        " or a list of pairs"
    )


_warned: set[str] = set()


def _warn_of_float(element: Element) -> None:
    # Said once in the life of a program: whoever sends one float sends thousands.
    name = _tag(element)
    if not _warned and name in MONEY:
        _warned.add(name)
        _log.warning(
            "a float was sent as %s: floats are not exact (0.1 + 0.2 is not 0.3), so send money as"
            " decimal.Decimal or as text",
            name,
        )


_SIMPLE: tuple[tuple[type, Encoder], ...] = (
    (enum.Enum, _encode_enum),
    (str, _encode_text),
    (files.NamedBytes, _encode_file),
    (files.Answer, _encode_file),
    (bytes, _encode_text),
    (type(None), _encode_text),
    (bool, _encode_bool),
    (int, _encode_int),
    (float, _encode_float),
    (decimal.Decimal, _encode_decimal),
    (datetime.datetime, _encode_datetime),
    (datetime.date, _encode_date),
    (numbers.Integral, _encode_int),
    # A third has no digits to the end.
    (numbers.Rational, _refuse),
    (numbers.Real, _encode_real),
)

_ENCODERS: tuple[tuple[type, Encoder], ...] = (
    *_SIMPLE,
    (etree._Element, _encode_element),
    (Mapping, encode_mapping),
    (list, encode_items),
    (tuple, encode_items),
    # These would answer like their instances, or give whole numbers for bytes.
    (type, _refuse),
    (bytearray, _refuse),
    (memoryview, _refuse),
    (object, _encode_stranger),
)

_encoder_of: Callable[[type], Encoder] = functools.lru_cache(maxsize=256)(
    functools.partial(_first_fit, _ENCODERS)
)
