"""The index as readers see it: generations on disk, and an open one with all that it takes to ask it."""
