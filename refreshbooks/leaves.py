"""The classes of a response document's elements: numbers that compute and keep their text.

A response document is an ``lxml.objectify`` tree, and everything that objectify
can do works on it. Three things are better than there:

- A leaf is a number only if its whole text is plainly one: ``-?[0-9]+``, up to
  400 digits, is an int; ``-?[0-9]+\\.[0-9]+`` is a :class:`~decimal.Decimal`.
  ``True``, ``NaN``, ``1e5``, ``1_000`` and ``" 7 "`` are strings.
- ``str()`` of every leaf is exactly its text. An invoice number ``00004``
  prints so, and still equals 4, formats with ``%d`` and finds the key 4.
- Amounts compute exactly. An int leaf divided by an int or a Decimal is a
  Decimal; only what meets a float becomes a float.

::

    >>> response = etree.fromstring("<r><no>00004</no><sum>45.00</sum><n/></r>", strict_parser())
    >>> print(response.no, response.no == 4, response.sum / response.no)
    00004 True 11.25

A leaf that equals 4 cannot equal the text ``'00004'`` as well, since what is
equal must hash alike: compare texts by ``str(leaf)``. A leaf lives in a tree
that was read by our parser; moved into a tree of plain objectify's, it is read
by plain objectify's rules from then on.

Importing this module registers :data:`decimal_type` with objectify, for the
whole process, as version 2.0 did: decoders of one's own that call
``objectify.fromstring`` count on it. Nothing else is registered anywhere.
"""

import math
import operator
import re
from collections.abc import Callable
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import Any

from lxml import etree, objectify

__all__ = [
    "DecimalElement",
    "IntElement",
    "ObjectifiedElement",
    "StringElement",
    "check_decimal_element",
    "decimal_type",
    "strict_parser",
]

# ASCII digits only (\d knows many more), and no longer than int() will read.
_plain_number = re.compile(r"-?(?:[0-9]{1,400}|[0-9]+(\.)[0-9]+)").fullmatch
# A format that only lays out, such as ">10", is about the text, not the number.
_lays_out = re.compile(r"(.?[<>^])?(?:[1-9][0-9]*)?", re.DOTALL).fullmatch
_INTEGER_CODES = "bcdoxX"
_TYPE_HINT = "{http://codespeak.net/lxml/objectify/pytype}pytype"
_MOST_NAMES = 40


class _Explaining:
    """An error for a missing child that helps; numbers go without, as quickly as can be."""

    __slots__ = ()

    # Called only after objectify's own look-up failed, so children that are
    # there cost nothing.
    def __getattr__(self, name: str) -> Any:
        raise AttributeError(_missing(self, name), name=name, obj=self)


class ObjectifiedElement(_Explaining, objectify.ObjectifiedElement):
    """An element with children, or the root."""

    __slots__ = ()

    @property
    def items(self) -> Any:
        """The child ``<items>`` where there is one, else lxml's method."""
        try:
            return self["items"]
        except AttributeError:
            return super().items

    def __reduce__(self) -> Any:
        return _rebuilt_tree, (etree.tostring(self, encoding="utf-8", with_tail=False),)


class _Leaf:
    """What all leaves share: their text, and copies that keep their class."""

    __slots__ = ()

    # In C, and all of the text: what numbers of plain objectify print is
    # their value written anew.
    __str__ = objectify.ObjectifiedDataElement.__str__
    __repr__ = objectify.ObjectifiedDataElement.__repr__

    def __format__(self, layout: str) -> str:
        return format(str(self), layout)

    def __reduce__(self) -> Any:
        return _rebuilt_leaf, (type(self), etree.tostring(self, encoding="utf-8", with_tail=False))  # type: ignore[call-overload]

    def __copy__(self) -> Any:
        rebuild, arguments = self.__reduce__()
        return rebuild(*arguments)

    def __deepcopy__(self, memo: object) -> Any:
        return self.__copy__()


class StringElement(_Explaining, _Leaf, objectify.StringElement):
    """A leaf of text, or an empty one: it equals ``""``."""

    __slots__ = ()

    __repr__ = objectify.StringElement.__repr__


class _Number(_Leaf):
    """What both kinds of number share."""

    __slots__ = ()

    pyval: Any

    def __format__(self, layout: str) -> str:
        plain = _lays_out(layout)
        if plain:
            return format(str(self), layout if plain[1] else f">{layout}")
        # A float's codes, given to a long int, would go by way of a float.
        exact = self.pyval if layout[-1] in _INTEGER_CODES else Decimal(self.pyval)
        return format(exact, layout)

    def __round__(self, *digits: int) -> Any:
        return round(self.pyval, *digits)

    def __trunc__(self) -> Any:
        return math.trunc(self.pyval)

    def __floor__(self) -> Any:
        return math.floor(self.pyval)

    def __ceil__(self) -> Any:
        return math.ceil(self.pyval)

    def __truediv__(self, other: object) -> Any:
        return _quotient(*_met(self.pyval, other))

    def __rtruediv__(self, other: object) -> Any:
        mine, theirs = _met(self.pyval, other)
        return _quotient(theirs, mine)


class IntElement(_Number, objectify.IntElement):  # type: ignore[misc]
    """A leaf whose text is a whole number, such as ``40`` or ``00004``."""

    __slots__ = ()


def _forward(operation: Callable[[Any, Any], Any]) -> Any:
    return lambda leaf, other: operation(*_met(leaf.pyval, other))


def _reflected(operation: Callable[[Any, Any], Any]) -> Any:
    def calculate(leaf: Any, other: object) -> Any:
        mine, theirs = _met(leaf.pyval, other)
        return operation(theirs, mine)

    return calculate


class DecimalElement(_Number, objectify.NumberElement):
    """A leaf whose text has a decimal point, such as ``45.00``.

    It computes as a :class:`~decimal.Decimal` does, in the current context.
    Where it meets a float the result is a float, since a Decimal could not say
    how exact a float is.
    """

    __slots__ = ()

    def _init(self) -> None:
        self._setValueParser(Decimal)

    # The division stands with both kinds; these differ from plain objectify's
    # only in what they do with a float.
    __add__ = _forward(operator.add)
    __radd__ = _reflected(operator.add)
    __sub__ = _forward(operator.sub)
    __rsub__ = _reflected(operator.sub)
    __mul__ = _forward(operator.mul)
    __rmul__ = _reflected(operator.mul)
    __floordiv__ = _forward(operator.floordiv)
    __rfloordiv__ = _reflected(operator.floordiv)
    __mod__ = _forward(operator.mod)
    __rmod__ = _reflected(operator.mod)
    __divmod__ = _forward(divmod)
    __rdivmod__ = _reflected(divmod)
    __pow__ = _forward(operator.pow)
    __rpow__ = _reflected(operator.pow)


def _met(mine: Any, other: object) -> tuple[Any, Any]:
    """Returns both values as Python's own, a Decimal beside a float as a float."""
    theirs = getattr(other, "pyval", other)
    if isinstance(theirs, float) and isinstance(mine, Decimal):
        return float(mine), theirs
    return mine, theirs


def _quotient(dividend: Any, divisor: Any) -> Any:
    if isinstance(dividend, int) and isinstance(divisor, int):
        dividend = Decimal(dividend)
    try:
        return dividend / divisor
    except InvalidOperation:
        if divisor:
            raise
        # 0 / 0 of ints was a ZeroDivisionError in version 2.0 and stays one.
        raise DivisionByZero("division of zero by zero") from None


def _class_shown() -> type:
    """Returns the class in which elements show themselves to a look-up, and comments do not."""
    shown: list[type] = []

    class Probe(etree.PythonElementClassLookup):
        def lookup(self, document: object, element: Any) -> Any:
            shown.append(type(element))

    parser = etree.XMLParser()
    parser.set_element_class_lookup(Probe())
    etree.fromstring("<element/>", parser)
    return shown[0]


# lxml has no public name for it, and asking each element for a method costs more.
_SHOWN_ELEMENT: Any = _class_shown()


class _Lookup(etree.PythonElementClassLookup):
    """Chooses each element's class, at the moment it is first touched."""

    def lookup(self, document: object, element: Any) -> Any:
        if len(element):
            return ObjectifiedElement
        if type(element) is not _SHOWN_ELEMENT:
            return None  # a comment that a program has put there: lxml knows its class
        text = element.text
        if text is None:
            # As in plain objectify: an empty answer is no text, an empty leaf is one.
            return ObjectifiedElement if element.getparent() is None else StringElement
        number = _plain_number(text)
        if number is None:
            return StringElement
        # objectify leaves a hint where a program has assigned a str. Whether there
        # are attributes at all is the quicker question.
        if element.keys() and element.get(_TYPE_HINT) == "str":
            return StringElement
        return DecimalElement if number[1] else IntElement


_LOOKUP = _Lookup()


def strict_parser() -> "etree.XMLParser[Any]":
    """Returns a parser whose trees are made of this module's classes.

    It fetches nothing, expands no entity, keeps libxml2's limits on depth (256)
    and length (10 MB for one text), and passes over comments, so that a text is
    never cut in two by one. The white space that lays a document out is left
    away; libxml2 takes white space right before a CDATA section for such.
    """
    return _parser(remove_blank_text=True)


def _parser(*, remove_blank_text: bool) -> "etree.XMLParser[Any]":
    parser = etree.XMLParser(
        remove_blank_text=remove_blank_text,
        remove_comments=True,
        remove_pis=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    parser.set_element_class_lookup(_LOOKUP)
    return parser


def _rebuilt_tree(document: bytes) -> Any:
    # The layout was left away at the first reading: what is there now is text.
    return etree.fromstring(document, _parser(remove_blank_text=False))


def _rebuilt_leaf(kind: Any, document: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=kind))
    return etree.fromstring(document, parser)


def _missing(element: Any, name: str) -> str:
    here = etree.QName(element).localname
    names = dict.fromkeys(etree.QName(child).localname for child in element.iterchildren("*"))
    if names:
        rest = ", ..." if len(names) > _MOST_NAMES else ""
        return f"<{here}> has no child {name!r}; it has {', '.join([*names][:_MOST_NAMES])}{rest}"
    if element.text:
        return f"<{here}> is a text without children; for what a str can do, take str() of it first"
    return (
        f"<{here}> has no child {name!r}: it has none at all. To go through a list that may be"
        f" empty, write 'for each in response.{here}.getchildren()', right for full ones too"
    )


def check_decimal_element(text: str) -> None:
    """Tells plain objectify whether a text is a Decimal, as version 2.0 saw it.

    Raises:
        ValueError: If :class:`~decimal.Decimal` refuses the text.
    """
    try:
        Decimal(text)
    except InvalidOperation as refusal:
        raise ValueError(f"not a decimal number: {text!r}") from refusal


decimal_type = objectify.PyType("decimal", check_decimal_element, DecimalElement)
decimal_type.register(before=("float",), after=("int",))
