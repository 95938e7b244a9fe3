"""How the wording of statements changes: a phrase through the years, two side by side, what came and went."""
