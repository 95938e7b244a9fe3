"""The embedded default: an inverted index by Whoosh, for tens of thousands of paragraphs.

Whoosh keeps the postings of grams and of words, without positions. Grams give the candidates; where they cannot decide
alone, the text does (`search.spans`). What every search needs of every paragraph (its comparable text, its length in
words, its statement) is read into memory when the index is opened; the paragraphs themselves are read for one page.
"""

from search.engines.whoosh.engine import WhooshEngine
from search.engines.whoosh.writer import WhooshWriter

__all__ = ["WhooshEngine", "WhooshWriter"]
