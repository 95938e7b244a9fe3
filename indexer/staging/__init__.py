"""The staging store: what has been parsed and segmented, kept on disk until an index is written from it."""
