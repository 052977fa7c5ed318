"""The shapes that most calls have, made from one description of a record.

A resource file names the elements of its record once, without its id;
:func:`creates`, :func:`updates`, :func:`gets` and :func:`lists` make of them
what each call takes and gives. Three marks on a field steer that:

- ``only`` keeps it to some of the calls: ``"sent"``, ``"answered"``,
  ``"create"``, ``"get"``, ...
- ``read_only`` says that it comes in answers and is ignored where it is sent;
- ``required``, ``condition`` and ``default`` count when a record is made. An
  update leaves alone what it does not name; but what it does send replaces a
  list as a whole, so inside a list or object they count there too.

    >>> record = (Field("name", required=True), Field("password", only="sent"))
    >>> [field.name for field in updates("staff", record).params[0].fields]
    ['staff_id', 'name', 'password']
    >>> [field.name for field in gets("staff", record).answer[0].fields]
    ['staff_id', 'name']
"""

from dataclasses import replace

from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Call, Field, Method

__all__ = [
    "acts",
    "adds_lines",
    "creates",
    "deletes",
    "deletes_a_line",
    "gets",
    "lists",
    "open_to",
    "updates",
    "updates_lines",
]

_Fields = tuple[Field, ...]


def creates(noun: str, record: _Fields, *, answer: _Fields = (), note: str = "") -> Method:
    """Returns the call that makes a record and answers its id.

    Args:
        noun: The resource, which is also the element around the record.
        record: The record's elements, without its id.
        answer: What the answer may hold beside the id.
        note: What else there is to know.
    """
    params = (_wrapped(noun, _sent(record, "create")),)
    return Method(f"{noun}.create", params, (_key(noun), *answer), note=note)


def updates(
    noun: str,
    record: _Fields,
    *,
    answer: _Fields = (),
    note: str = "What is left out keeps its value.",
) -> Method:
    """Returns the call that changes a record; as a rule its answer is empty."""
    fields = tuple(_left_alone(field) for field in _sent(record, "update"))
    params = (_wrapped(noun, (_key(noun, required=True), *fields)),)
    return Method(f"{noun}.update", params, answer, note=note)


def gets(noun: str, record: _Fields, *, note: str = "") -> Method:
    """Returns the call that answers one record."""
    fields = (_key(noun), *_answered(record, "get"))
    answer = (Field(noun, "object", fields=fields),)
    return Method(f"{noun}.get", (_key(noun, required=True),), answer, note=note)


def lists(
    noun: str,
    record: _Fields,
    *filters: Field,
    at: str = "",
    paging: _Fields = parts.PAGING,
    order: str = "",
) -> Method:
    """Returns the call that answers records, page after page.

    Args:
        noun: The resource.
        record: The record's elements, without its id.
        *filters: What narrows the list down.
        at: Where the records stand in the answer, such as ``"taxes/tax"``;
            otherwise it is the noun with an "s", and the noun.
        paging: The parameters that choose a page.
        order: In what order they come, where that is known.
    """
    plural, _, item = (at or f"{noun}s/{noun}").partition("/")
    fields = (_key(noun), *_answered(record, "list"))
    answer = (Field(plural, "list", item=item, fields=fields),)
    return Method(f"{noun}.list", (*filters, *paging), answer, paged=True, order=order)


def deletes(noun: str, *, note: str = "") -> Method:
    """Returns the call that deletes one record; its answer is empty."""
    return acts(noun, "delete", note=note)


def acts(noun: str, verb: str, *further: Field, binary: bool = False, note: str = "") -> Method:
    """Returns a call that does something to one record named by its id."""
    params = (_key(noun, required=True), *further)
    return Method(f"{noun}.{verb}", params, binary=binary, note=note)


def adds_lines(noun: str, line: _Fields) -> Method:
    """Returns the call that adds lines to a document and answers their ids."""
    lines = Field("lines", "list", required=True, item="line", fields=_sent(line, "create"))
    new = Field("lines", "list", item="line_id", item_type="id", note="In the order sent.")
    params = (_key(noun, required=True), lines)
    return Method(f"{noun}.lines.add", params, (_key(noun), new))


def updates_lines(noun: str, line: _Fields) -> Method:
    """Returns the call that changes some of a document's lines."""
    fields = tuple(_left_alone(field) for field in _sent(line, "update"))
    named = (Field("line_id", "id", required=True), *fields)
    lines = Field("lines", "list", required=True, item="line", fields=named)
    note = "Other lines stay, and so do the elements that a line leaves out."
    return Method(f"{noun}.lines.update", (_key(noun, required=True), lines), note=note)


def deletes_a_line(noun: str) -> Method:
    """Returns the call that takes one line out of a document."""
    return acts(noun, "lines.delete", Field("line_id", "id", required=True))


def open_to(access: str, *methods: Method) -> tuple[Method, ...]:
    """Returns the methods, each saying who may call it."""
    return tuple(replace(method, access=access) for method in methods)


def _key(noun: str, *, required: bool = False) -> Field:
    return Field(f"{noun}_id", "id", required=required)


def _wrapped(noun: str, fields: _Fields) -> Field:
    return Field(noun, "object", required=True, fields=fields)


def _sent(record: _Fields, call: Call) -> _Fields:
    return tuple(_as_sent(field, call) for field in record if field.only in ("", "sent", call))


def _as_sent(field: Field, call: Call) -> Field:
    # What is ignored need not be described further.
    fields = () if field.read_only else _sent(field.fields, call)
    return replace(field, only="", fields=fields, beside=(), attributes=())


def _left_alone(field: Field) -> Field:
    return replace(field, required=False, condition="", default=None)


def _answered(record: _Fields, call: Call) -> _Fields:
    known = (field for field in record if field.only in ("", "answered", call))
    return tuple(_as_answered(field, call) for field in known)


def _as_answered(field: Field, call: Call) -> Field:
    return replace(
        field,
        only="",
        required=False,
        condition="",
        default=None,
        read_only=False,
        fields=_answered(field.fields, call),
    )
