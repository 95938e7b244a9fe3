"""Ingest: a pool of processes parses the files of a run into the staging store."""
