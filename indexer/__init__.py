"""Seeds in, index out: read files, find the statements in them, write an index."""
