"""Pages of plain text as a PDF, with what every reader has: one font, black on white.

>>> print(document(["Invoice 1"])[:8].decode())
%PDF-1.4
"""

from collections.abc import Iterable, Iterator

__all__ = ["document"]

_LINES_PER_PAGE = 50
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"
# A page is as large as a sheet of letter paper, in points; text begins at the top left.
_SHEET = "612 792"
_START = "BT /F1 10 Tf 14 TL 54 738 Td"
_FIRST_PAGE = 4


def document(lines: Iterable[str]) -> bytes:
    """Returns a PDF document that shows lines of text, some fifty on a page."""
    pages = list(_pages(list(lines)))
    numbers = range(_FIRST_PAGE, _FIRST_PAGE + 2 * len(pages), 2)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        _FONT,
    ]
    for number, content in zip(numbers, pages, strict=True):
        objects += [_page(number + 1), _stream(content)]
    return _file(objects)


def _pages(lines: list[str]) -> Iterator[bytes]:
    for start in range(0, max(len(lines), 1), _LINES_PER_PAGE):
        shown = (f"({_escaped(line)}) Tj T*" for line in lines[start : start + _LINES_PER_PAGE])
        # What the font's encoding does not know is a question mark.
        yield "\n".join([_START, *shown, "ET"]).encode("cp1252", "replace")


def _page(content: int) -> bytes:
    fonts = "/Resources << /Font << /F1 3 0 R >> >>"
    box = f"/MediaBox [0 0 {_SHEET}]"
    return f"<< /Type /Page /Parent 2 0 R {box} {fonts} /Contents {content} 0 R >>".encode()


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _file(objects: list[bytes]) -> bytes:
    written = b"%PDF-1.4\n"
    places = []
    for number, entry in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, entry)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(written))
    return written + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + end


def _escaped(line: str) -> str:
    shown = "".join(letter if letter.isprintable() else " " for letter in line)
    return shown.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
