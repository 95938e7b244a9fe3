"""Every error this package raises on purpose.

    GongbaoError
    ├── QuerySyntaxError      the query cannot be read; `position` is the offending character
    ├── QueryTooLongError     more characters than the limit
    ├── QueryTooComplexError  more leaves or levels than the limit
    ├── QueryTooBroadError    more matches than can be shown one by one
    ├── QueryTimeoutError     a search worked for longer than the limit
    ├── ReferenceSyntaxError  the reference cannot be read; `position` is the offending character
    ├── EngineError           an engine's files cannot be opened
    │   ├── EngineMissingError    an engine's library is not installed
    │   └── EngineUnavailableError  the cluster of an engine does not answer, or only in part
    ├── StatementNotFoundError no statement has the id
    ├── SameStatementError    a statement was to be compared with itself
    ├── NoEarlierStatementError nothing earlier to compare a statement with
    ├── NoPhraseError         a question has no words whose wording could be followed
    ├── StoreError            an index cannot be written, or another build writes it
    └── IndexUnavailableError no index to open, or one that this program cannot read

Catch `GongbaoError` for all of them.
"""


class GongbaoError(Exception):
    """The base of every error below. `hint` says what to do next, or is empty."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class QuerySyntaxError(GongbaoError):
    """The query cannot be read. `position` counts code points of the query from 0."""

    def __init__(self, message: str, *, position: int, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.position = position


class QueryTooLongError(GongbaoError):
    """The query has more characters than the limit."""


class QueryTooComplexError(GongbaoError):
    """The query has more leaves or levels than the limit. `position` is the first character beyond it."""

    def __init__(self, message: str, *, position: int, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.position = position


class QueryTooBroadError(GongbaoError):
    """The query matches more than can be shown match by match."""


class QueryTimeoutError(GongbaoError):
    """A search worked for longer than the limit, and was stopped."""


class ReferenceSyntaxError(GongbaoError):
    """The printed reference cannot be read. `position` counts code points of the reference from 0."""

    def __init__(self, message: str, *, position: int, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.position = position


class StatementNotFoundError(GongbaoError):
    """No statement has the id."""


class SameStatementError(GongbaoError):
    """A statement was to be compared with itself."""


class NoEarlierStatementError(GongbaoError):
    """There is nothing earlier to compare a statement with."""


class NoPhraseError(GongbaoError):
    """The question has no words whose wording could be followed: it is empty, or nothing but a negation."""


class EngineError(GongbaoError):
    """An engine cannot open its own files: they are missing, cut short, or another version's."""


class EngineMissingError(EngineError):
    """An engine's library is not installed; `hint` is the command that installs it."""


class EngineUnavailableError(EngineError):
    """The cluster of an engine does not answer, or can answer only in part; `hint` says what to do."""


class IndexUnavailableError(GongbaoError):
    """There is no index to open, or one that this program cannot read; `hint` is the command that builds it."""


class StoreError(GongbaoError):
    """An index cannot be written: its folder or cluster refuses, or another build is running."""
