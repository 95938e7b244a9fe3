"""The index as readers see it: generations on disk, and an open index."""
