"""Bytes of an answer -> a response document, guarded against broken and hostile ones.

Whatever is no XML document that we are willing to read raises
:class:`~refreshbooks.exceptions.BadResponse`, which says what came instead and
how it begins. Refused are a document type declaration in any encoding (before
any tree is built, so no entity is ever defined), more than :data:`MAX_SIZE`
bytes, more than :data:`MAX_PARTS` tags and attributes, elements more than 256 deep
or a single text over 10 MB (libxml2's own limits), HTML pages, empty bodies and
documents that break off.

What a document says is not judged here: that it has a ``status`` is for
``adapters`` to ask, and a file that is no XML never comes here.
"""

import re
import threading
from collections.abc import Mapping
from typing import Any

from lxml import etree, objectify

from refreshbooks import leaves
from refreshbooks.exceptions import BadResponse

__all__ = ["MAX_PARTS", "MAX_SIZE", "parse", "parse_as_2_0"]

MAX_SIZE = 64 * 2**20
"""The most bytes that an answer may have: about a hundred times the largest page of a list."""

MAX_PARTS = 1_000_000
"""The most tags and attributes that an answer may have: each takes up to 250 bytes in memory."""

# A declaration of UTF-8, then the root element: after that, a document type
# declaration is a mere syntax error. Whatever begins otherwise gets a closer look.
_surely_plain = re.compile(
    rb"(?:<\?xml version=[\"']1\.0[\"'](?: encoding=[\"']utf-8[\"'])? ?\?>)?[ \t\r\n]*<[A-Za-z]",
    re.IGNORECASE,
).match
# No two ways to read a prolog, or a hostile one would keep this busy for ever.
_begins_as_html = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<\?(?:(?!\?>).)*\?>|<!--(?:(?!-->).)*-->)*<(?:!doctype\s+)?html\b",
    re.IGNORECASE | re.DOTALL,
).match
_is_too_long = re.compile("huge|too (long|big)", re.IGNORECASE).search
_declaration = re.compile(r"\s*<\?xml\s[^>]*\?>")
_LONGEST_PROLOG = 4096
_BEHIND_THE_END = etree.ErrorTypes.ERR_DOCUMENT_END
_UNFINISHED = {etree.ErrorTypes.ERR_TAG_NOT_FINISHED, etree.ErrorTypes.ERR_DOCUMENT_EMPTY}


def parse(entity: bytes, parser: Any = None, *, base_url: str | None = None) -> Any:
    """Returns the answer as an objectify tree, made of the classes of ``leaves``.

    >>> response = parse(b'<response status="ok"><number>0007</number></response>')
    >>> print(response.number)
    0007

    Args:
        parser: A parser of the caller's own, as ``objectify.fromstring`` takes it;
            it then chooses the classes.

    Raises:
        BadResponse: If the answer is no XML document, or one that is not safe to read.
    """
    return _guarded(entity, parser or _PARSERS.strict, base_url)


def parse_as_2_0(entity: bytes, parser: Any = None, *, base_url: str | None = None) -> Any:
    """Returns the answer as version 2.0 read it: with plain objectify's classes.

    A number is then whatever looks like one: ``0007`` prints as ``7``, ``true``
    is a boolean, ``NaN`` and ``1e5`` are decimals. Guarded as :func:`parse` is.

    >>> print(parse_as_2_0(b"<response><number>0007</number></response>").number)
    7
    """
    return _guarded(entity, parser or _PARSERS.plain, base_url)


def _guarded(entity: Any, parser: Any, base_url: str | None) -> Any:
    content = _as_bytes(entity)
    _require_less(len(content), MAX_SIZE, "bytes", content)
    try:
        if _surely_plain(content):
            _require_less(_most_parts(content), MAX_PARTS, "tags and attributes", content)
        else:
            etree.fromstring(content, _watching_parser())
        root = etree.fromstring(content, parser, base_url=base_url)
    except _DocumentType:
        raise BadResponse(_said_of_type(content), content) from None
    except BadResponse:
        raise
    except etree.XMLSyntaxError as error:
        raise BadResponse(_said_of(content, error), content) from error
    if str(getattr(root, "tag", "")).rpartition("}")[2].lower() == "html":
        raise BadResponse(_HTML_PAGE, content)
    return root


def _as_bytes(entity: Any) -> bytes:
    """Returns the answer as bytes, also where a transport of one's own gave a str."""
    if isinstance(entity, str):
        # Already decoded: what its declaration says of an encoding is past.
        return _declaration.sub("", entity, count=1).encode("utf-8", "surrogatepass")
    if isinstance(entity, (bytes, bytearray, memoryview)):
        return bytes(entity)
    raise BadResponse(f"a transport returns the answer as bytes, not as {type(entity).__name__}")


def _require_less(number: int, most: int, kind: str, content: bytes) -> None:
    if number > most:
        beginning = content[:_LONGEST_PROLOG]
        raise BadResponse(f"the answer has {number} {kind}, more than {most}", beginning)


def _most_parts(content: bytes) -> int:
    """Returns how many tags and attributes there may be; fewer where that is few anyway."""
    # Each has one of these signs; a short answer need not be searched for them.
    return 0 if len(content) <= MAX_PARTS else content.count(b"<") + content.count(b"=")


class _DocumentType(Exception):
    """The document declares a type."""


class _Watch:
    """Watches a document go by without building a tree of it."""

    def __init__(self) -> None:
        self._parts = 0

    def doctype(self, name: str, public_id: str | None, system_id: str | None) -> None:
        raise _DocumentType

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._parts += 1 + len(attributes)
        _require_less(self._parts, MAX_PARTS, "tags and attributes", b"")

    def close(self) -> None:
        """Called at the document's end; there is nothing to hand over."""


def _new_plain_parser() -> Any:
    return objectify.makeparser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )


def _watching_parser() -> Any:
    target: Any = _Watch()
    return etree.XMLParser(target=target, resolve_entities=False, no_network=True)


class _Parsers(threading.local):
    """A thread's own parsers.

    A parser is locked while it works: one for all threads would let them wait
    for each other, and a fork in the middle would leave the child waiting for ever.
    """

    def __init__(self) -> None:
        self.strict: Any = leaves.strict_parser()
        self.plain: Any = _new_plain_parser()


_PARSERS = _Parsers()

_HTML_PAGE = (
    "the answer is an HTML page, perhaps a login or an error page, and no response document:"
    " check the account's domain"
)


def _said_of_type(content: bytes) -> str:
    if _begins_as_html(content, 0, _LONGEST_PROLOG):
        return _HTML_PAGE
    return "the answer declares a document type (DOCTYPE), which is refused as unsafe"


def _said_of(content: bytes, error: etree.XMLSyntaxError) -> str:
    """Returns what is wrong with an answer that could not be read."""
    if not content.strip():
        return "the answer is empty"
    if _begins_as_html(content, 0, _LONGEST_PROLOG):
        return _HTML_PAGE
    if content.lstrip(b"\xef\xbb\xbf\xfe\xff\x00 \t\r\n")[:1] != b"<":
        return "the answer is not XML"
    reason = " ".join(str(error.msg).split())
    if _breaks_off(content, error):
        return f"the answer breaks off before its end ({reason})"
    if _is_too_long(reason):
        return f"the answer is nested too deeply, or one of its texts is too long ({reason})"
    return f"the answer is not well-formed XML ({reason})"


def _breaks_off(content: bytes, error: etree.XMLSyntaxError) -> bool:
    if error.code in _UNFINISHED:
        return True
    # The zero byte is the other half of a sign in UTF-16.
    ends_in_a_tag = content.rstrip(b"\x00 \t\r\n").endswith(b">")
    return not ends_in_a_tag and error.code != _BEHIND_THE_END
