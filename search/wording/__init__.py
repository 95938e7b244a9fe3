"""How the wording of statements changes: one phrase through the years, two statements side by side, what came and went."""
