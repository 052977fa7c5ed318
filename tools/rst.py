"""The few forms of reStructuredText that generated pages need."""

from collections.abc import Iterable, Sequence

__all__ = ["bullets", "code", "fields", "heading", "literal", "page", "table", "words"]


def heading(text: str, line: str = "-") -> str:
    """Returns a heading.

    >>> print(heading("Fields"))
    Fields
    ------
    """
    return f"{text}\n{line * len(text)}"


def code(text: str) -> str:
    """Returns a word of code within a line; nothing for nothing."""
    return f"``{text}``" if text else ""


def words(texts: Iterable[str]) -> str:
    """Returns words of code, one after the other.

    >>> words(["lines", "owner"])
    '``lines``, ``owner``'
    """
    return ", ".join(map(code, texts))


def bullets(items: Iterable[str]) -> str:
    """Returns a list with a point before each of its items."""
    return "\n".join(f"* {item}" for item in items)


def fields(told: Iterable[tuple[str, str]]) -> str:
    """Returns a list of names and what is told of each; leaves out what has nothing.

    >>> print(fields([("Scopes", "``user:taxes:read``"), ("Note", "")]))
    :Scopes: ``user:taxes:read``
    """
    return "\n".join(f":{name}: {text}" for name, text in told if text)


def literal(text: str) -> str:
    """Returns a block that is shown as it is; nothing for nothing."""
    return text and "::\n\n" + "\n".join(f"    {one}".rstrip() for one in text.splitlines())


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], widths: str = "auto") -> str:
    """Returns a table with a line of headings."""
    lines = [".. list-table::", "   :header-rows: 1", f"   :widths: {widths}", ""]
    for row in (columns, *rows):
        lines += [f"   {'*' if not n else ' '} - {cell}".rstrip() for n, cell in enumerate(row)]
    return "\n".join(lines)


def page(title: str, *blocks: str) -> str:
    """Returns a page of blocks, without the empty ones."""
    return "\n\n".join([heading(title, "="), *filter(None, blocks)]) + "\n"
