"""The divisions of a document as they open and close: which a paragraph stands in, and where each ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.structure.labels_and_headings import Label, is_preamble
from search.model import Heading, Level, Section, Step

if TYPE_CHECKING:
    from indexer.structure.folded import FoldedBlock

_CLOSES = re.compile(
    r"(?:[〇○零一二三四五六七八九\d]{4}年.{3,12}日[在订签于].{2,12}(?:签订|签署|订立|签字)?[，,](?:一式|共|正本)|以资证明|以昭信守|双方全权代表在本|为此[，,]?(?:下列|双方|经)|下列(?:签署|签字|全权)|本(?:条约|协定|议定书|公约|备忘录|协议)[^。；]{0,8}于.{4,60}(?:签订|签署|订立)"
    r"|Done\s+(?:at|in)\b|DONE\s+(?:at|in)\b|(?i:in\s+witness\s+whereof))"
)
"""本条约于……签订，一式两份, under no article of its own. Not: 本条约自签署之日起生效"""

_ITEMS = 9
"""The rank of the highest form of items."""


@dataclass(slots=True)
class _Open:
    """A division that is open. `form` tells those of one row; `markup` is the level that the source sets it at."""

    step: Step
    form: str
    rank: int
    markup: int | None
    section: int | None  # which of the sections it is; None for an item or article that is no heading


@dataclass(slots=True)
class _Headed:
    """A heading and the paragraphs under it; `last` is None while it is open."""

    heading: Heading
    first: int
    last: int | None = None


@dataclass(slots=True)
class Outline:
    """The divisions met so far. `paragraphs` counts the paragraphs before now."""

    paragraphs: int = 0
    headed: list[_Headed] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)

    def open_heading(self, heading: Heading, label: Label | None, block: FoldedBlock | None) -> None:
        """Begin a division with a heading."""
        level = label.level if label and label.level is not Level.ITEM else Level.SECTION
        markup = block.style.level if block is not None else None
        step = Step(level, heading.label, heading.title or None)
        form = label.form if label else f"h{markup}" if markup else "unlabelled"
        self.headed.append(_Headed(heading, self.paragraphs + 1))
        self._push(_Open(step, form, label.rank if label else _ITEMS, markup, len(self.headed) - 1))

    def open_label(self, label: Label) -> None:
        """Begin a division that has a label and no heading: an article, an item."""
        self._push(_Open(Step(label.level, label.text), label.form, label.rank, None, None))

    def path(self, *, labelled: bool, text: str) -> tuple[Step, ...]:
        """The divisions of the next paragraph; one without a label of its own is in no item, but in its article."""
        if not labelled and _CLOSES.match(text):
            at = next((at for at, each in enumerate(self._open) if each.rank >= _ARTICLE and not each.markup), None)
            self._close(len(self._open) if at is None else at)
        self.paragraphs += 1
        return tuple(each.step for each in self._open if labelled or each.section is not None or each.rank < _ITEMS)

    def heading(self) -> Heading | None:
        """The heading nearest above that is open."""
        found = next((each.section for each in reversed(self._open) if each.section is not None), None)
        return None if found is None else self.headed[found].heading

    def sections(self, closing: int) -> tuple[Section, ...]:
        """The headings with the paragraphs under them, none beyond `closing`; headings with none are left out."""
        self._close(0)
        found = ((each, min(each.last or 0, closing)) for each in self.headed)
        return tuple(
            Section(each.heading.label, each.heading.title, each.first, last)
            for each, last in found
            if each.first <= last
        )

    def _push(self, opened: _Open) -> None:
        if opened.section is not None:  # a heading ends the paragraphs that are numbered before it
            items = (at for at, each in enumerate(self._open) if each.section is None and each.rank >= _ITEMS)
            self._close(next(items, len(self._open)))
        within = self._article() if opened.section is None and opened.rank >= _ITEMS else 0
        ends = (at for at, each in enumerate(self._open) if at >= within and _ends(each, opened))
        self._close(next(ends, len(self._open)))
        self._open.append(opened)

    def _article(self) -> int:
        """Where the divisions of the innermost article begin: an item in it ends nothing above it."""
        return next((at for at in range(len(self._open), 0, -1) if self._open[at - 1].rank == _ARTICLE), 0)

    def _close(self, at: int) -> None:
        """Close the divisions from the `at`-th on."""
        for each in self._open[at:]:
            if each.section is not None:
                self.headed[each.section].last = self.paragraphs
        del self._open[at:]


_ARTICLE = 3
"""The rank of an article: below part, chapter and section, above items."""


def _ends(standing: _Open, opened: _Open) -> bool:
    """Whether a division ends where another is opened: the next of its row, or a higher one."""
    if standing.form == opened.form:
        return True
    if is_preamble(standing.step.title or ""):
        return opened.section is not None or opened.rank <= _ARTICLE
    if opened.markup is not None or standing.markup is not None:
        return _ends_in_markup(standing, opened)
    if opened.rank == _ARTICLE or "unlabelled" in (standing.form, opened.form):
        return opened.rank <= _ARTICLE and (opened.rank < _ARTICLE or is_preamble(standing.step.title or ""))
    return standing.rank > opened.rank


def _ends_in_markup(standing: _Open, opened: _Open) -> bool:
    """The same where one of the two is set as a heading: numbered headings stand below those of markup."""
    if opened.markup is not None and standing.markup is not None:
        return standing.markup >= opened.markup
    if standing.rank < _ITEMS and opened.rank < _ITEMS:
        return standing.rank > opened.rank
    if opened.markup is None:
        return is_preamble(standing.step.title or "") and opened.rank <= _ARTICLE
    return standing.rank > opened.rank or opened.form.startswith("h")
