"""What cuts a run of Han characters into words: jieba, or rjieba in its place, where it is installed.

The two give the same words of all text at hand. They may differ where two cuts are exactly as likely (人人|人 and
人|人人): which one wins is then a matter of how sums are rounded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


class Cutter(Protocol):
    """Cuts runs of Han characters (U+4E00 to U+9FD5). Safe to use from several threads at once."""

    @property
    def name(self) -> str:
        """The library and its version."""

    def cut(self, run: str) -> Sequence[str]:
        """The run in words, nothing left out."""


MakeCutter = Callable[[Mapping[str, int]], Cutter]
"""Makes a cutter that knows some words besides those of its dictionary, each as so frequent."""


class JiebaCutter:
    """jieba, in Python."""

    def __init__(self, words: Mapping[str, int]) -> None:
        import jieba  # noqa: PLC0415  takes a tenth of a second, and memory, only where it cuts

        self._tokenizer = jieba.Tokenizer()
        # What `Tokenizer.initialize` does, but for its cache file: a server writes nothing.
        with self._tokenizer.get_dict_file() as dictionary:
            self._tokenizer.FREQ, self._tokenizer.total = self._tokenizer.gen_pfdict(dictionary)
        self._tokenizer.initialized = True
        self.name = f"jieba {version('jieba')}"
        for word, frequency in words.items():
            self._tokenizer.add_word(word, frequency)

    def cut(self, run: str) -> Sequence[str]:
        """The run in words, nothing left out."""
        return list(self._tokenizer.cut(run))


class FastCutter:
    """rjieba, jieba's algorithm and dictionary in Rust: some ten times faster. Needs the extra `fast`."""

    def __init__(self, words: Mapping[str, int]) -> None:
        import rjieba  # noqa: PLC0415  comes with an extra

        self._jieba = rjieba.Jieba()
        self.name = f"rjieba {version('rjieba')}"
        for word, frequency in words.items():
            self._jieba.add_word(word, frequency, None)

    def cut(self, run: str) -> Sequence[str]:
        """The run in words, nothing left out."""
        return self._jieba.cut(run)


def fastest(words: Mapping[str, int]) -> Cutter:
    """The fastest cutter that is installed; it knows these words, too, each as so frequent."""
    try:
        version("rjieba")
    except PackageNotFoundError:
        return JiebaCutter(words)
    return FastCutter(words)
