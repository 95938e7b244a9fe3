"""A check of our own for Schemathesis, which loads this file."""

from __future__ import annotations

from typing import Any

import schemathesis

BEYOND_A_SCHEMA = frozenset(
    ("query-syntax", "query-too-long", "query-too-complex", "query-too-broad", "reference-syntax", "invalid-cursor")
)
_DAYS = frozenset(("from", "to", "accessed"))  # 2015-13 looks like a month, and the first day may not be after the last


@schemathesis.check
def refused_only_for_what_no_schema_says(
    _context: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case[Any]
) -> None:
    """A request that fits the document is refused for the language of queries, a cursor, a day, or a NUL."""
    if response.status_code != 400 or case.meta is None or not case.meta.generation.mode.is_positive:
        return
    problem = response.json()
    explained = (
        problem["code"] in BEYOND_A_SCHEMA or problem.get("param") in _DAYS or "NUL character" in problem["detail"]
    )
    assert explained, problem
