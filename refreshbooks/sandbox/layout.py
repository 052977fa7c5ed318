"""Where things stand in the database of a store, and how an older one is brought there.

A record is kept as JSON. The texts that most lists ask for stand beside it in
columns of their own, and those in slim indexes, so that counting records and
passing over them never touches what is in them.
"""

import json
import sqlite3
from typing import Any

__all__ = ["COLUMNS", "TABLES", "lay_out", "loaded", "row_of"]

# The texts that have a column.
COLUMNS = ("folder", "status", "client_id", "date", "updated")

_AS_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

# What a book's rows hold, by table, without the book itself.
TABLES = {
    "record": f"kind, id, {', '.join(COLUMNS)}, body",
    "counter": "kind, last",
    "file": "kind, id, media_type, content",
}

_CREATED = (
    f"""
    CREATE TABLE IF NOT EXISTS record (
        book TEXT, kind TEXT, id INTEGER, {" TEXT, ".join(COLUMNS)} TEXT, body TEXT,
        PRIMARY KEY (book, kind, id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE IF NOT EXISTS counter (
        book TEXT, kind TEXT, last INTEGER, PRIMARY KEY (book, kind)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE IF NOT EXISTS file (
        book TEXT, kind TEXT, id INTEGER, media_type TEXT, content BLOB,
        PRIMARY KEY (book, kind, id)
    )
    """,
    "CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS place (name TEXT PRIMARY KEY, book TEXT) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS discarded (book TEXT PRIMARY KEY) WITHOUT ROWID",
)

# Whatever the conditions are, one of these answers them alone, in the order of
# numbers: a condition on a client, on a status, on anything else; then the
# count of a folder, and the order by days.
_INDEXES = {
    "record_client": "client_id, id, folder, status, date, updated",
    "record_status": "status, id, folder, client_id, date, updated",
    "record_slim": "id, folder, status, client_id, date, updated",
    "record_folder": "folder",
    "record_date": "date COLLATE NOCASE, id",
}


def lay_out(connection: sqlite3.Connection) -> None:
    """Makes what is missing, in a new database or in one of an earlier layout."""
    connection.execute("BEGIN IMMEDIATE")
    for statement in _CREATED:
        connection.execute(statement)
    _add_columns(connection)
    for name, columns in _INDEXES.items():
        connection.execute(f"CREATE INDEX IF NOT EXISTS {name} ON record (book, kind, {columns})")
    connection.execute("COMMIT")


def _add_columns(connection: sqlite3.Connection) -> None:
    known = {row[1] for row in connection.execute("PRAGMA table_info(record)")}
    missing = [name for name in COLUMNS if name not in known]
    for name in missing:
        connection.execute(f"ALTER TABLE record ADD COLUMN {name} TEXT")
    if missing:
        dug_out = (f"{name} = coalesce(json_extract(body, '$.{name}'), '')" for name in missing)
        connection.execute(f"UPDATE record SET {', '.join(dug_out)}")


def row_of(record: dict[str, Any]) -> tuple[str, ...]:
    """Returns what stands in the columns of a record's row, and the record as JSON."""
    return (*(_column(record.get(name)) for name in COLUMNS), _AS_JSON(record))


def loaded(body: str) -> dict[str, Any]:
    """Returns a record that was kept as JSON."""
    record: dict[str, Any] = json.loads(body)
    return record


def _column(value: object) -> str:
    """Returns what a column says of a value: numbers as texts, and nothing of whatever else."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number or isinstance(value, str) else ""
