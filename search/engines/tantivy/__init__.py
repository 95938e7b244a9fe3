"""For millions of paragraphs: an inverted index by tantivy, mapped from files and shared by processes.

Its terms are the tokens of the comparable text and the pairs of neighbouring tokens, these with their places, so that
for quoted text and for AND, OR and NOT of it the index alone is exact: totals need no text. What no index decides
(wildcards, neighbours, whole words) is looked up in the stored text. Nothing but a few numbers of every paragraph, and
of every statement its id, day, kind and place, is held in memory.
"""

from search.engines.tantivy.engine import TantivyEngine
from search.engines.tantivy.writer import TantivyWriter

__all__ = ["TantivyEngine", "TantivyWriter"]
