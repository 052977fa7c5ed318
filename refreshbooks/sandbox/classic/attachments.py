"""Files that come along: each belongs to an element that takes one, and says so."""

from collections.abc import Iterable, Iterator
from typing import Any

from refreshbooks.catalog.model import Field
from refreshbooks.sandbox.classic import failures
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.classic.multipart import Part

__all__ = ["check_files", "part_named"]


def check_files(call: Call) -> None:
    """Looks whether elements for files and the files that came fit together.

    Raises:
        Failure: 40060, where an element names no file that came, or a file came
            that no such element names. What the service answers to the second
            is not known.
    """
    references = _references(call.method.params, call.sent)
    named = {part_named(call, name, text).content_id for name, text in references}
    for stray in call.files.keys() - named:
        raise failures.stray_file(stray)


def part_named(call: Call, field: str, text: str) -> Part:
    """Returns the file that an element's text names, such as ``cid:file1``.

    Raises:
        Failure: 40060, where it names none that came.
    """
    scheme, _, content_id = text.strip().partition(":")
    part = call.files.get(content_id) if scheme.lower() == "cid" else None
    if part is None:
        raise failures.invalid(field, "No part of the request has that content id.")
    return part


def _references(fields: Iterable[Field], values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for described in fields:
        value = values.get(described.name)
        if described.type == "binary" and value is not None:
            yield described.name, value
        elif described.type == "object" and value:
            yield from _references(described.fields, value)
