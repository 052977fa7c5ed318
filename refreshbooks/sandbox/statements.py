"""The longer statements of a store, in SQL."""

from refreshbooks.sandbox.layout import COLUMNS, TABLES

__all__ = ["HERE", "NAMES", "PUT", "SWEPT", "UNUSED"]

# What a book's rows say in the column "book": its name, until it is emptied or
# copied into for the first time, and another word after each time.
HERE = "coalesce((SELECT book FROM place WHERE name = ?), ?)"

UNUSED = """
SELECT coalesce(max(CAST(book AS INTEGER)), 0) + 1
FROM (SELECT book FROM place UNION ALL SELECT book FROM discarded)
"""
PUT = f"""
INSERT OR REPLACE INTO record (book, {TABLES["record"]})
VALUES ({HERE}, ?, ?, {", ".join("?" * len(COLUMNS))}, ?)
"""
NAMES = """
SELECT DISTINCT coalesce(place.name, counter.book) AS name
FROM counter LEFT JOIN place ON place.book = counter.book ORDER BY name
"""
SWEPT = """
DELETE FROM {table} WHERE (book, kind, id) IN
    (SELECT book, kind, id FROM {table} WHERE book = ? LIMIT ?)
"""
