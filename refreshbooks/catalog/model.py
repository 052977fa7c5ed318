"""What the services offer, as data: resources, their methods, their fields.

Frozen dataclasses without behaviour. The resource files beside this one are
written with them; look-ups are in :mod:`refreshbooks.catalog`.
"""

from dataclasses import dataclass
from typing import Literal

__all__ = ["Call", "Field", "FieldType", "Method", "Resource"]

FieldType = Literal[
    "id",  # decimal digits that name a record; answers may pad them with zeros
    "int",
    "decimal",  # a dot, no grouping; answers often drop trailing zeros
    "date",  # YYYY-MM-DD
    "datetime",  # YYYY-MM-DD HH:MM:SS, US Eastern wall clock, no zone mark; filters take a day too
    "bool",  # 1 or 0
    "enum",  # one of Field.values
    "string",
    "object",  # an element with the named children Field.fields
    "list",  # an element whose children, each named Field.item, are repeated
    "binary",  # bytes outside the XML
]

Call = Literal[
    "",  # every call
    "sent",  # create and update
    "answered",  # get and list
    "create",
    "update",
    "get",
    "list",
]


@dataclass(frozen=True)
class Field:
    """One element of a request or an answer.

    Attributes:
        name: The element's name.
        type: How its text is to be read.
        values: The allowed texts of an enum.
        default: What the service takes where the element is left out: a text,
            or one of the words in :mod:`refreshbooks.catalog.parts` for what
            it works out, such as ``"today"``.
        required: The call fails without it. Inside a list or an optional
            object: required wherever its parent is sent.
        condition: In words, when it is required, where that depends.
        read_only: Comes in answers; ignored where it is sent.
        item: The name of a list's repeated child.
        item_type: How the text of that child is to be read, where it has no
            children of its own.
        fields: The children of an object, or of each child of a list.
        beside: What answers also show directly in a list, next to its items.
        attributes: The names of XML attributes that answers carry on it; for a
            list of plain values, on each of them.
        documented: Whether the service's own documentation shows it.
        note: What else there is to know.
        only: In the description of a record that several calls share: which of
            them know the element, where not all do. Empty once it is part of
            a method.
    """

    name: str
    type: FieldType = "string"
    values: tuple[str, ...] = ()
    default: str | None = None
    required: bool = False
    condition: str = ""
    read_only: bool = False
    item: str = ""
    item_type: FieldType = "string"
    fields: tuple["Field", ...] = ()
    beside: tuple["Field", ...] = ()
    attributes: tuple[str, ...] = ()
    documented: bool = True
    note: str = ""
    only: Call = ""


@dataclass(frozen=True)
class Method:
    """One remote call.

    Attributes:
        name: The full name, such as ``"invoice.create"``.
        params: What stands below ``<request>``.
        answer: What stands below ``<response>`` of a good answer; empty where
            that is an empty document.
        paged: The answer's list element carries page, per_page, pages, total.
        binary: A good answer is a file, not XML.
        order: In what order a list comes, where that is known.
        access: Who may call it, where that is not everybody.
        documented: Whether the service's own documentation shows it.
        note: What else there is to know.
    """

    name: str
    params: tuple[Field, ...] = ()
    answer: tuple[Field, ...] = ()
    paged: bool = False
    binary: bool = False
    order: str = ""
    access: str = ""
    documented: bool = True
    note: str = ""


@dataclass(frozen=True)
class Resource:
    """One noun of the service and what can be done with it.

    Attributes:
        name: The noun, such as ``"invoice"``.
        record: The element that holds one record, such as ``"member"`` in the
            lists of staff.
        plural: The element that holds a list of them, such as ``"taxes"``.
        key: The element that names a record, such as ``"invoice_id"``.
        folders: Whether records are active, archived or deleted.
        methods: All its calls.
        note: What else there is to know.
    """

    name: str
    record: str = ""
    plural: str = ""
    key: str = ""
    folders: bool = False
    methods: tuple[Method, ...] = ()
    note: str = ""
