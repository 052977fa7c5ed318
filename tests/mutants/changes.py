"""What chance does to a document: each change takes a chance and bytes and returns others."""

import random
import re
from collections.abc import Callable
from xml.sax.saxutils import escape

__all__ = ["ANY", "LEAVE_XML", "Chance", "Change"]

# What has a meaning somewhere on the way, or had one in other programs.
WORDS = (
    *(b"<", b">", b"&", b";", b'"', b"'", b"/", b"=", b"\0", b"\r\n", b"\x0b", b"\x7f", b"\x80"),
    *(b"&amp;", b"&nbsp;", b"&#0;", b"&#10;", b"&#xd800;", b"&#x110000;", b"&#;", b"&a;", b"%a;"),
    *(b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?", b"?>", b"</", b"/>", b"<a/>", b"<a b=''/>"),
    *(b'<?xml version="1.0"?>', b"<?xml version='1.0' encoding='utf-16'?>", b"<!DOCTYPE a>"),
    *(b'<!DOCTYPE a [<!ENTITY b "c">]>', b"<html>", b"<!ENTITY", b"<response>", b"</response>"),
    *(b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80"),
    *(b' xmlns=""', b' xmlns="a"', b' xmlns:a="b"', b"a:", b":", b' xml:lang="?"', b' a="1"'),
    *(b'<e xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:nil="true" x:type="int">a</e>',),
    *(b'<e xmlns:p="http://codespeak.net/lxml/objectify/pytype" p:pytype="int">a</e>',),
    *(b'<e xmlns:p="http://codespeak.net/lxml/objectify/pytype" p:pytype="str">7</e>',),
    *(b"9" * 500, b"-" + b"9" * 300 + b".5", b"0." + b"0" * 400 + b"1", b"1e999999", b"-0.0"),
    *(b"NaN", b"-Infinity", b"true", b"1_000", b"0x10", b"0000-00-00", b"\xd9\xa3", b"+1", b"1."),
    *(b"<error/>", b"<error>no</error>", b"<code>99999</code>", b"<code>-1</code>", b"<code/>"),
    *(b"<field/>", b"<items><item>1</item></items>", b"<__class__>1</__class__>", b"<text/>"),
    *(b"%PDF-1.4", b"\x89PNG\r\n\x1a\n", b"GIF8", b"\x1f\x8b\x08", b"{}", b"HTTP/1.1 100 \r\n\r\n"),
)

ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "iso-8859-1", "cp037")
DECLARED = (b"utf-16", b"us-ascii", b"iso-8859-1", b"utf-7", b"ebcdic-cp-us", b"none", b"")
STATUS_TEXTS = (b"fail", b"", b"OK", b"ok ", b"warn")

_LEAF = re.compile(rb"<(\w+)>([^<]*)</\1>")

Chance = random.Random
Change = Callable[[Chance, bytes], bytes]


def _slice(chance: Chance, content: bytes) -> tuple[int, int]:
    start = chance.randint(0, len(content))
    return start, min(len(content), start + int(chance.expovariate(0.02)))


def _bits_flipped(chance: Chance, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 8) if changed else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _end_cut_off(chance: Chance, content: bytes) -> bytes:
    return content[: chance.randint(0, len(content))]


def _beginning_cut_off(chance: Chance, content: bytes) -> bytes:
    return content[_slice(chance, content)[1] :] if chance.random() < 0.3 else content[1:]


def _slice_cut_out(chance: Chance, content: bytes) -> bytes:
    start, end = _slice(chance, content)
    return content[:start] + content[end:]


def _slice_doubled(chance: Chance, content: bytes) -> bytes:
    start, end = _slice(chance, content)
    return content[:end] + content[start:end] * chance.choice((1, 1, 2, 40)) + content[end:]


def _slices_swapped(chance: Chance, content: bytes) -> bytes:
    (a, b), (c, d) = sorted((_slice(chance, content), _slice(chance, content)))
    b = min(b, c)
    return content[:a] + content[c:d] + content[b:c] + content[a:b] + content[d:]


def _word_put_in(chance: Chance, content: bytes) -> bytes:
    place = chance.randint(0, len(content))
    return content[:place] + chance.choice(WORDS) + content[place:]


def _word_beside_a_tag(chance: Chance, content: bytes) -> bytes:
    place = content.find(chance.choice((b"<", b">")), chance.randint(0, len(content))) + 1
    return content[:place] + chance.choice(WORDS) + content[place:]


def _text_replaced(chance: Chance, content: bytes) -> bytes:
    word = chance.choice(WORDS)
    if chance.random() < 0.7:
        word = escape(word.decode("utf-8", "replace")).encode()
    return _with_leaf(chance, content, lambda name, text: b"<%b>%b</%b>" % (name, word, name))


def _leaf_renamed(chance: Chance, content: bytes) -> bytes:
    new = chance.choice((b"error", b"code", b"items", b"text", b"a:b", b"html", b"_7", b"__len__"))
    return _with_leaf(chance, content, lambda name, text: b"<%b>%b</%b>" % (new, text, new))


def _leaf_emptied(chance: Chance, content: bytes) -> bytes:
    return _with_leaf(chance, content, lambda name, text: b"<%b/>" % name)


def _leaf_wrapped(chance: Chance, content: bytes) -> bytes:
    return _with_leaf(
        chance, content, lambda name, text: b"<%b><b>%b</b></%b>" % (name, text, name)
    )


def _leaf_in_cdata(chance: Chance, content: bytes) -> bytes:
    return _with_leaf(
        chance, content, lambda name, text: b"<%b><![CDATA[%b]]></%b>" % (name, text, name)
    )


def _leaf_removed(chance: Chance, content: bytes) -> bytes:
    return _with_leaf(chance, content, lambda name, text: b"")


def _leaf_repeated(chance: Chance, content: bytes) -> bytes:
    times = chance.choice((2, 3, 100))
    return _with_leaf(
        chance, content, lambda name, text: b"<%b>%b</%b>" % (name, text, name) * times
    )


def _with_leaf(chance: Chance, content: bytes, made: Callable[[bytes, bytes], bytes]) -> bytes:
    """Returns a document with another thing in the place of one leaf."""
    leaves_there = list(_LEAF.finditer(content))
    if not leaves_there:
        return content
    chosen = chance.choice(leaves_there)
    return content[: chosen.start()] + made(chosen[1], chosen[2]) + content[chosen.end() :]


def _recoded(chance: Chance, content: bytes) -> bytes:
    return content.decode("utf-8", "replace").encode(chance.choice(ENCODINGS), "replace")


def _declared_otherwise(chance: Chance, content: bytes) -> bytes:
    return content.replace(b"utf-8", chance.choice(DECLARED), 1)


def _status_changed(chance: Chance, content: bytes) -> bytes:
    said = b'status="' + chance.choice(STATUS_TEXTS) + b'"'
    return content.replace(b'status="ok"', chance.choice((said, b"", said + b" " + said)), 1)


LEAVE_XML: tuple[Change, ...] = (
    *((_text_replaced,) * 3),
    _leaf_renamed,
    _leaf_emptied,
    _leaf_wrapped,
    _leaf_in_cdata,
    _leaf_removed,
    _leaf_repeated,
    _status_changed,
)

ANY: tuple[Change, ...] = (
    *LEAVE_XML,
    _bits_flipped,
    _end_cut_off,
    _beginning_cut_off,
    _slice_cut_out,
    _slice_doubled,
    _slices_swapped,
    _word_put_in,
    _word_beside_a_tag,
    _recoded,
    _declared_otherwise,
)
