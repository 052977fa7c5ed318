"""A list of records that may change between two answers, without any HTTP."""

import threading

from refreshbooks import parsing
from refreshbooks.paging.pages import Answer

__all__ = ["NAMESPACE", "Account", "document", "numbers"]

NAMESPACE = "http://www.freshbooks.com/api/"


def document(rows, attributes="", names=("invoices", "invoice")):
    """Returns an answer's tree: a list whose records have the contents given."""
    plural, record = names
    inside = "".join(f"<{record}>{row}</{record}>" for row in rows)
    root = f'<response xmlns="{NAMESPACE}" status="ok">'
    return parsing.parse(f"{root}<{plural} {attributes}>{inside}</{plural}></response>".encode())


def numbers(rows):
    """Returns the ids of invoices as numbers."""
    return [int(row.invoice_id) for row in rows]


class Account:
    """Some invoices, listed by descending id, by ascending id, or by name.

    Attributes:
        always: The ids that were there all the time.
        asked: The page and page size of each call, in order.
        before: Called before each answer; changes the account, or fails.
    """

    def __init__(self, count, *, order="descending", before=lambda: None):
        self.ids = list(range(1, count + 1))
        self.always = set(self.ids)
        self.order = order
        self.before = before
        self.asked = []
        self._next = count + 1
        self._one_by_one = threading.Lock()

    def create(self):
        self.ids.append(self._next)
        self._next += 1

    def delete(self, index):
        if self.ids:
            self.always.discard(self.ids.pop(index % len(self.ids)))

    def listed(self):
        """Returns the ids in the order of the list."""
        if self.order == "name":
            return sorted(self.ids, key=lambda number: number * 7919 % 1009)
        return sorted(self.ids, reverse=self.order == "descending")

    def answer(self, ask):
        """Returns an answer as a walk is fed with it."""
        part, pages = self._part(ask.page, ask.per_page)
        return Answer(part, part, ask.page, ask.per_page, pages, len(self.ids))

    def list(self, page, per_page):
        """Answers as the service does, with ids padded every other time."""
        with self._one_by_one:
            self.asked.append((page, per_page))
            self.before()
            part, pages = self._part(page, per_page)
            width = 11 * (len(self.asked) % 2)
            rows = [f"<invoice_id>{number:0{width}d}</invoice_id>" for number in part]
            sizes = f'per_page="{per_page}" pages="{pages}" total="{len(self.ids)}"'
            return document(rows, f'page="{page}" {sizes}')

    def _part(self, page, per_page):
        first = (page - 1) * per_page
        return self.listed()[first : first + per_page], -(-len(self.ids) // per_page)
