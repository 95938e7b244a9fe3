"""The query language and its one tree: what an analyst typed, as nodes that every engine compiles."""
