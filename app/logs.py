"""Log records as lines: one shape for ours, uvicorn's and everybody's, each with the id of its request."""

from __future__ import annotations

import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TextIO

from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter

from app.escaping import printable
from app.settings import LogFormat

if TYPE_CHECKING:
    from app.settings import Settings

# A context variable has to belong to a module; its value belongs to one request.
# `app.middleware.observability` sets it.
current_request_id: ContextVar[str | None] = ContextVar("current_request_id", default=None)
"""The id of the request that is being answered; None between requests."""

_OUR_FIELDS = {"levelname": "level", "name": "logger", "exc_info": "traceback"}
_UVICORN_COLORS = "color_message"
"""uvicorn's messages once more, with escape sequences for terminals."""


class TextFormatter(logging.Formatter):
    """Records for people. Only the first line of a record begins at the margin, whatever its message holds."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(request_id)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The record with continuation lines indented and what cannot be printed escaped."""
        lines = super().format(record).split("\n")
        return "\n    ".join(map(printable, lines))

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802  # logging's own signature
        """When, in UTC (ISO 8601)."""
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def json_formatter() -> logging.Formatter:
    """Records for programs: an object a line in ASCII, so that nothing in it can end the line."""
    return JsonFormatter(
        ["levelname", "name", "message", "request_id"],
        rename_fields=_OUR_FIELDS,
        reserved_attrs=[*RESERVED_ATTRS, "taskName", _UVICORN_COLORS],
        timestamp="time",
    )


def log_handler(log_format: LogFormat) -> logging.StreamHandler[TextIO]:
    """Records as lines of the format on stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(json_formatter() if log_format is LogFormat.JSON else TextFormatter())
    handler.addFilter(_with_request_id)
    return handler


def start_logging(settings: Settings) -> None:
    """Send the records of the whole process, Python's warnings included, where the settings say."""
    logging.basicConfig(level=settings.log_level.upper(), handlers=[log_handler(settings.log_format)])
    logging.captureWarnings(capture=True)


def _with_request_id(record: logging.LogRecord) -> bool:
    """Every record passes, and takes the id along."""
    record.request_id = current_request_id.get()
    return True
