"""Back matter: the closing day and place, and the signature."""

from __future__ import annotations

from dataclasses import replace

from indexer.structure.frame import Frame, day_of, place_beside
from indexer.structure.signatures import signature_of
from indexer.structure.text_coverage import Role


def take_closing_date(frame: Frame) -> None:
    """The day and place in the last line."""
    while len(frame.body) > 1 and (found := day_of(frame.body[-1])) is not None:
        if (beside := place_beside(frame.body, -2, -1)) is not None:
            found = beside
            frame.assign(Role.DATE, frame.body.pop(-2))
        frame.signings.append(replace(found, start=frame.body[-1].start))
        frame.closed = True
        frame.assign(Role.DATE, frame.body.pop())


def take_signature(frame: Frame) -> None:
    """Who signed: the lines after the last sentence, and what is glued to it."""
    lines = signature_of(frame.body, dated=frame.closed)
    if not lines:
        return
    while frame.body and frame.body[-1].start >= lines[0].start:
        frame.body.pop()
    if frame.body and frame.body[-1].end > lines[0].start:
        last = frame.body.pop()
        frame.body.append(last.cut(0, len(last.text) - len(lines[0].text)))
    for line in lines:
        frame.assign(Role.SIGNATURE, line)
    frame.signature = "\n".join(line.printed.strip() for line in lines)
