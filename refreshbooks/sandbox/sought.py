"""What somebody looks for in a journal, and how near a call comes to it.

>>> sought = Sought.of("invoice.create", {"status": 200})
>>> print(sought)
method='invoice.create', status=200
>>> sought.differences(Entry(number=1, method="invoice.update", status=200))
["method 'invoice.update'"]
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from fnmatch import fnmatchcase
from typing import Any

from refreshbooks.sandbox.entries import Entry
from refreshbooks.sandbox.insides import Inside, check_path, spelled

__all__ = ["NearMiss", "Sought"]


@dataclass(frozen=True)
class NearMiss:
    """A call that comes near to what was looked for.

    Attributes:
        entry: The call.
        differences: In what respects it is another.
    """

    entry: Entry
    differences: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.entry!r}: {'; '.join(self.differences)}"


@dataclass(frozen=True, kw_only=True)
class Sought:
    """What a call must be like; None stands for anything."""

    method: str | None = None
    status: int | None = None
    applied: bool | None = None
    fault: str | bool | None = None
    user: str | None = None
    auth: str | None = None
    verb: str | None = None
    path: str | None = None
    text: str | bytes | None = None
    fields: Mapping[str, object] | None = None
    after: int | None = None

    @classmethod
    def of(cls, method: str | None, wanted: Mapping[str, Any]) -> "Sought":
        """Returns what these words ask for.

        Raises:
            ValueError: If there is no such word, the text says which there are; or
                if a field has a path that is none.
        """
        known = [described.name for described in fields(cls)]
        strange = sorted(set(wanted) - set(known))
        if strange:
            raise ValueError(
                f"A call cannot be looked for by {', '.join(strange)}; only by {', '.join(known)}."
            )
        for path in wanted.get("fields") or {}:
            check_path(path)
        return cls(method=method, **wanted)

    def __str__(self) -> str:
        wanted = {described.name: getattr(self, described.name) for described in fields(self)}
        said = [f"{name}={value!r}" for name, value in wanted.items() if value is not None]
        return ", ".join(said) or "anything"

    def fits(self, entry: Entry) -> bool:
        """Says whether a call is like this."""
        return not self.differences(entry)

    def differences(self, entry: Entry) -> list[str]:
        """Returns in what respects a call is another; none where it is like this."""
        found = []
        if self.method is not None and not fnmatchcase(entry.method, self.method):
            found.append(f"method {entry.method!r}")
        for name in ("status", "applied", "user", "auth", "verb"):
            wanted, is_ = getattr(self, name), getattr(entry, name)
            if wanted is not None and is_ != wanted:
                found.append(f"{name} {is_!r}")
        if self.path is not None and not fnmatchcase(entry.path, self.path):
            found.append(f"path {entry.path!r}")
        if not self._fits_fault(entry.fault):
            found.append(f"fault {entry.fault!r}")
        if self.after is not None and entry.number <= self.after:
            found.append(f"number {entry.number}")
        return found + self._differences_inside(entry)

    def near_misses(self, entries: Iterable[Entry], most: int) -> list[NearMiss]:
        """Returns those that come nearest without being like this, the nearest first."""
        misses = [NearMiss(entry, tuple(self.differences(entry))) for entry in entries]
        misses = [miss for miss in misses if miss.differences]
        # Of equally near ones the latest comes first.
        return sorted(misses, key=self._distance)[:most]

    def _distance(self, miss: NearMiss) -> tuple[float, int]:
        distance = float(len(miss.differences))
        if self.method is not None and not fnmatchcase(miss.entry.method, self.method):
            # Another method is farther away than another value, unless it is a slip.
            likeness = SequenceMatcher(None, self.method, miss.entry.method).ratio()
            distance += 2 * (1 - likeness)
        return distance, -miss.entry.number

    def _fits_fault(self, fault: str | None) -> bool:
        if self.fault is None:
            return True
        if isinstance(self.fault, bool):
            return self.fault == (fault is not None)
        return fault == self.fault

    def _differences_inside(self, entry: Entry) -> list[str]:
        found = []
        if self.text is not None:
            text = self.text.encode() if isinstance(self.text, str) else self.text
            if not entry.has(text):
                found.append("the text is in neither body")
        if self.fields:
            body = Inside(entry.request)
            for path, value in self.fields.items():
                texts = body.texts(path)
                if spelled(value) not in texts:
                    found.append(f"{path} {' and '.join(map(repr, texts)) or 'missing'}")
        return found
