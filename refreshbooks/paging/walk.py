"""A list read page after page: the rules, without sockets, threads or async.

A :class:`Walk` is asked which page is wanted next and is told what came; it gives
back the rows that are new. Drivers keep several asks under way if they like, and
feed the answers in the order in which they were asked::

    walk = Walk(per_page=100, ahead=prefetch)
    while True:
        while len(under_way) < prefetch and (ask := walk.next()) is not None:
            under_way.append(begin(ask))
        if not under_way:
            break
        page = walk.feed(ask, answer)     # of the oldest one under way
        hand_out(page.rows)               # may be none
    for doubt in walk.doubts: ...

``next()`` returns None while it has to see an answer first, and at the end. A call
that fails ends the walk; ``walk.place(n)`` says where it stood when n rows of the
last page were handed out, and a walk made with ``since=place`` goes on there.

What is read:

1. Page 1, then the pages that it told of, until the service says there are no more.
2. Where an answer shows that the list changed meanwhile (another total, a row a second
   time, a page that is too short), the borders between the pages around it, each by
   one small page across (see :mod:`refreshbooks.paging.borders`). At once, since the
   list goes on changing.
3. If fewer rows came than the service counts, the front of the list, where new
   records appear; if that was not it, the whole list once more.
4. To verify: the whole list again, until a reading finds nothing new.

The second and third together make at most two calls for each page and a few more;
what is still open then is a doubt.
"""

from collections import deque
from collections.abc import Iterator

from refreshbooks.paging.borders import END, Borders, across
from refreshbooks.paging.memory import SOMEWHERE, Memory
from refreshbooks.paging.pages import Answer, Ask, Doubt, Handed, Id, Page, Place

__all__ = ["MOST_PER_PAGE", "Walk"]

MOST_PER_PAGE = 100
"""The most rows that the service puts on a page, whatever is asked."""

_REMEMBERED = 150
_READINGS = 4
_FREE_EXTRAS = 8
_NAMED = 3
_STEPS = (0, 1, -1, 2, -2)
_SLIPPED = "the list changed while they were read; a row may have slipped from one to the other"
_NOT_FOUND = "the rows where the earlier reading stopped were not found again"


class Walk:
    """One reading of a list.

    Args:
        per_page: Rows a page.
        ahead: How many asks the driver keeps under way at once.
        verify: Read the list again until that brings no new row.
        since: Go on where another walk stood.

    Attributes:
        doubts: What may be missing; complete once the walk is at its end.
        total: How many rows there are, as the service said last; None before.
        count: How many rows were handed out, those before ``since`` included.
        per_page: Rows a page, as the service answers them.
    """

    def __init__(
        self,
        per_page: int,
        *,
        ahead: int = 1,
        verify: bool = False,
        since: Place | None = None,
    ) -> None:
        since = since or Place()
        self.per_page = per_page
        self.doubts: list[Doubt] = []
        self.total: int | None = None
        self.count = since.count
        self._verify = verify
        self._borders = Borders(max(1, ahead))
        self._memory = Memory(since.ids)
        self._notices: list[str] = []
        self._under_way = self._extras = 0
        self._largest_page = 1
        self._most = max(per_page, MOST_PER_PAGE)
        self._asked = self._read = 0
        self._last = 1
        self._readings = 1
        self._again: deque[int] = deque()
        self._found_again = 0
        self._is_first = True
        self._looked_at_front = self._is_stuck = self._is_over = False
        self._before: deque[Id] = deque(since.ids, _REMEMBERED)
        self._handed: Handed | None = None
        self._before_this: tuple[list[Id | None], int | None] = ([], None)
        self._since = since
        self._knows_part = not since.knows_all
        self._places: deque[int] = deque()
        if self._knows_part:
            self._go_on(since)

    def next(self) -> Ask | None:
        """Returns the page that is wanted next.

        None means that an answer has to be seen first, or, where no ask is under
        way, that the walk is at its end.
        """
        ask = self._crossing() or self._following()
        if ask is None and not self._under_way and not self._is_over:
            ask = self._afterwards()
        if ask is not None:
            self._under_way += 1
        return ask

    def feed(self, ask: Ask, answer: Answer) -> Page:
        """Returns the new rows of an answer; answers come in the order of the asks."""
        self._under_way -= 1
        changed = self.total is not None and answer.total not in (None, self.total)
        if answer.total is not None:
            self.total = answer.total
        if ask.border is not None:
            fresh = self._crossed(ask, ask.border, answer, changed=changed)
        elif ask.again:
            fresh = self._reread(ask, answer)
        elif self._places:
            fresh = self._sought(ask, answer)
        else:
            fresh = self._followed(ask, answer, changed=changed)
        return self._page(ask, answer, fresh)

    def notices(self) -> Iterator[str]:
        """Yields, each once, what the caller should be warned of."""
        while self._notices:
            yield self._notices.pop(0)

    def place(self, handed_out: int) -> Place:
        """Returns where the walk stands when so many rows of the last page were handed out."""
        page = self._handed
        if page is None:
            return self._since
        ids = [*self._before, *(key for key in page.ids[:handed_out] if key is not None)]
        doubted = {doubt.pages[0] for doubt in self.doubts} | set(self._borders.still_open())
        if page.again and handed_out < len(page.ids):
            doubted.add(page.page)
        return Place(
            page=max(1, self._read),
            row=page.indexes[handed_out - 1] + 1 if handed_out and not page.again else 0,
            count=self.count - len(page.ids) + handed_out,
            total=self.total,
            ids=tuple(ids[-_REMEMBERED:]),
            doubted=tuple(sorted(doubted))[:_REMEMBERED],
        )

    # The first reading.

    def _following(self) -> Ask | None:
        if self._places:
            return None if self._under_way else Ask(self._places[0], self.per_page)
        if self._asked < self._last:
            self._asked += 1
            return Ask(self._asked, self.per_page)
        if self._again:
            return Ask(self._again.popleft(), self.per_page, again=True)
        return None

    def _followed(self, ask: Ask, answer: Answer, *, changed: bool) -> list[int]:
        if self._is_first:
            self._adopt(answer)
        known = self._memory.pages(answer)
        is_repeated = (answer.ids, answer.total) == self._before_this
        changed = changed or bool(known) or self._is_short(ask.page, answer)
        # A list that grew by more than a page gives rows from before those of the page
        # before: they belong to the page that they hang together with.
        back = max(known, default=ask.page)
        number = back if back < ask.page - 1 else ask.page
        fresh = self._new(ask, answer, number)
        self._borders.read(ask.page, changed=changed)
        if known:
            self._borders.settle(min(known), number)
        self._read = ask.page
        self._plan(ask, answer, fresh, is_repeated=is_repeated)
        return fresh

    def _adopt(self, answer: Answer) -> None:
        """Follows the service where it puts fewer or more rows on a page than it was asked for."""
        self._is_first = False
        if answer.per_page and answer.per_page != self.per_page:
            if answer.per_page < self.per_page and not answer.is_last:
                self._notices.append(
                    f"pages of {self.per_page} rows were asked for, and the service gives pages of"
                    f" {answer.per_page}: the list is read in those"
                )
            self.per_page = self._most = answer.per_page

    def _is_short(self, page: int, answer: Answer) -> bool:
        if answer.total is None:
            return False
        left = answer.total - (page - 1) * self.per_page
        return len(answer.rows) != min(max(0, left), self.per_page)

    def _plan(self, ask: Ask, answer: Answer, fresh: list[int], *, is_repeated: bool) -> None:
        """Finds out which page is the last one."""
        is_other = answer.page not in (None, ask.page)
        if not fresh and answer.rows and (is_other or is_repeated):
            self._last = ask.page
            self._is_stuck = answer.total is not None
            if self._is_stuck:
                self._doubt(ask.page, "the service answered with another page")
        elif not answer.rows:
            # Past the end, whatever the service says of more pages.
            self._last = ask.page
        elif answer.pages is not None:
            self._last = answer.pages
        elif answer.total is not None:
            self._last = -(-answer.total // self.per_page)
        else:
            # An old answer, without a word on how many there are.
            is_full = len(answer.rows) == self.per_page
            self._last = ask.page + 1 if is_full and fresh else ask.page
        self._largest_page = max(self._largest_page, self._last)
        self._before_this = (answer.ids, answer.total)

    def _new(self, ask: Ask, answer: Answer, number: int) -> list[int]:
        fresh = set(self._memory.keep(answer, number))
        # Rows without an id are told apart by their pages alone.
        done = self._since.row if ask.page == self._since.page and self._knows_part else 0
        named = enumerate(answer.ids)
        nameless = {index for index, key in named if key is None and index >= done}
        return sorted(fresh | nameless)

    # The borders that rows may have slipped across.

    def _crossing(self) -> Ask | None:
        if not len(self._memory) or not self._extras_left():
            return None
        taken = self._borders.take(self.per_page)
        if taken is None:
            return None
        border, aim = taken
        self._extras += 1
        return Ask(*across(aim, self.per_page, self._most), border=border)

    def _crossed(self, ask: Ask, border: int, answer: Answer, *, changed: bool) -> list[int]:
        if changed:
            self._borders.changed()
        known = self._memory.known(answer)
        pages = self._memory.pages(answer)
        low = 0 if ask.page == 1 else min(pages, default=END)
        high = END if answer.is_last else max(pages, default=0)
        if not low <= border < high:
            self._borders.missed(border, self._better_aim(ask, border, answer, pages))
            return [] if self._knows_part else self._memory.keep(answer, SOMEWHERE)
        self._borders.settle(low, high)
        # What is before all that a part of the memory knows may have come before that,
        # and what is after it is still to come while the list is being read.
        first = known[0] if known and self._knows_part else 0
        last = known[-1] if known and self._read < self._last else len(answer.rows)
        return self._memory.keep(answer, max(1, border), range(first, last))

    def _better_aim(self, ask: Ask, border: int, answer: Answer, pages: set[int]) -> int:
        """Returns the row around which the rows of a border probably are by now."""
        start = (ask.page - 1) * ask.per_page
        if not answer.rows:
            return min(start, self.total or 0)
        if not pages:
            return start if border else start + ask.per_page
        if max(pages) <= border:
            return start + ask.per_page + (border - max(pages)) * self.per_page
        return max(0, start - (min(pages) - border - 1) * self.per_page)

    def _extras_left(self) -> int:
        return 2 * self._largest_page + _FREE_EXTRAS - self._extras

    # After the first reading.

    def _afterwards(self) -> Ask | None:
        is_short = self.total is not None and self.count < self.total
        if len(self._memory) and not self._knows_part and not self._is_stuck:
            if is_short and not self._looked_at_front:
                self._looked_at_front = True
                self._borders.open(0)
                if (ask := self._crossing()) is not None:
                    return ask
            if self._reads_again(is_short=is_short):
                return self._following()
        self._finish(is_short=is_short)
        return None

    def _reads_again(self, *, is_short: bool) -> bool:
        """Begins another reading where there is reason for one."""
        is_needed = is_short and self._readings == 1 and self._extras_left() >= self._last
        if self._verify:
            is_needed = self._readings == 1 or (
                self._found_again > 0 and self._readings < _READINGS
            )
        if is_needed:
            self._readings += 1
            self._found_again = 0
            self._again.extend(range(1, max(1, self._last) + 1))
            self._extras += 0 if self._verify else self._last
        return is_needed

    def _reread(self, ask: Ask, answer: Answer) -> list[int]:
        fresh = self._memory.keep(answer, SOMEWHERE)
        self._found_again += len(fresh)
        return fresh

    def _finish(self, *, is_short: bool) -> None:
        self._is_over = True
        self._borders.settle(0, 1)
        for border in self._borders.still_open():
            self._doubt(border, _SLIPPED, border + 1)
        if is_short:
            self._doubt(1, f"{self.count} rows came, the service counts {self.total}", self._last)
        if self._verify and self._found_again:
            self._doubt(1, f"{_READINGS} readings did not agree", self._last)
        if self.doubts:
            self._notices.append(
                f"rows may be missing: {'; '.join(map(str, self.doubts[:_NAMED]))}"
                f"{'; ...' if len(self.doubts) > _NAMED else ''} (all of it is in .doubts)"
            )

    def _doubt(self, page: int, why: str, last: int = 0) -> None:
        self.doubts.append(Doubt(range(page, max(page, last) + 1), why))

    def _page(self, ask: Ask, answer: Answer, fresh: list[int]) -> Page:
        if self._handed is not None:
            self._before.extend(key for key in self._handed.ids if key is not None)
        number = ask.page if ask.border is None else max(1, ask.border)
        again = ask.again or ask.border is not None
        self._handed = Handed(number, again, [answer.ids[index] for index in fresh], fresh)
        self.count += len(fresh)
        rows = [answer.rows[index] for index in fresh]
        pages = answer.pages if ask.border is None else self._last
        return Page(number, rows, pages=pages, total=answer.total, again=again)

    # Going on where another walk stood.

    def _go_on(self, since: Place) -> None:
        for page in since.doubted:
            self._doubt(page, _SLIPPED, page + 1)
        if since.ids:
            self._places.append(since.page)
        else:
            self._asked = self._read = since.page - 1
            self._last = since.page

    def _sought(self, ask: Ask, answer: Answer) -> list[int]:
        """Looks for the rows handed out last, and begins after them."""
        known = self._memory.known(answer)
        if not known:
            missed = self._places.popleft()
            if missed == self._since.page:
                self._places.extend(self._elsewhere())
            if not self._places:
                self._doubt(self._since.page, _NOT_FOUND)
                self._asked = self._read = self._since.page - 1
                self._last = self._since.page
            return []
        self._places.clear()
        self._adopt(answer)
        self._memory.keep(answer, ask.page, range(known[0]))
        fresh = self._memory.keep(answer, ask.page)
        self._borders.read(ask.page, changed=False)
        self._asked = self._read = ask.page
        self._plan(ask, answer, fresh or known, is_repeated=False)
        return fresh

    def _elsewhere(self) -> list[int]:
        """Returns the pages where the rows handed out last may be by now, likely ones first."""
        page = self._since.page
        grown = (self.total or 0) - (self._since.total or self.total or 0)
        around = [page + grown // self.per_page + step for step in _STEPS]
        around += [page + step for step in _STEPS]
        return [other for other in dict.fromkeys(around) if other >= 1 and other != page]
