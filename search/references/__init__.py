"""A printed reference (2015年声明第七段) to the paragraphs that it may mean."""

from search.references.cited import Remark
from search.references.parser import LONGEST
from search.references.readings import ReferenceType
from search.references.resolver import MOST_STATEMENTS, Candidate, Resolved, resolve

__all__ = ["LONGEST", "MOST_STATEMENTS", "Candidate", "ReferenceType", "Remark", "Resolved", "resolve"]
