"""A printed reference (2015年声明第七段) to the paragraphs that it may mean."""

from search.references.reading import LONGEST
from search.references.resolving import MOST_STATEMENTS, Candidate, Reading, Resolved, resolve

__all__ = ["LONGEST", "MOST_STATEMENTS", "Candidate", "Reading", "Resolved", "resolve"]
