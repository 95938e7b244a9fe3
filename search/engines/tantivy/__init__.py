"""The engine for millions of paragraphs: tantivy's inverted index, memory-mapped and shared between processes.

Its terms are the tokens of the comparable text, and the pairs of adjacent tokens with their positions. So the index
alone is exact for quoted text and for AND, OR and NOT of it: totals need no text. Wildcards, NEAR and whole words are
verified in the stored text. Memory holds a few numbers of every paragraph, and the id, day, kind and place of every
statement.
"""

from search.engines.tantivy.engine import TantivyEngine
from search.engines.tantivy.writer import TantivyWriter

__all__ = ["TantivyEngine", "TantivyWriter"]
