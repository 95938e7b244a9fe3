"""How long a piece of work may go on: it asks now and then, and is stopped when its time is up."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self, TypeVar

from search.errors import QueryTimeoutError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Deadline:
    """When work has to stop, in seconds of `time.monotonic`. Infinity: never."""

    at: float = float("inf")

    @classmethod
    def after(cls, seconds: float) -> Self:
        """The deadline so many seconds from now."""
        return cls(time.monotonic() + seconds)

    @property
    def left(self) -> float:
        """The seconds that are left, never less than 0."""
        return max(self.at - time.monotonic(), 0.0)

    def check(self) -> None:
        """Raise `QueryTimeoutError` if the time is up."""
        if time.monotonic() > self.at:
            raise QueryTimeoutError(
                "The search exceeds the time limit.",
                hint="Reduce the query: fewer or longer parts, fewer negations, a shorter date range.",
            )

    def over(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items, one after the other, as long as there is time. Raises `QueryTimeoutError`."""
        for item in items:
            self.check()
            yield item


NEVER = Deadline()
