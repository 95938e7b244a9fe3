"""How many searches may work at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from app.api.problems import Code, ProblemError


class Admission:
    """A number of slots, one for each search that works. Safe to use from any thread; nobody waits."""

    def __init__(self, slots: int) -> None:
        self._free = BoundedSemaphore(slots)
        self.slots = slots

    @contextmanager
    def slot(self) -> Iterator[None]:
        """A slot until the block ends. Raises `ProblemError` (`too-many-requests`) at once when none is free."""
        if not self._free.acquire(blocking=False):
            raise ProblemError(
                Code.TOO_MANY_REQUESTS,
                f"{self.slots} searches are running, and no more may run at once",
                hint="try again in a moment",
            )
        try:
            yield
        finally:
            self._free.release()
