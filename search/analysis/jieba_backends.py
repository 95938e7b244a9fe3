"""What cuts a run of Han characters into words: jieba, or rjieba in its place, where it is installed.

The two give the same words of all text at hand. They may differ where two cuts are exactly as likely (人人|人 and
人|人人): which one wins is then a matter of how sums are rounded.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib.machinery import PathFinder
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec, module_from_spec
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType


class SegmenterBackend(Protocol):
    """Cuts runs of Han characters (U+4E00 to U+9FD5). Safe to use from several threads at once."""

    @property
    def name(self) -> str:
        """The library and its version."""

    def cut(self, run: str) -> Sequence[str]:
        """The run in words, nothing left out."""


BackendFactory = Callable[[Mapping[str, int]], SegmenterBackend]
"""Makes a cutter that knows some words besides those of its dictionary, each as so frequent."""


class JiebaSegmenter:
    """jieba, in Python."""

    def __init__(self, words: Mapping[str, int]) -> None:
        import jieba  # noqa: PLC0415  takes a tenth of a second, and memory, only where it cuts

        self._tokenizer = jieba.Tokenizer()
        # What `Tokenizer.initialize` does, but for its cache file: a server writes nothing.
        with self._tokenizer.get_dict_file() as dictionary:
            self._tokenizer.FREQ, self._tokenizer.total = prefix_dictionary(dictionary.read().decode())
        self._tokenizer.initialized = True
        self.name = f"jieba {version('jieba')}"
        for word, frequency in words.items():
            self._tokenizer.add_word(word, frequency)

    def cut(self, run: str) -> Sequence[str]:
        """The run in words, nothing left out."""
        return list(self._tokenizer.cut(run))


def prefix_dictionary(text: str) -> tuple[dict[str, int], int]:
    """The frequency of every word of a dictionary, 0 for what only begins one, and the sum of all its lines.

    `text` has a word, its frequency and its kind on every line. The same as jieba's `gen_pfdict` makes of it, a word at
    a time and in 0.6 s of every start, where this takes 0.35 s.
    """
    words, frequencies = _words(text)
    prefixes: dict[str, int] = {}
    longer = words
    for length in range(1, max(map(len, words), default=0)):
        longer = [word for word in longer if len(word) > length]
        prefixes |= dict.fromkeys(map(itemgetter(slice(length)), longer), 0)
    prefixes.update(zip(words, frequencies, strict=True))
    return prefixes, sum(frequencies)


def _words(text: str) -> tuple[list[str], list[int]]:
    """The words of a dictionary and their frequencies. What else is on its lines has made room when this returns."""
    fields = text.split()
    return fields[::3], list(map(int, fields[1::3]))


class RjiebaSegmenter:
    """rjieba, jieba's algorithm and dictionary in Rust: some ten times faster. Needs the extra `fast`."""

    def __init__(self, words: Mapping[str, int]) -> None:
        self._jieba: Any = _rjieba().Jieba()  # only the package around the module declares types
        self.name = f"rjieba {version('rjieba')}"
        for word, frequency in words.items():
            self._jieba.add_word(word, frequency, None)

    def cut(self, run: str) -> Sequence[str]:
        """The run in words, nothing left out."""
        words: Sequence[str] = self._jieba.cut(run)
        return words


def _rjieba() -> ModuleType:
    """The compiled module inside the package rjieba.

    Whoever imports the package has it read the dictionary once more, for an object that nobody asks: 0.09 s of every
    start, and 24 MB.
    """
    name = "rjieba.rjieba"
    if name not in sys.modules:
        package = find_spec("rjieba")
        spec = package and PathFinder.find_spec(name, package.submodule_search_locations)
        if not spec or not spec.loader:
            raise ModuleNotFoundError(f"There is no module named {name}.", name=name)
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        sys.modules[name] = module
    return sys.modules[name]


def fastest_backend(words: Mapping[str, int]) -> SegmenterBackend:
    """The fastest cutter that is installed; it knows these words, too, each as so frequent."""
    try:
        version("rjieba")
    except PackageNotFoundError:
        return JiebaSegmenter(words)
    return RjiebaSegmenter(words)
