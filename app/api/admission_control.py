"""The limit on concurrent searches."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from app.api.problems import Code, ProblemError


class Admission:
    """A fixed number of slots, one for each running search. Thread-safe; `slot` never blocks."""

    def __init__(self, slots: int) -> None:
        self.slots = slots
        self._lock = Lock()
        self._taken = 0

    @contextmanager
    def slot(self) -> Iterator[None]:
        """A slot until the block ends. Raises `ProblemError` (`too-many-requests`) at once when none is free."""
        with self._lock:
            if self._taken == self.slots:
                raise ProblemError(
                    Code.TOO_MANY_REQUESTS,
                    f"The limit of {self.slots} concurrent searches is reached.",
                    hint="Try again in a moment.",
                )
            self._taken += 1
        try:
            yield
        finally:
            with self._lock:
                self._taken -= 1
