"""How the wording of statements changes: trends, the history of a phrase, comparison, changes."""
