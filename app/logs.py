"""Logging: one line format for every logger of the process, with the id of the request."""

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

# A context variable must be module-level; its value belongs to one request.
# `app.middleware.observability` sets it.
current_request_id: ContextVar[str | None] = ContextVar("current_request_id", default=None)
"""The id of the current request; None outside of requests."""

_OUR_FIELDS = {"levelname": "level", "name": "logger", "exc_info": "traceback"}
_UVICORN_COLORS = "color_message"
"""The field in which uvicorn repeats its message with escape sequences for terminals."""


class TextFormatter(logging.Formatter):
    """Formats records for people. Only the first line of a record starts at the margin."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(request_id)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The record with continuation lines indented and unprintable characters escaped."""
        lines = super().format(record).split("\n")
        return "\n    ".join(map(printable, lines))

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802  # logging's own signature
        """The time in UTC (ISO 8601)."""
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def json_formatter() -> logging.Formatter:
    """The formatter for programs: one JSON object per line, in ASCII, so that no value can break the line."""
    return JsonFormatter(
        ["levelname", "name", "message", "request_id"],
        rename_fields=_OUR_FIELDS,
        reserved_attrs=[*RESERVED_ATTRS, "taskName", _UVICORN_COLORS],
        timestamp="time",
    )


def log_handler(log_format: LogFormat) -> logging.StreamHandler[TextIO]:
    """A handler that writes records to stderr in the format."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(json_formatter() if log_format is LogFormat.JSON else TextFormatter())
    handler.addFilter(_with_request_id)
    return handler


def start_logging(settings: Settings) -> None:
    """Configure logging for the whole process, including Python's warnings."""
    logging.basicConfig(level=settings.log_level.upper(), handlers=[log_handler(settings.log_format)])
    logging.captureWarnings(capture=True)


def _with_request_id(record: logging.LogRecord) -> bool:
    """Add the request id to the record. Always true: a filter that drops nothing."""
    record.request_id = current_request_id.get()
    return True
