"""The embedded default engine: an inverted index by Whoosh, for tens of thousands of paragraphs.

Whoosh stores the postings of grams and of words, without positions. Grams yield candidates, which are verified in their
texts (`search.match_spans`) where grams are not exact. The comparable text, the length in words and the statement of
every paragraph are read into memory when the index is opened; the paragraphs themselves are read page by page.
"""

from search.engines.whoosh.engine import WhooshEngine
from search.engines.whoosh.writer import WhooshWriter

__all__ = ["WhooshEngine", "WhooshWriter"]
