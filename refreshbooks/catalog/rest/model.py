"""What the REST API offers, as data: resources, their fields, their filters.

Frozen dataclasses without behaviour. The resource files beside this one are
written with them; look-ups are in :mod:`refreshbooks.catalog.rest`.

Addresses are templates. What stands in braces is filled in by a call: a name
that is the resource's scope (``{account_id}``) by the id that every call of it
takes first, any other by the ids that follow, in the order in which they stand.

    >>> from refreshbooks.catalog import rest
    >>> rest.find("clients").single_path
    'users/clients/{id}'
    >>> rest.find("project_threads").path
    'project/{project_id}/threads'

A template that starts with a slash is whole; others follow the prefix of their
family, such as ``/accounting/account/{account_id}/``.

Where a resource stands on the client is its attribute. One with a dot stands in
a group: ``reports.profitloss`` is ``client.reports.profitloss``, and what a
report is asked goes along as keywords:
``client.reports.profitloss.get(account_id, start_date=...)``.
"""

from dataclasses import dataclass
from typing import Literal

__all__ = [
    "Certainty",
    "Family",
    "Field",
    "FieldType",
    "Filter",
    "FilterKind",
    "IgnoredFilter",
    "Paging",
    "Resource",
    "Scope",
]

Family = Literal[
    "accounting",  # /accounting/account/{account_id}/
    "accounting_businesses",  # /accounting/businesses/{business_uuid}/
    "auth",  # whole addresses only
    "comments",  # /comments/business/{business_id}/
    "events",  # /events/account/{account_id}/
    "payments",  # /payments/account/{account_id}/
    "projects",  # /projects/business/{business_id}/
    "timetracking",  # /timetracking/business/{business_id}/
    "uploads",  # /uploads/account/{account_id}/
]

Scope = Literal["account_id", "business_id", "business_uuid", ""]

Certainty = Literal[
    "certain",  # official client libraries have it
    "live",  # somebody published what the service answered
    "documented",  # the documentation or the published Postman collection has it
    "inferred",  # nobody showed it at work
]

Paging = Literal[
    "beside",  # page, pages, per_page and total stand beside the rows
    "meta",  # they stand in an object named meta
    "page_number",  # asked for by page_number and page_size
    "",  # one answer holds all rows, or there is no list
]

FieldType = Literal[
    "string",
    "integer",
    "boolean",
    "number",  # a JSON number that may have a fraction
    "decimal",  # a number written as a string, such as "1.5"; read as text
    "money",  # {"amount": decimal string, "code": currency}
    "date",  # YYYY-MM-DD
    "datetime",  # YYYY-MM-DD HH:MM:SS, perhaps with a fraction: US/Eastern wall clock
    "utc",  # a moment in UTC, in either form, with a trailing Z or without
    "local",  # a wall clock whose zone another field of the object names
    "object",
    "array",
]

FilterKind = Literal[
    "equals",  # search[name]=value
    "in",  # search[name][]=value, repeated
    "like",  # search[name]=value, which stands anywhere in the text
    "between",  # search[name]=value; *_min is counted in, *_max is not
    "boolean",  # search[name]=true; the official Python SDK sends name=True
    "plain",  # name=value; one whose name ends in [] may be repeated
]


@dataclass(frozen=True)
class Field:
    """One field of what a resource sends or answers.

    Attributes:
        name: Its name on the wire.
        type: How its JSON value is to be read.
        item: The type of an array's elements, where they are no objects.
        fields: What an object holds, or each object of an array. Empty means
            that this is not known, or differs: any name may stand there.
        values: The only texts it may have, where they are known.
        include: Whether it comes only where an include asks for it.
        read_only: Whether it is of no use in what is sent.
        write_only: Whether it is sent and never answered.
        note: What else there is to know.
        seen_in: Who knows the field: the SDKs for ``python``, ``node``, ``php``
            and ``java``, a third party's specification (``spec``), or the
            documentation, its Postman collection and captures (``docs``).
            Empty inside other fields, which tell it for them.
    """

    name: str
    type: FieldType = "string"
    item: FieldType | Literal[""] = ""
    fields: tuple["Field", ...] = ()
    values: tuple[str, ...] = ()
    include: bool = False
    read_only: bool = False
    write_only: bool = False
    note: str = ""
    seen_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filter:
    """One way to narrow down a list, or a parameter of a report.

    Attributes:
        name: What stands in the query, without ``search[...]``.
        kind: How it is written there.
    """

    name: str
    kind: FilterKind


@dataclass(frozen=True)
class IgnoredFilter:
    """A filter that looks right and does nothing: the list comes back whole.

    Attributes:
        name: The name that does nothing.
        instead: The filters that do what it seems to mean; empty where none does.
    """

    name: str
    instead: tuple[str, ...] = ()


@dataclass(frozen=True)
class Resource:
    """One kind of record of the REST API, or one report, and how to reach it.

    Attributes:
        name: Its name in the catalog.
        family: Which service it belongs to: URL, envelopes and errors.
        certainty: How sure it is that it works as described.
        seen_in: Who knows the resource, in the words of :class:`Field`.
        attribute: Where it stands on the client; empty where calls of their own
            reach it, such as those for tokens.
        sdk: Whether it is one of the 27 of the official Python SDK.
        scope: The id that every call takes first; empty for none.
        path: Where lists are got, and records created.
        create_path: Where records are created, if elsewhere.
        single_path: Where one record is got, changed and deleted.
        defaults_path: What the method ``defaults`` gets.
        methods: The calls: get, list, create, update, delete, archive, verify,
            resend_verification, defaults, upload.
        delete: How a record is deleted: ``"DELETE"``; or ``"PUT"`` of a field,
            as a rule ``vis_state``; empty where it is not.
        deleted: The field and value that such a PUT sends.
        single: The key around one record.
        wrapped: Whether that key is around what is sent, too.
        plural: The key around a list of them.
        key: The field that holds its id; empty where there is none.
        alias: The second name under which answers repeat that id.
        paging: How lists are paged.
        binary: Whether the answer is a file.
        query: What every get sends along.
        api_version: The ``X-API-VERSION`` it needs at least.
        required: What a create needs, or a report; names joined by ``|`` where
            one of them will do.
        fields: All fields known, in requests and answers.
        includes: What an include may ask for.
        filters: What lists may be narrowed down by.
        ignored_filters: What seems to be one.
        sorts: What lists may be sorted by.
        scopes: The OAuth scopes that its calls need.
        contradictions: What the sources disagree about.
        note: What else there is to know.
    """

    name: str
    family: Family
    certainty: Certainty
    seen_in: tuple[str, ...]
    attribute: str = ""
    sdk: bool = False
    scope: Scope = ""
    path: str = ""
    create_path: str = ""
    single_path: str = ""
    defaults_path: str = ""
    methods: tuple[str, ...] = ()
    delete: Literal["PUT", "DELETE", ""] = ""
    deleted: tuple[str, int | bool] | None = None
    single: str = ""
    wrapped: bool = True
    plural: str = ""
    key: str = ""
    alias: str = ""
    paging: Paging = ""
    binary: bool = False
    query: tuple[tuple[str, str], ...] = ()
    api_version: str = ""
    required: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    includes: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    ignored_filters: tuple[IgnoredFilter, ...] = ()
    sorts: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()
    note: str = ""
