"""Where the text is on a page: in the element that a template names, else where the prose is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.sources.elements import HOLDS_NO_SENTENCE, kind_of_element
from indexer.sources.site_templates import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bs4.element import Tag

    from indexer.sources.elements import Leaf, Tree
    from indexer.sources.markup import Markup
    from indexer.sources.site_templates import Template

PROSE_SHARE = 0.85
"""The share of a page's prose that an element must hold to be where the text is."""

ASIDE_SHARE = 0.4
"""The share of a page's prose from which on an element is no furniture, whatever its name: a form around the page."""

PROSE_DENSITY = 0.6
"""The share of a neighbour's characters that must be prose for it to belong to the text: a lead in a box of its own."""

FEWEST_LINKS = 3
"""Links that make a list."""

PROSE_OF_A_LINK = 80
"""Han characters; what a list of pages says about each."""

_SENTENCE = re.compile(r"[。！？；]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_NOTICE = re.compile(r"版权|免责声明|转载|网站声明|备案|许可证")
"""A notice under the text: 版权声明. Not: 联合声明"""


@dataclass(frozen=True, slots=True)
class Content:
    """Which elements hold the text and which are furniture, by number; the template that says so, if one does.

    `blocks` are elements around the text that have prose of their own, but whose other children are furniture.
    """

    inside: frozenset[int]
    blocks: frozenset[int]
    aside: dict[int, str]
    template: Template | None

    def kind_around(self, leaf: Leaf) -> str | None:
        """The kind of furniture that a text is because of the elements around it, None if it is of the text."""
        of_text = leaf.parent in self.inside or leaf.setting.block in self.blocks
        return self.aside.get(leaf.parent) or (None if of_text else "boilerplate")


def content_of(markup: Markup, tree: Tree) -> Content:
    """Where the text is."""
    prose = _Prose(tree)
    aside = _aside(tree, prose)
    named = _named(markup, tree)
    if named is not None:
        template, number = named
        return Content(frozenset(_below(tree, {number})), frozenset(), _inherited(tree, aside, stop=number), template)
    prose = _Prose(tree, without=frozenset(aside) | _lists(prose))
    number = _body(tree) if markup.is_fragment else _densest(tree, prose)
    inside = frozenset(_below(tree, {number, *_neighbours(tree, prose, number, aside)}))
    blocks = frozenset(around for around in _above(tree, number) if around in prose.own)
    return Content(inside, blocks, _inherited(tree, aside, stop=number), None)


FURNITURE = "data-gongbao-furniture"
"""The attribute by which a reader says what furniture an element is."""


def all_of(tree: Tree) -> Content:
    """The content of a document that is nothing but text, and furniture that says what it is."""
    aside = {number: str(tag[FURNITURE]) for number, tag in enumerate(tree.tags) if number and tag.has_attr(FURNITURE)}
    return Content(frozenset(range(len(tree.tags))), frozenset(), _inherited(tree, aside, stop=0), None)


def _named(markup: Markup, tree: Tree) -> tuple[Template, int] | None:
    """The element that a template names, if it is there and not empty."""
    numbers = {id(tag): number for number, tag in enumerate(tree.tags)}
    for template in TEMPLATES:
        for tag in markup.soup.select(template.content):
            if markup.has_text(tag.get_text()):
                return template, numbers[id(tag)]
    return None


class _Prose:
    """How many Han characters stand in sentences below each element, outside links, and how many characters in all.

    `unlinked` counts Han characters outside links, whether in sentences or not.

    `own` are the elements that have prose which stands in no block within them, `notices` those with a legal notice.
    """

    def __init__(self, tree: Tree, *, without: frozenset[int] = frozenset()) -> None:
        self.prose = [0] * len(tree.tags)
        self.all = [0] * len(tree.tags)
        self.unlinked = [0] * len(tree.tags)
        self.links = [0] * len(tree.tags)
        self.own: set[int] = set()
        self.notices: set[int] = set()
        for leaf in tree.leaves:
            if leaf.unseen or leaf.setting.hidden:
                continue
            text = leaf.text
            self.all[leaf.parent] += len("".join(text.split()))
            if _NOTICE.search(text):
                self.notices.add(leaf.parent)
            self.links[leaf.parent] += leaf.setting.link is not None
            if leaf.setting.link is not None:
                continue
            self.unlinked[leaf.parent] += len(_HAN.findall(text))
            if _SENTENCE.search(text):
                self.prose[leaf.parent] += len(_HAN.findall(text))
                self.own.add(leaf.setting.block)
        for number in range(len(tree.tags) - 1, 0, -1):
            parent = tree.parents[number]
            if number in without:
                self.prose[number] = 0
            self.prose[parent] += self.prose[number]
            self.all[parent] += self.all[number]
            self.unlinked[parent] += self.unlinked[number]
            self.links[parent] += self.links[number]
            if number in self.notices:
                self.notices.add(parent)


def _aside(tree: Tree, prose: _Prose) -> dict[int, str]:
    """The elements that are furniture by their tag or name, and hold little of the page's prose.

    Those of one name are taken together: `relative` may be how every paragraph is set.
    """
    weights = prose.prose if prose.prose[0] else prose.unlinked
    named = {number: kind for number, tag in enumerate(tree.tags) if (kind := kind_of_element(tag)) is not None}
    alike: Counter[tuple[str, str]] = Counter()
    for number in named:
        alike[_called(tree.tags[number])] += weights[number]
    most = ASIDE_SHARE * weights[_body(tree)]
    return {
        number: kind
        for number, kind in named.items()
        if tree.tags[number].name == "figcaption"
        or (tree.tags[number].name == "title" and weights[number] < weights[0])
        or (not prose.prose[number] if kind in HOLDS_NO_SENTENCE else alike[_called(tree.tags[number])] <= most)
    }


def _called(tag: Tag) -> tuple[str, str]:
    """An element's tag and classes."""
    return tag.name, " ".join(str(name) for name in tag.get_attribute_list("class"))


def _lists(prose: _Prose) -> frozenset[int]:
    """The elements that are lists of links to other pages, perhaps with a sentence about each."""
    most = ASIDE_SHARE * prose.prose[0]
    return frozenset(
        number
        for number, links in enumerate(prose.links)
        if links >= FEWEST_LINKS and prose.prose[number] <= min(most, PROSE_OF_A_LINK * links)
    )


def _inherited(tree: Tree, aside: dict[int, str], *, stop: int) -> dict[int, str]:
    """Every element below furniture with its kind; what stands around the text itself (`stop`) is none."""
    around = set(_above(tree, stop))
    kinds: dict[int, str] = {}
    for number in range(1, len(tree.tags)):
        kind = aside.get(number) or kinds.get(tree.parents[number])
        if kind is not None and number not in around:
            kinds[number] = kind
    return kinds


def _above(tree: Tree, number: int) -> Iterator[int]:
    """An element and those around it."""
    while number:
        yield number
        number = tree.parents[number]
    yield 0


def _below(tree: Tree, roots: set[int]) -> set[int]:
    """The elements and all those in them."""
    inside = set(roots)
    for number in range(1, len(tree.tags)):
        if tree.parents[number] in inside:
            inside.add(number)
    return inside


def _densest(tree: Tree, prose: _Prose) -> int:
    """The innermost element, larger than a paragraph, that holds nearly all of the prose."""
    whole = prose.prose[0]
    number = _body(tree)
    if not whole:
        return number
    children = _children(tree)
    while True:
        best = max(children[number], key=lambda child: prose.prose[child], default=None)
        if best is None or prose.prose[best] < PROSE_SHARE * whole or tree.tags[best].name in _PARAGRAPHS:
            return number
        number = best


_PARAGRAPHS = frozenset(
    ["a", "b", "blockquote", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "i", "p", "small", "span", "strong", "u"]
)


def _body(tree: Tree) -> int:
    return next((number for number, tag in enumerate(tree.tags) if tag.name == "body"), 0)


def _children(tree: Tree) -> Sequence[list[int]]:
    children: list[list[int]] = [[] for _ in tree.tags]
    for number in range(1, len(tree.tags)):
        children[tree.parents[number]].append(number)
    return children


def _neighbours(tree: Tree, prose: _Prose, number: int, aside: dict[int, str]) -> set[int]:
    """The elements beside the one with the text that are prose as well: a lead in a box of its own."""
    children = _children(tree)
    path = set(_above(tree, number))
    found = set()
    for around in path - {number}:
        for child in children[around]:
            dense = prose.prose[child] and prose.prose[child] >= PROSE_DENSITY * prose.all[child]
            if dense and child not in path and child not in aside and child not in prose.notices:
                found.add(child)
    return found
